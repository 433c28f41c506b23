/// Texts that producers meant for a terminal.
enum TerminalColours {
  private static let escape: UInt8 = 0x1B

  /// A text without the sequences that set colours: ESC, a bracket, and all up to a letter.
  static func removed(from text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(escape) else { return Array(text) }
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index] == escape else {
        plain.append(text[index])
        index += 1
        continue
      }
      index += 1
      guard index < text.endIndex, text[index] == UInt8(ascii: "[") else { continue }
      index += 1
      while index < text.endIndex, !(0x40...0x7E).contains(text[index]) { index += 1 }
      index += 1
    }
    return plain
  }
}
