import Testing

@testable import FileFormats

@Suite struct LZ4Tests {
  @Test func theFixturesAreThere() {
    #expect(CompressionFixtures.lz4.count == 84)
  }

  @Test(arguments: CompressionFixtures.lz4)
  func unpacksWhatTheProducerWrote(_ item: CompressionCase) throws {
    let expected = item.expected
    #expect(try LZ4.content(of: item.bytes, size: expected.count) == expected)
  }

  @Test(arguments: CompressionFixtures.lz4)
  func takesNoOtherSize(_ item: CompressionCase) {
    let size = item.expected.count
    for other in [size - 1, size + 1, size + 1000, .max] {
      #expect(throws: DecompressionError.self) {
        try LZ4.content(of: item.bytes, size: other)
      }
    }
  }
}
