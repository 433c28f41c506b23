import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that is removed with everything in it when the test is done with it.
public final class TemporaryFolder: Sendable {
  /// Where it is, without links on the way.
  public let path: String

  /// Makes a folder of its own.
  public init() throws {
    var template = Array((NSTemporaryDirectory() + "/runspect-test-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template), let resolved = realpath(made, nil) else {
      throw POSIXError(.EIO)
    }
    path = String(cString: resolved)
    free(resolved)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The place of something in the folder.
  public func url(_ name: String) -> URL {
    URL(fileURLWithPath: path).appendingPathComponent(name)
  }

  /// Makes a folder, with those on the way to it.
  public func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(at: url(name), withIntermediateDirectories: true)
  }

  /// Writes a file, with the folders on the way to it.
  public func write(_ name: String, _ contents: Data) throws {
    let target = url(name)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try ProcessStarts.excluded { try contents.write(to: target) }
  }

  /// Writes a text, with the folders on the way to it.
  public func write(_ name: String, _ contents: String) throws {
    try write(name, Data(contents.utf8))
  }

  /// What a file holds.
  public func read(_ name: String) throws -> Data {
    try Data(contentsOf: url(name))
  }

  /// Copies a file or a tree, with the folders on the way to it.
  public func copy(from source: URL, to name: String) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: source, to: url(name))
  }

  /// Makes an empty file whose name need not be text.
  public func makeEmptyFile(_ name: [UInt8]) throws {
    try writeAtOnce(name, [])
  }

  /// Writes a new file with one call, as a producer does that is in a hurry.
  public func writeAtOnce(_ name: String, _ contents: [UInt8]) throws {
    try writeAtOnce(Array(name.utf8), contents)
  }

  /// Writes a new file with one call. Its name need not be text.
  public func writeAtOnce(_ name: [UInt8], _ contents: [UInt8]) throws {
    let target = (Array(path.utf8) + [UInt8(ascii: "/")] + name).map { CChar(bitPattern: $0) } + [0]
    try ProcessStarts.excluded {
      let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw POSIXError(.EIO) }
      defer { close(descriptor) }
      let count = contents.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count == contents.count else { throw POSIXError(.EIO) }
    }
  }

  /// Makes a named pipe.
  public func makePipe(_ name: String) throws {
    guard mkfifo(url(name).path, 0o600) == 0 else { throw POSIXError(.EIO) }
  }

  /// Makes a symbolic link.
  public func makeLink(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url(name).path, withDestinationPath: target)
  }

  /// Sets the modification time of one file or folder.
  public func setTime(_ name: String, _ moment: Moment) {
    TemporaryFolder.setTime(url(name).path, moment)
  }

  /// Sets the modification times of a tree, the tree's own included.
  public func setTimes(below name: String, _ moment: (String) -> Moment) {
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
public struct Moment: Sendable {
  /// Whole seconds since 1970 began in UTC.
  public var seconds: Int
  /// Nanoseconds after that.
  public var nanoseconds: Int

  /// Names a moment.
  public init(seconds: Int, nanoseconds: Int) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The moment that the recorded answers have: 2026-01-02T03:04:05.678901Z.
  public static let recorded = Moment(seconds: 1_767_323_045, nanoseconds: 678_901_000)
  /// An hour before it.
  public static let hourEarlier = Moment(seconds: 1_767_323_045 - 3_600, nanoseconds: 678_901_000)
}
