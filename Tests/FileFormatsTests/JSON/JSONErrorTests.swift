import Testing

@testable import FileFormats

@Suite struct JSONErrorTests {
  /// Everything about where a fault is.
  struct Place: Equatable {
    var offset: Int
    var character: Int
    var line: Int
    var column: Int
  }

  @Test(arguments: [
    ("x", Place(offset: 0, character: 0, line: 1, column: 1)),
    ("[1,\n x]", Place(offset: 5, character: 5, line: 2, column: 2)),
    ("[1,\r\n x]", Place(offset: 6, character: 5, line: 2, column: 2)),
    ("[1,\r x]", Place(offset: 5, character: 5, line: 2, column: 2)),
    ("[1,\n\r x]", Place(offset: 6, character: 6, line: 3, column: 2)),
    ("[\"é\", x]", Place(offset: 7, character: 6, line: 1, column: 7)),
    ("[\"😀\",\r\n\"漢\" x]", Place(offset: 16, character: 10, line: 2, column: 5)),
    ("[", Place(offset: 1, character: 1, line: 1, column: 2)),
    ("\r\n\r\n", Place(offset: 4, character: 2, line: 3, column: 1)),
  ])
  func saysWhereTheFaultIs(_ json: String, _ place: Place) throws {
    let fault = try #require(firstFault(Array(json.utf8)))
    #expect(
      Place(
        offset: fault.offset, character: fault.character, line: fault.line, column: fault.column)
        == place)
  }

  @Test(arguments: [
    ("[" as String, JSONError.Reason.expectedValue),
    ("{", .expectedKey), ("{\"a\"", .expectedColon), ("[1", .expectedComma),
    ("\"a", .unterminatedString), ("\"\n\"", .controlCharacter), ("\"\\x\"", .invalidEscape),
    ("\"\\u12\"", .invalidUnicodeEscape), ("1 2", .extraData), ("\u{FEFF}1", .byteOrderMark),
  ])
  func tellsTheFaultsApart(_ json: String, _ reason: JSONError.Reason) {
    #expect(firstFault(Array(json.utf8))?.reason == reason)
  }

  @Test func takesAsManyLevelsAsTheLimit() {
    var limits = JSONDocument.Limits()
    limits.depth = 3
    #expect(firstFault(Array("[[[1]]]".utf8), limits) == nil)
    #expect(firstFault(Array("[{\"a\":[]}]".utf8), limits) == nil)
    let tooDeep = firstFault(Array("[[\n[[1]]]]".utf8), limits)
    #expect(tooDeep?.reason == .tooDeep(limit: 3))
    #expect(tooDeep?.description == "Nested deeper than 3 levels: line 2 column 2 (char 4)")
  }

  @Test func refusesAMillionLevelsByTheUsualLimit() {
    for opening in ["[", "{\"a\":"] {
      let fault = firstFault(Array(String(repeating: opening, count: 1_000_000).utf8))
      #expect(fault?.reason == .tooDeep(limit: 960))
      #expect(fault?.offset == 960 * opening.utf8.count)
    }
  }

  @Test func takesAsManyBytesAsTheLimit() {
    var limits = JSONDocument.Limits()
    limits.size = 4
    #expect(firstFault(Array("1234".utf8), limits) == nil)
    let tooLong = firstFault(Array("12345".utf8), limits)
    #expect(tooLong?.reason == .tooLarge(limit: 4))
    #expect(tooLong?.description == "Longer than 4 bytes")
  }
}
