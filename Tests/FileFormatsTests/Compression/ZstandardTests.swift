import FileFormats
import Testing

@Suite struct ZstandardTests {
  @Test func theFixturesAreThere() {
    #expect(CompressionFixtures.zstandard.count == 54)
  }

  @Test(arguments: CompressionFixtures.zstandard)
  func unpacksWhatTheProducerWrote(_ item: CompressionCase) throws {
    let expected = item.expected
    let content = try Zstandard.decompress(item.bytes, limit: expected.count)
    #expect(content == expected)
  }

  @Test(arguments: CompressionFixtures.zstandard.filter { !$0.content.isEmpty })
  func acceptsNoMoreThanTheLimit(_ item: CompressionCase) {
    for limit in [item.expected.count - 1, 0] {
      let error = #expect(throws: DecompressionError.self) {
        try Zstandard.decompress(item.bytes, limit: limit)
      }
      #expect(error?.reason == .outputTooLarge(limit: limit))
    }
  }

  @Test func takesAnEnormousLimit() throws {
    let item = try #require(CompressionFixtures.zstandard.first { $0.name == "several frames" })
    #expect(try Zstandard.decompress(item.bytes, limit: .max) == item.expected)
  }

  @Test func stopsABombAtTheLimit() {
    // A frame without a content size, and blocks that each repeat a byte 131072 times.
    let bomb =
      [UInt8](hexadecimal: "28b52ffd 00 78")
      + [[UInt8]](repeating: [0x02, 0x00, 0x10, 0x41], count: 100_000).joined()
    let error = #expect(throws: DecompressionError.self) {
      try Zstandard.decompress(bomb, limit: 1_000_000)
    }
    let expected = DecompressionError(
      format: .zstandard, offset: 6 + 7 * 4, reason: .outputTooLarge(limit: 1_000_000))
    #expect(error == expected)
  }

  @Test func noticesAWrongChecksum() throws {
    let item = try #require(CompressionFixtures.zstandard.first { $0.name == "noise" })
    var bytes = item.bytes
    bytes[1000] ^= 1
    let error = #expect(throws: DecompressionError.self) {
      try Zstandard.decompress(bytes, limit: 10_000)
    }
    guard case .checksum = error?.reason else {
      Issue.record("not a checksum error: \(String(describing: error))")
      return
    }
    #expect(error?.offset == bytes.count - 4)
  }
}
