import HostProcess
import ReadOnlyFiles
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Gives the process of a test other standard streams.
enum OwnStream {
  static func failure(_ stream: StandardStream, _ number: ErrorNumber) -> FileError {
    FileError(
      operation: .write, path: RawPath("standard stream \(stream.rawValue)"),
      reason: .system(number))
  }

  static func replace(_ stream: Int32, withFile path: String) throws {
    let opened = open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(opened >= 0)
    try #require(dup2(opened, stream) == stream)
    close(opened)
  }

  /// - Returns: the end to read from.
  static func replaceWithPipe(_ stream: Int32) throws -> Int32 {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    try #require(dup2(ends[1], stream) == stream)
    close(ends[1])
    return ends[0]
  }

  /// - Returns: the end that is the screen.
  static func replaceWithTerminal(_ stream: Int32, rows: UInt16, columns: UInt16) throws -> Int32 {
    var ends: (screen: Int32, stream: Int32) = (-1, -1)
    try #require(openpty(&ends.screen, &ends.stream, nil, nil, nil) == 0)
    try #require(dup2(ends.stream, stream) == stream)
    close(ends.stream)
    resize(ends.screen, rows: rows, columns: columns)
    return ends.screen
  }

  static func resize(_ screen: Int32, rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(screen, UInt(TIOCSWINSZ), &size)
  }
}
