import Foundation

/// The program that shows system calls and lets them fail, where it is installed.
enum Strace {
  static let path = ["/usr/bin/strace", "/bin/strace"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}
