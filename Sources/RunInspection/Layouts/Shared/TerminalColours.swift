/// Texts that producers meant for a terminal.
enum TerminalColours {
  private static let escape: UInt8 = 0x1B

  /// A text without sequences such as `ESC [ 31 m` (ECMA-48, CSI): all parameters up to the final byte. One
  /// that is cut short goes to the end.
  static func removed(from text: some Collection<UInt8>) -> [UInt8] {
    guard text.contains(escape) else { return Array(text) }
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == escape, rest.first == UInt8(ascii: "[") else {
        plain.append(byte)
        continue
      }
      rest.removeFirst()
      while let parameter = rest.popFirst(), !(0x40...0x7E).contains(parameter) {}
    }
    return plain
  }

  /// Calls with a line without them; copies only a line that has some.
  static func withRemoved(
    _ line: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard line.contains(escape) else { return body(line) }
    removed(from: line).withUnsafeBufferPointer(body)
  }
}
