import Testing

@testable import FileFormats

@Suite struct PickleBadInputTests {
  private static let errors: [(String, String)] = [
    ("", "pickle, byte 0: the data ends before STOP"),
    ("N", "pickle, byte 1: the data ends before STOP"),
    (".", "pickle, byte 0: STOP takes more values than there are"),
    ("(.", "pickle, byte 1: STOP takes more values than there are"),
    ("N\u{ff}.", "pickle, byte 1: there is no opcode 0xff"),
    ("\u{0}", "pickle, byte 0: there is no opcode 0x00"),
    ("\u{80}\u{6}N.", "pickle, byte 0: protocol 6 is not supported, the newest known one is 5"),
    ("K", "pickle, byte 0: the data ends within the argument of BININT1"),
    ("NI12", "pickle, byte 1: the data ends within the argument of INT"),
    ("cos\nsystem", "pickle, byte 0: the data ends within the argument of GLOBAL"),
    (
      "X\u{ff}\u{ff}\u{ff}\u{ff}ab",
      "pickle, byte 0: BINUNICODE claims 4294967295 bytes, and 2 are left"
    ),
    (
      "\u{8e}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}",
      "pickle, byte 0: BINBYTES8 claims 18446744073709551615 bytes, and 0 are left"
    ),
    (
      "\u{80}\u{4}\u{95}\u{9}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}N.",
      "pickle, byte 2: FRAME claims 9 bytes, and 2 are left"
    ),
    (
      "\u{95}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{80}N.",
      "pickle, byte 0: FRAME claims 9223372036854775808 bytes, and 2 are left"
    ),
    ("T\u{ff}\u{ff}\u{ff}\u{ff}.", "pickle, byte 0: BINSTRING claims a negative length, -1"),
    ("\u{8b}\u{fe}\u{ff}\u{ff}\u{ff}.", "pickle, byte 0: LONG4 claims a negative length, -2"),
    ("Itwo\n.", "pickle, byte 0: the argument of INT is not a number in its range"),
    ("L\n.", "pickle, byte 0: the argument of LONG is not a number in its range"),
    ("F1.5x\n.", "pickle, byte 0: the argument of FLOAT is not a number in its range"),
    ("F0x1p3\n.", "pickle, byte 0: the argument of FLOAT is not a number in its range"),
    ("Np-1\n.", "pickle, byte 1: the argument of PUT is not a number in its range"),
    (
      "Np99999999999999999999\n.",
      "pickle, byte 1: the argument of PUT is not a number in its range"
    ),
    ("\u{82}\u{0}.", "pickle, byte 0: the argument of EXT1 is not a number in its range"),
    ("Snone\n.", "pickle, byte 0: the text of STRING has a broken escape or lacks its quotes"),
    ("S'\\x4'\n.", "pickle, byte 0: the text of STRING has a broken escape or lacks its quotes"),
    ("V\\u12\n.", "pickle, byte 0: the text of UNICODE has a broken escape or lacks its quotes"),
    (
      "V\\U00110000\n.",
      "pickle, byte 0: the text of UNICODE has a broken escape or lacks its quotes"
    ),
    ("N\u{86}.", "pickle, byte 1: TUPLE2 takes more values than there are"),
    ("N(\u{85}.", "pickle, byte 2: TUPLE1 takes more values than there are"),
    ("(e.", "pickle, byte 1: APPENDS takes more values than there are"),
    ("t.", "pickle, byte 0: TUPLE needs a mark, and there is none"),
    ("}NNa.", "pickle, byte 3: APPEND cannot work on a value of this kind"),
    ("]NNs.", "pickle, byte 3: SETITEM cannot work on a value of this kind"),
    ("](N\u{90}.", "pickle, byte 3: ADDITEMS cannot work on a value of this kind"),
    ("NNb.", "pickle, byte 2: BUILD cannot work on a value of this kind"),
    ("NN\u{93}.", "pickle, byte 2: STACK_GLOBAL cannot work on a value of this kind"),
    ("N\u{98}.", "pickle, byte 1: READONLY_BUFFER cannot work on a value of this kind"),
    ("}(Nu.", "pickle, byte 3: SETITEMS finds a key without a value"),
    ("(Nd.", "pickle, byte 2: DICT finds a key without a value"),
    ("(o.", "pickle, byte 1: OBJ takes more values than there are"),
    ("h\u{5}.", "pickle, byte 0: memo entry 5 is read before it is written"),
    ("Np3\n0g2\n.", "pickle, byte 5: memo entry 2 is read before it is written"),
    ("\u{94}.", "pickle, byte 0: MEMOIZE takes more values than there are"),
  ]

