import FileFormats
import Testing

@Suite struct VariableLengthBytesTests {
  @Test(arguments: CompressionFixtures.cases("vlen-bytes"))
  func findsTheItemsThatTheProducerWrote(_ item: CompressionCase) throws {
    let bytes = item.bytes
    let items = try VariableLengthBytes.items(of: bytes, limit: 5)
    #expect(items.map { Array(bytes[$0]) } == item.items?.map { [UInt8](hexadecimal: $0) })
  }

  @Test(arguments: CompressionFixtures.cases("zarr"))
  func findsTheItemsOfAZarrChunk(_ item: CompressionCase) throws {
    let bytes = try Zstandard.decompress(item.bytes, limit: 1000)
    let items = try VariableLengthBytes.items(of: bytes, limit: 5)
    #expect(items.map { Array(bytes[$0]) } == item.items?.map { [UInt8](hexadecimal: $0) })
  }

  @Test func theFixturesAreThere() {
    #expect(CompressionFixtures.cases("vlen-bytes").count == 3)
    #expect(CompressionFixtures.cases("zarr").count == 2)
  }

  @Test(arguments: CompressionFixtures.cases("vlen-bytes"))
  func refusesATruncatedOrAProlongedArray(_ item: CompressionCase) {
    let bytes = item.bytes
    for count in 0..<bytes.count {
      #expect(throws: DecompressionError.self) {
        try VariableLengthBytes.items(of: Array(bytes[..<count]), limit: 5)
      }
    }
    let expected = DecompressionError(
      format: .variableLengthBytes, offset: bytes.count, reason: .trailingBytes(count: 1))
    #expect(throws: expected) { try VariableLengthBytes.items(of: bytes + [0], limit: 5) }
  }
}
