#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The size of the terminal behind a stream.
public enum TerminalSize {
  /// How many columns it has; nil if there is no terminal or its size is unknown.
  public static func columns(of stream: StandardStream) -> Int? {
    size(of: stream).flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil }
  }

  /// How many lines it has; nil if there is no terminal or its size is unknown.
  public static func rows(of stream: StandardStream) -> Int? {
    size(of: stream).flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil }
  }

  private static func size(of stream: StandardStream) -> winsize? {
    var size = winsize()
    return ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }
}
