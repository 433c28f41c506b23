import Foundation

/// Keeps processes from being started while a test has a file open.
///
/// A new process has the open files of its parent until it becomes another program. A file that is closed
/// meanwhile is closed for the kernel, and for whoever watches its folder, only then.
public enum ProcessStarts {
  private static let lock = NSRecursiveLock()

  /// Opens and closes files, or starts a process, while nobody else does the other.
  public static func excluded<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body()
  }
}
