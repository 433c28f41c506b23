import FileFormats

/// What messages that differ only in numbers have in common.
enum MessagePattern {
  /// Stands for a number.
  static let placeholder: JSONString = "<n>"
  /// How much of a message is compared, in bytes.
  static let longest = 1_000

  /// A message with a placeholder for each number: whole numbers, numbers with a fraction or an exponent,
  /// hexadecimal ones such as addresses (`0x7f00`), and `nan` and `inf`. A sign belongs to a number unless
  /// it follows an operand, as in `a-1`. A long message is cut.
  static func pattern(of message: JSONString) -> JSONString {
    let cut = cut(message, to: longest)
    let bytes = cut.bytes
    var pattern: [UInt8] = []
    pattern.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      guard let end = endOfNumber(bytes, from: index) else {
        pattern.append(bytes[index])
        index += 1
        continue
      }
      removeSign(from: &pattern)
      pattern += placeholder.bytes
      index = end
    }
    return JSONString(generalisedUTF8: pattern)
  }

  /// A text, cut to a number of bytes, and marked if it is.
  static func cut(_ text: JSONString, to length: Int) -> JSONString {
    let bytes = text.bytes
    guard bytes.count > length else { return text }
    var end = length
    // Not within a character.
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return JSONString(generalisedUTF8: Array(bytes[..<end]) + Array("...".utf8))
  }

  /// The end of a text, of at most so many bytes, and marked if that is not all of it.
  static func end(_ text: JSONString, of length: Int) -> JSONString {
    let bytes = text.bytes
    guard bytes.count > length else { return text }
    var start = bytes.count - length
    // Not within a character.
    while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
    return JSONString(generalisedUTF8: Array("...".utf8) + bytes[start...])
  }

  /// Where a number that begins at an index ends; nil if there is none.
  private static func endOfNumber(_ bytes: [UInt8], from start: Int) -> Int? {
    guard isDigit(bytes[start]) else { return endOfWord(bytes, from: start) }
    if bytes[start] == UInt8(ascii: "0"), start + 2 < bytes.count,
      bytes[start + 1] | 0x20 == UInt8(ascii: "x"), isHexadecimalDigit(bytes[start + 2])
    {
      return bytes[(start + 2)...].firstIndex { !isHexadecimalDigit($0) } ?? bytes.count
    }
    var end = skipDigits(bytes, from: start)
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      if end + 1 < bytes.count, isDigit(bytes[end + 1]) {
        end = skipDigits(bytes, from: end + 1)
      } else if end + 1 < bytes.count, ")],".utf8.contains(bytes[end + 1]) {
        // numpy writes 1.0 as "1."
        end += 1
      }
    }
    if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      var exponent = end + 1
      if exponent < bytes.count, "+-".utf8.contains(bytes[exponent]) { exponent += 1 }
      if exponent < bytes.count, isDigit(bytes[exponent]) {
        end = skipDigits(bytes, from: exponent)
      }
    }
    return end
  }

  /// Where `nan` or `inf` ends, if it stands there as a word of its own.
  private static func endOfWord(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start == 0 || !isWord(bytes[start - 1]), start + 3 <= bytes.count,
      start + 3 == bytes.count || !isWord(bytes[start + 3])
    else { return nil }
    let word = bytes[start..<start + 3]
    return word.elementsEqual("nan".utf8) || word.elementsEqual("inf".utf8) ? start + 3 : nil
  }

  /// Removes a sign at the end unless it follows an operand.
  private static func removeSign(from pattern: inout [UInt8]) {
    guard let sign = pattern.last, "+-".utf8.contains(sign) else { return }
    if pattern.count > 1 {
      let before = pattern[pattern.count - 2]
      if isWord(before) || ")]>+-".utf8.contains(before) { return }
    }
    pattern.removeLast()
  }

  private static func skipDigits(_ bytes: [UInt8], from start: Int) -> Int {
    bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  /// Whether a byte is part of a word, as in names of Python.
  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
