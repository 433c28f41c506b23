import ReadOnlyFiles

/// One word of a command line: bytes, which are usually text.
public struct Argument: Equatable, Sendable {
  /// The bytes as the caller gave them.
  public let bytes: [UInt8]

  /// Creates a word from bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Creates a word from text.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The word as text; bytes that are no UTF-8 become U+FFFD.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The word as a path.
  var path: RawPath { RawPath(bytes: bytes) }
}

extension Argument: ExpressibleByStringLiteral {
  /// Creates a word from a literal.
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
