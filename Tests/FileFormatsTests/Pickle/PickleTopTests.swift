import Testing

@testable import FileFormats

@Suite struct PickleTopTests {
  private let error = PickleGlobal(module: "pipefunc.exceptions", name: "ErrorSnapshot")

  private func top(_ name: String, prefix: Int = 64) throws -> PickleTop {
    try PickleTop.inspect(prefix: Array(try PickleFixtures.bytes(name).prefix(prefix)))
  }

  @Test func aStoredErrorShowsInItsFirst64Bytes() throws {
    for name in [
      "error_snapshot.p2", "error_snapshot.p3", "error_snapshot.p4", "error_snapshot.p5",
    ] {
      #expect(try top(name) == .instance(error), "\(name)")
    }
  }

  @Test func theWholePickleIsCertain() throws {
    #expect(try top("error_snapshot.p5", prefix: 10_000) == .wholeInstance(error))
    #expect(try top("error_class.p5", prefix: 512) == .whole(.global))
    #expect(try top("error_names.p5", prefix: 512) == .whole(.tuple))
    #expect(try top("error_in_tuple.p5", prefix: 10_000) == .whole(.tuple))
    #expect(try PickleTop.inspect(prefix: pickleBytes("K\u{1}.")) == .whole(.integer))
  }

  @Test func whatOnlyResemblesAnErrorIsNotTakenForOne() throws {
    #expect(try top("error_names.p5") != .instance(error))
    #expect(try top("error_in_list.p5") == .beginning(.list))
    #expect(try top("dict_array.p5") == .beginning(.dictionary))
    let text = pickleBytes(
      "\u{80}\u{5}\u{8c}\u{13}pipefunc.exceptions\u{94}\u{8c}\u{d}ErrorSnapshot\u{94}")
    #expect(try PickleTop.inspect(prefix: text) == .undecided)
    #expect(try PickleTop.inspect(prefix: text + pickleBytes("\u{86}")) == .beginning(.tuple))
    #expect(try PickleTop.inspect(prefix: text + pickleBytes("\u{93}\u{94}")) == .global(error))
    #expect(
      try PickleTop.inspect(prefix: text + pickleBytes("\u{93}\u{94})\u{81}")) == .instance(error))
    #expect(
      try PickleTop.inspect(prefix: text + pickleBytes("\u{93}\u{94})\u{81}\u{85}"))
        == .beginning(.tuple))
    #expect(try PickleTop.inspect(prefix: pickleBytes("((cm\nn\n")) == .undecided)
  }

  /// Its elements come first, so the whole has to be read to know.
  @Test func aTupleOfAnErrorBeginsAsTheErrorDoes() throws {
    #expect(try top("error_in_tuple.p5") == .instance(error))
    let whole = try PickleFixtures.bytes("error_in_tuple.p5")
    #expect(try PickleDictionarySurvey.survey(whole) == .other(.tuple))
  }

  @Test func tooShortAPrefixIsUndecided() throws {
    for length in 0..<48 {
      #expect(try top("error_snapshot.p5", prefix: length) == .undecided)
    }
    #expect(try PickleTop.inspect(prefix: []) == .undecided)
  }

  @Test func bytesThatNoPickleBeginsWithAreAnError() {
    #expect(throws: PickleError.self) {
      try PickleTop.inspect(prefix: pickleBytes("{\"json\": 1}"))
    }
    #expect(throws: PickleError.self) { try PickleTop.inspect(prefix: [0xff]) }
  }
}
