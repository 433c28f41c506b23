import FileFormats
import Testing

@Suite struct LZ4Tests {
  @Test func theFixturesAreThere() {
    #expect(CompressionFixtures.lz4.count == 84)
  }

  @Test(arguments: CompressionFixtures.lz4)
  func unpacksWhatTheProducerWrote(_ item: CompressionCase) throws {
    let expected = item.expected
    #expect(try LZ4.decompressBlock(item.bytes[...], size: expected.count) == expected)
  }

  @Test(arguments: CompressionFixtures.lz4)
  func takesNoOtherSize(_ item: CompressionCase) {
    let size = item.expected.count
    for other in [size - 1, size + 1, size + 1000, .max] {
      #expect(throws: DecompressionError.self) {
        try LZ4.decompressBlock(item.bytes[...], size: other)
      }
    }
  }

  @Test func countsOffsetsFromTheArrayBehindASlice() throws {
    let bytes = [9, 9, 9] + [UInt8](hexadecimal: "10 41 09 00") + [9]
    let error = #expect(throws: DecompressionError.self) {
      try LZ4.decompressBlock(bytes[3..<7], size: 10)
    }
    let expected = DecompressionError(
      format: .lz4, offset: 5, reason: .copyOutOfReach(distance: 9, available: 1))
    #expect(error == expected)
  }
}
