import FileFormats
import Testing

@Suite struct BloscTests {
  @Test func theFixturesAreThere() {
    #expect(CompressionFixtures.blosc.count == 54)
  }

  @Test(arguments: CompressionFixtures.blosc)
  func unpacksWhatTheProducerWrote(_ item: CompressionCase) throws {
    let expected = item.expected
    let content = try Blosc.decompress(item.bytes, limit: expected.count)
    #expect(content == expected)
  }

  @Test(arguments: CompressionFixtures.blosc.filter { !$0.content.isEmpty })
  func acceptsNoMoreThanTheLimit(_ item: CompressionCase) {
    let limit = item.expected.count - 1
    let expected = DecompressionError(
      format: .blosc, offset: 0, reason: .outputTooLarge(limit: limit))
    #expect(throws: expected) {
      try Blosc.decompress(item.bytes, limit: limit)
    }
  }

  @Test func namesTheCodecThatItRefuses() {
    let cases = CompressionFixtures.cases("blosc-unsupported")
    #expect(cases.map(\.name) == ["blosclz", "zlib"])
    for item in cases {
      let error = #expect(throws: DecompressionError.self) {
        try Blosc.decompress(item.bytes, limit: 10_000)
      }
      let expected =
        "blosc buffer cannot be unpacked: the codec \(item.name) is not supported"
      #expect(error?.description == expected)
    }
  }

  @Test func refusesBlocksThatShareAStream() {
    // Two blocks of 200 zeros, both at the position of the same stream; the buffer is too short for
    // two streams.
    let stream = [UInt8](hexadecimal: "1f 00 0100 af 50 00 00 00 00 00")
    let buffer =
      [UInt8](hexadecimal: "02 01 30 01") + .littleEndian(400) + .littleEndian(200)
      + .littleEndian(UInt32(16 + 8 + 4 + stream.count)) + .littleEndian(24) + .littleEndian(24)
      + .littleEndian(UInt32(stream.count)) + stream
    #expect(throws: DecompressionError(format: .blosc, offset: 24, reason: .overlappingStreams)) {
      try Blosc.decompress(buffer, limit: 1000)
    }
  }
}
