import Testing

@testable import FileFormats

/// The bytes of strings that stand for themselves are found eight at a time, and each of them alone.
@Suite struct PlainBytesTests {
  private func isPlain(_ byte: UInt8, isASCII: Bool) -> Bool {
    let isSpecial = byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    return !isSpecial && !(isASCII && byte >= 0x7F)
  }

  /// Every byte, at every position of a word and behind it, between others that are next to special ones.
  @Test(arguments: [false, true])
  func findsTheFirstSpecialByte(isASCII: Bool) {
    for filler in [0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7E] as [UInt8] {
      for byte in UInt8.min...UInt8.max {
        for position in 0..<19 {
          var bytes = [UInt8](repeating: filler, count: 19)
          bytes[position] = byte
          for start in [0, 1, position] where start <= position {
            let end = bytes.withUnsafeBufferPointer {
              isASCII
                ? PlainBytes.endInASCII($0, from: start) : PlainBytes.endInString($0, from: start)
            }
            let expected = isPlain(byte, isASCII: isASCII) ? bytes.count : position
            if end != expected { Issue.record("\(byte) at \(position) after \(filler): \(end)") }
          }
        }
      }
    }
  }

  /// What a byte borrows from the next one in a word makes nothing special before it.
  @Test func findsTheFirstOfSeveral() {
    let special: [UInt8] = [0, 0x1F, 0x22, 0x5C]
    for first in special {
      for second in special {
        let bytes = [0x41, 0x42, first, second, 0x20, 0x23, 0x5D, 0x7E, second]
        #expect(bytes.withUnsafeBufferPointer { PlainBytes.endInString($0, from: 0) } == 2)
        #expect(bytes.withUnsafeBufferPointer { PlainBytes.endInString($0, from: 3) } == 3)
        #expect(bytes.withUnsafeBufferPointer { PlainBytes.endInString($0, from: 4) } == 8)
      }
    }
  }

  @Test(arguments: [0, 1, 8, 9])
  func endsWithTheBytes(_ count: Int) {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: count)
    #expect(bytes.withUnsafeBufferPointer { PlainBytes.endInString($0, from: 0) } == count)
    #expect(bytes.withUnsafeBufferPointer { PlainBytes.endInASCII($0, from: count) } == count)
  }
}
