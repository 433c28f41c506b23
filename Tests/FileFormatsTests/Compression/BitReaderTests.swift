import Testing

@testable import FileFormats

@Suite struct BitReaderTests {
  /// Reading all bits of the input is not reading too many.
  @Test(arguments: [(0, 0, false), (9, 2, false), (16, 2, false), (17, 3, true)])
  func tellsHowFarItRead(_ bits: Int, _ bytesRead: Int, _ isOverrun: Bool) {
    [0xAA, 0x55].withUnsafeBufferPointer { (bytes: UnsafeBufferPointer<UInt8>) in
      var reader = ForwardBitReader(bytes)
      reader.skip(bits)
      #expect(reader.bytesRead == bytesRead)
      #expect(reader.isOverrun == isOverrun)
    }
  }
}
