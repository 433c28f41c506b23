import FileFormats

/// Text for terminals.
enum TerminalText {
  /// A text from disk, with everything escaped that could control the terminal or mislead the reader:
  /// control characters, code points that are not text, and marks that change the writing direction.
  ///
  /// - Parameter kept: control characters that the caller handles itself.
  static func escaped(_ text: JSONString, keeping kept: Set<Unicode.Scalar> = []) -> String {
    String(decoding: escapedBytes(text, keeping: kept), as: UTF8.self)
  }

  /// The same in UTF-8. A text can be megabytes long.
  static func escapedBytes(_ text: JSONString, keeping kept: Set<Unicode.Scalar>) -> [UInt8] {
    let bytes = text.bytes
    if bytes.allSatisfy(isPrintableASCII) { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if let byte = UInt8(exactly: scalar.value), isPrintableASCII(byte) {
        result.append(byte)
      } else if !scalar.isASCII && isInert(scalar) || kept.contains(scalar) {
        result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      } else {
        result += ("\\u{" + String(scalar.value, radix: 16) + "}").utf8
      }
    }
    return result
  }

  private static func isPrintableASCII(_ byte: UInt8) -> Bool { 0x20...0x7E ~= byte }

  private static func isInert(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }

  /// A line, cut to a number of columns. Characters of East Asian scripts and emoji take two (the main
  /// ranges of Unicode Standard Annex 11).
  static func cut(_ text: String, width: Int) -> String {
    var used = 0
    var result = ""
    for character in text {
      let columns = TerminalText.width(of: character)
      guard used + columns <= width else { break }
      used += columns
      result.append(character)
    }
    return result
  }

  /// A line in a number of columns; one that is longer ends with an ellipsis.
  static func fitted(_ text: String, width: Int) -> String {
    // A character takes up at least a byte and at most two columns.
    if text.utf8.count <= width || TerminalText.width(of: text) <= width { return text }
    return width < 1 ? "" : cut(text, width: width - 1) + "…"
  }

  /// How many columns a text takes up on a terminal.
  static func width(of text: String) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of character: Character) -> Int {
    character.unicodeScalars.first.map(isWide) ?? false ? 2 : 1
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
