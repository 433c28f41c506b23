/// Texts of which only a part is kept, in UTF-8: none ends in the middle of a character, and a mark stands for
/// the rest.
enum CutText {
  /// What stands for the rest.
  static let mark = Array("…".utf8)

  /// The last position up to another one that is not in the middle of a character.
  static func boundary(in bytes: [UInt8], before most: Int) -> Int {
    var end = min(most, bytes.count)
    while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// A text that was cut anywhere, with the mark in the place of what is missing.
  static func marked(_ bytes: [UInt8]) -> [UInt8] {
    guard let last = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }), bytes[last] >= 0x80 else {
      return bytes + mark
    }
    return bytes[..<last] + mark
  }
}