  @Test func everyFaultHasItsOffsetAndSentence() {
    for (text, expected) in Self.errors {
      let error = #expect(throws: PickleError.self) { try PickleDecoder.decode(pickleBytes(text)) }
      #expect(error?.description == expected, "\(text.debugDescription)")
      let surveyed = #expect(throws: PickleError.self) {
        try PickleDictionarySurvey.survey(pickleBytes(text))
      }
      #expect(surveyed == error, "\(text.debugDescription)")
    }
  }

  @Test func everyLimitHasItsSentence() {
    func sentence(_ text: String, _ limits: PickleLimits) -> String? {
      #expect(throws: PickleError.self) {
        try PickleDecoder.decode(pickleBytes(text), limits: limits)
      }?.description
    }
    #expect(
      sentence("NNN.", PickleLimits(inputBytes: 3))
        == "pickle, byte 0: more bytes of input than allowed")
    #expect(
      sentence("NNN.", PickleLimits(stackDepth: 2))
        == "pickle, byte 2: more values on the stack than allowed")
    #expect(
      sentence("(((N.", PickleLimits(markDepth: 2))
        == "pickle, byte 2: more nested marks than allowed")
    #expect(
      sentence("N\u{94}\u{94}.", PickleLimits(memoEntries: 1))
        == "pickle, byte 2: more memo entries than allowed")
    #expect(sentence("]].", PickleLimits(values: 1)) == "pickle, byte 1: more values than allowed")
    #expect(
      sentence("]]].", PickleLimits(workingBytes: 40))
        == "pickle, byte 2: more memory than allowed")
    #expect(
      sentence("V\\u0041\\u0041\\u0041\n.", PickleLimits(workingBytes: 30))
        == "pickle, byte 0: more memory than allowed")
  }

  /// `OBJ` takes the class and its arguments off the stack before the object goes on.
  @Test func anObjectNeedsNoMoreRoomOnTheStackThanItsClass() throws {
    let bytes = pickleBytes("(cm\nC\no.")
    let limits = PickleLimits(stackDepth: 1)
    let name = PickleGlobal(module: "m", name: "C")
    let document = try PickleDecoder.decode(bytes, limits: limits)
    guard case .object(let object) = document[document.root] else {
      Issue.record("no object")
      return
    }
    #expect(document.className(of: object) == name)
    #expect(try PickleDictionarySurvey.survey(bytes, limits: limits) == .object(name))
  }

  /// Every place of a short pickle, and of a long one the first, and then some at even distances: each
  /// costs the time of a whole pickle.
  private static func places(_ count: Int) -> [Int] {
    let first = 250
    let distance = max(1, (count - first) / 150) | 1
    return Array(0..<min(count, first)) + Array(stride(from: first, to: count, by: distance))
  }

  @Test func aPickleCutAnywhereIsAnError() throws {
    for name in try PickleFixtures.names() {
      let bytes = try PickleFixtures.bytes(name)
      for length in PickleBadInputTests.places(bytes.count) {
        let cut = Array(bytes[..<length])
        let decoded = try? PickleDecoder.decode(cut)
        let surveyed = try? PickleDictionarySurvey.survey(cut)
        if decoded != nil || surveyed != nil { Issue.record("\(name) is whole at byte \(length)") }
      }
      // A prefix is never an error, as long as it is one of a valid pickle.
      for length in 0..<min(bytes.count, 600) {
        _ = try PickleTop.inspect(prefix: Array(bytes[..<length]))
      }
    }
  }

  /// Decoder and survey follow the same rules, so they agree on what is an error and where.
  @Test func aPickleChangedAnywhereIsAValueOrAnError() throws {
    for name in try PickleFixtures.names() {
      let original = try PickleFixtures.bytes(name)
      for index in PickleBadInputTests.places(original.count) {
        let change: UInt8 = [0x01, 0x80, 0xff][index % 3]
        var bytes = original
        bytes[index] ^= change
        let decoded = Result { () throws(PickleError) in try PickleDecoder.decode(bytes) }
        let surveyed = Result { () throws(PickleError) in
          try PickleDictionarySurvey.survey(bytes)
        }
        switch (decoded, surveyed) {
        case (.success(let document), .success): _ = PickleDump.text(document)
        case (.failure(let first), .failure(let second)) where first == second: break
        default: Issue.record("\(name): byte \(index) ^ \(change) divides decoder and survey")
        }
        _ = try? PickleTop.inspect(prefix: bytes)
      }
    }
  }

  @Test func deepNestingTakesNoRecursion() throws {
    let depth = 200_000
    let lists = [UInt8](repeating: UInt8(ascii: "]"), count: depth)
    let appends = [UInt8](repeating: UInt8(ascii: "a"), count: depth - 1)
    let document = try PickleDecoder.decode(lists + appends + pickleBytes("."))
    #expect(document.valueCount == depth)
    let tuples = pickleBytes("N") + [UInt8](repeating: 0x85, count: depth) + pickleBytes(".")
    #expect(try PickleDecoder.decode(tuples).valueCount == depth)
    let marks = [UInt8](repeating: UInt8(ascii: "("), count: 300_000) + pickleBytes("N.")
    let error = #expect(throws: PickleError.self) { try PickleDecoder.decode(marks) }
    #expect(error?.reason == .limitReached(.markDepth))
  }

  @Test func aMemoBombTakesNoMemory() throws {
    let document = try PickleDecoder.decode(
      pickleBytes("Nr\u{ff}\u{ff}\u{ff}\u{ff}0j\u{ff}\u{ff}\u{ff}\u{ff}."))
    #expect(document[document.root] == .none)
    // Each level refers to the one before twice: 2^64 values when written out, 65 when shared.
    let levels = (0..<64).map { _ in "h\u{0}h\u{0}\u{86}q\u{0}0" }.joined()
    let shared = try PickleDecoder.decode(pickleBytes("]q\u{0}0" + levels + "h\u{0}."))
    #expect(shared.valueCount == 65)
  }

  /// Each of these repeats something that takes more memory than space in the file.
  @Test func memoryIsBoundedForAnyInput() {
    let limits = PickleLimits(workingBytes: 1 << 18)
    let patterns = [
      ("", "cm\nn\n"), ("", "N)R"), ("", "]"), ("", "("), ("", "V\\u0041\n"),
      ("}q\u{0}", "h\u{0}NNs"), ("]q\u{0}", "h\u{0}Na"), ("N)Rq\u{0}", "h\u{0}Nb"),
    ]
    for (start, pattern) in patterns {
      var bytes = pickleBytes(start)
      let unit = pickleBytes(pattern)
      for _ in 0..<80_000 { bytes += unit }
      let error = #expect(throws: PickleError.self) {
        try PickleDecoder.decode(bytes, limits: limits)
      }
      #expect(
        error?.reason == .limitReached(.workingBytes) || error?.reason == .limitReached(.markDepth),
        "\(pattern.debugDescription)")
    }
  }

  @Test func memoEntriesFarApartAreCountedAsMemory() {
    var bytes = pickleBytes("N")
    for index in 0..<20_000 {
      bytes += [UInt8(ascii: "r"), UInt8(index & 0xff), UInt8(index >> 8), 0, 1]
    }
    let error = #expect(throws: PickleError.self) {
      try PickleDecoder.decode(
        bytes, limits: PickleLimits(workingBytes: 1 << 20))
    }
    #expect(error?.reason == .limitReached(.workingBytes))
  }
}
