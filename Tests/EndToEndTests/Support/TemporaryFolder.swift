import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that is removed with everything in it when the test is done with it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/runspect-test-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template), let resolved = realpath(made, nil) else {
      throw POSIXError(.EIO)
    }
    path = String(cString: resolved)
    free(resolved)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func url(_ name: String) -> URL {
    URL(fileURLWithPath: path).appendingPathComponent(name)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(at: url(name), withIntermediateDirectories: true)
  }

  /// Writes a file, with the folders on the way to it.
  func write(_ name: String, _ contents: Data) throws {
    let target = url(name)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try contents.write(to: target)
  }

  func write(_ name: String, _ contents: String) throws {
    try write(name, Data(contents.utf8))
  }

  func read(_ name: String) throws -> Data {
    try Data(contentsOf: url(name))
  }

  func copy(from source: URL, to name: String) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: source, to: url(name))
  }

  func makeLink(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url(name).path, withDestinationPath: target)
  }

  /// Sets the modification time of one file or folder.
  func setTime(_ name: String, _ moment: Moment) {
    TemporaryFolder.setTime(url(name).path, moment)
  }

  /// Sets the modification times of a tree, the tree's own included.
  func setTimes(below name: String, _ moment: (String) -> Moment) {
    let names = FileManager.default.enumerator(atPath: url(name).path)?.allObjects ?? []
    for case let below as String in names.reversed() {
      TemporaryFolder.setTime(url(name + "/" + below).path, moment(below))
    }
    setTime(name, moment(""))
  }

  private static func setTime(_ path: String, _ moment: Moment) {
    let time = timespec(tv_sec: moment.seconds, tv_nsec: moment.nanoseconds)
    var times = [time, time]
    utimensat(AT_FDCWD, path, &times, AT_SYMLINK_NOFOLLOW)
  }
}

/// A moment for the times of files.
struct Moment {
  var seconds: Int
  var nanoseconds: Int

  /// The moment that the recorded answers have: 2026-01-02T03:04:05.678901Z.
  static let recorded = Moment(seconds: 1_767_323_045, nanoseconds: 678_901_000)
  /// An hour before it.
  static let hourEarlier = Moment(seconds: 1_767_323_045 - 3_600, nanoseconds: 678_901_000)
}
