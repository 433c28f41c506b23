/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, Sendable {
  /// What is wrong. The cases are those that Python's `json` tells apart (CPython 3.11,
  /// `json/decoder.py` and `_json.c`), and the limits of this parser.
  public enum Reason: Equatable, Sendable {
    /// No value begins here.
    case expectedValue
    /// No key begins here.
    case expectedKey
    /// No `:` follows the key.
    case expectedColon
    /// Neither `,` nor the closing bracket follows the value.
    case expectedComma
    /// A string does not end.
    case unterminatedString
    /// A string contains a raw control character.
    case controlCharacter
    /// A backslash is followed by a character that forms no escape.
    case invalidEscape
    /// `\u` is not followed by four hexadecimal digits.
    case invalidUnicodeEscape
    /// Something follows the value.
    case extraData
    /// The text begins with a byte order mark.
    case byteOrderMark
    /// Arrays and objects are nested deeper than the limit.
    case tooDeep(limit: Int)
    /// There are more values and keys than the limit.
    case tooManyValues(limit: Int)
    /// The text is longer than the limit in bytes.
    case tooLarge(limit: Int)
    /// The bytes are not UTF-8.
    case invalidUTF8(UTF8Validation.Fault.Reason, byte: UInt8, length: Int)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where, in bytes from the start of the text.
  public let offset: Int
  /// Where, in characters from the start of the text. `\r\n` counts as one, because Python reads it
  /// as one.
  public let character: Int
  /// The line, from 1.
  public let line: Int
  /// The character within the line, from 1.
  public let column: Int

  init(_ reason: Reason, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    self.reason = reason
    self.offset = offset
    var character = 0
    var line = 1
    var lineStart = 0
    for index in 0..<min(offset, bytes.count) {
      let byte = bytes[index]
      if byte & 0xC0 == 0x80 { continue }
      let newline = UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] == newline {
        continue
      }
      character += 1
      if byte == newline || byte == UInt8(ascii: "\r") {
        line += 1
        lineStart = character
      }
    }
    self.character = character
    self.line = line
    column = character - lineStart + 1
  }
}

extension JSONError: CustomStringConvertible {
  /// The message of Python's `json` for the same fault; our own for the limits.
  public var description: String {
    switch reason {
    case .expectedValue: positioned("Expecting value")
    case .expectedKey: positioned("Expecting property name enclosed in double quotes")
    case .expectedColon: positioned("Expecting ':' delimiter")
    case .expectedComma: positioned("Expecting ',' delimiter")
    case .unterminatedString: positioned("Unterminated string starting at")
    case .controlCharacter: positioned("Invalid control character at")
    case .invalidEscape: positioned("Invalid \\escape")
    case .invalidUnicodeEscape: positioned("Invalid \\uXXXX escape")
    case .extraData: positioned("Extra data")
    case .byteOrderMark: positioned("Unexpected UTF-8 BOM (decode using utf-8-sig)")
    case .tooDeep(let limit): positioned("Nested deeper than \(limit) levels")
    case .tooManyValues(let limit): positioned("More than \(limit) values")
    case .tooLarge(let limit): "Longer than \(limit) bytes"
    case .invalidUTF8(let why, let byte, let length):
      length == 1
        ? "'utf-8' codec can't decode byte 0x\(hexadecimal(byte)) in position \(offset): "
          + why.rawValue
        : "'utf-8' codec can't decode bytes in position \(offset)-\(offset + length - 1): "
          + why.rawValue
    }
  }

  private func positioned(_ words: String) -> String {
    "\(words): line \(line) column \(column) (char \(character))"
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }
}
