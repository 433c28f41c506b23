import Testing

@testable import FileFormats

@Suite struct JSONStringTests {
  @Test(arguments: [
    "plain", "é漢😀", "", "\u{FFFD}", "\u{ED}\u{D7FF}\u{E000}\u{10FFFF}",
  ])
  func keepsAFileNameThatIsText(_ name: String) {
    let string = JSONString(fileSystemBytes: Array(name.utf8))
    #expect(string == JSONString(name))
    #expect(string.fileSystemBytes == Array(name.utf8))
    #expect(string.description == name)
  }

  @Test func bringsEveryPairOfBytesBack() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let bytes = [0x61, first, second]
        let restored = JSONString(fileSystemBytes: bytes).fileSystemBytes
        if restored != bytes { Issue.record("\(bytes) came back as \(restored ?? [])") }
      }
    }
  }

  @Test func bringsRandomBytesBack() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<2_000 {
      let bytes = (0..<12).map { _ in UInt8.random(in: 0x60...0xFF, using: &generator) }
      #expect(JSONString(fileSystemBytes: bytes).fileSystemBytes == bytes)
    }
  }

  @Test(
    arguments: [
      (#""\ud800""#, nil), (#""\udfff""#, nil), (#""\udc7f""#, nil), (#""\udd00""#, nil),
      (#""a\ud83db""#, nil), (#""\udc80""#, [0x80]), (#""\udcff""#, [0xFF]),
      (#""a\udcc3\udca9""#, [0x61, 0xC3, 0xA9]), (#""\ud83d\ude00""#, [0xF0, 0x9F, 0x98, 0x80]),
    ] as [(String, [UInt8]?)])
  func namesAFileOnlyWhereEverySurrogateStandsForAByte(_ json: String, _ bytes: [UInt8]?) throws {
    #expect(try document(json).root.string?.fileSystemBytes == bytes)
  }

  @Test func isOrderedByCodePoints() throws {
    let json =
      #"["", "A", "a", "aa", "b", "\u00e9", "\ud7ff", "\ud800", "\udfff", "\ue000", "\ud800\udc00"]"#
    let ordered = try #require(try document(json).root.elements).compactMap(\.string)
    #expect(ordered.count == 11)
    #expect(ordered.reversed().sorted() == ordered)
  }
}
