import Testing

@testable import FileFormats

@Suite struct PickleSurveyTests {
  private let errorClasses = [
    PickleGlobal(module: "pipefunc.exceptions", name: "ErrorSnapshot"),
    PickleGlobal(module: "pipefunc.exceptions", name: "PropagatedErrorSnapshot"),
  ]

  @Test func aStoredDictionaryIsToldEntryByEntry() throws {
    var entries: [String] = []
    let survey = try PickleDictionarySurvey.survey(
      try PickleFixtures.bytes("dict_array.p5"), classes: errorClasses
    ) { key, classIndex in
      entries.append("\(key ?? []) \(classIndex ?? -1)")
    }
    #expect(entries == ["[0, 0] -1", "[1, 299] 0", "[0, 7] -1", "[1, 2] -1"])
    #expect(survey == .dictionary)
  }

  @Test func framesMayBeginWithinAKey() throws {
    var keys: [[Int]?] = []
    let survey = try PickleDictionarySurvey.survey(try PickleFixtures.bytes("frames.p4")) {
      key, _ in
      keys.append(key)
    }
    #expect(keys == [[1, 2], [300, 70000]])
    #expect(survey == .dictionary)
  }

  @Test func keysThatAreNoTuplesOfIntegersAreTold() throws {
    var keys: [[Int]?] = []
    let survey = try PickleDictionarySurvey.survey(
      try PickleFixtures.bytes("numpy_keys.p5"), classes: errorClasses
    ) { key, _ in keys.append(key) }
    #expect(keys == [nil, [2], nil, nil])
    #expect(survey == .dictionary)
  }

  @Test func keysOfEveryProtocolAreRead() throws {
    let texts = [
      "(dp0\n(I0\nI1\ntp1\nF1.5\ns(L70000L\nI-1\ntp2\nNs.",
      "((I0\nI1\ntN(I70000\nI-1\ntNd.",
      "\u{80}\u{2}}q\u{0}(K\u{0}K\u{1}\u{86}q\u{1}NJp\u{11}\u{1}\u{0}\u{8a}\u{1}\u{ff}\u{86}q\u{2}Nu.",
      "}(K\u{0}K\u{1}\u{86}\u{94}NJp\u{11}\u{1}\u{0}J\u{ff}\u{ff}\u{ff}\u{ff}\u{86}h\u{0}u.",
    ]
    for text in texts {
      var keys: [[Int]?] = []
      _ = try PickleDictionarySurvey.survey(pickleBytes(text)) { key, _ in keys.append(key) }
      #expect(keys == [[0, 1], [70000, -1]], "\(text.debugDescription)")
    }
    var keys: [[Int]?] = []
    _ = try PickleDictionarySurvey.survey(pickleBytes("})Ns.")) { key, _ in keys.append(key) }
    #expect(keys == [[]])
  }

  /// A key that is the same object as an earlier value comes back from the memo.
  @Test func keysFromTheMemoAreRead() throws {
    var keys: [[Int]?] = []
    _ = try PickleDictionarySurvey.survey(
      pickleBytes("}(K\u{0}\u{85}K\u{5}K\u{6}\u{86}\u{94}h\u{0}Nu.")
    ) { key, _ in keys.append(key) }
    #expect(keys == [[0], [5, 6]])
  }

  @Test func whatTheTopIsIsTold() throws {
    func survey(_ name: String) throws -> PickleDictionarySurvey {
      try PickleDictionarySurvey.survey(try PickleFixtures.bytes(name), classes: errorClasses)
    }
    #expect(
      try survey("dict_proxy.p5")
        == .object(PickleGlobal(module: "multiprocessing.managers", name: "RebuildProxy")))
    #expect(try survey("error_snapshot.p5") == .object(errorClasses[0]))
    #expect(try survey("error_in_tuple.p5") == .other(.tuple))
    #expect(try survey("error_in_list.p5") == .other(.list))
    #expect(try survey("error_class.p5") == .other(.global))
    #expect(try survey("error_names.p5") == .other(.tuple))
    #expect(try PickleDictionarySurvey.survey(pickleBytes("}}\u{86}.")) == .other(.tuple))
    #expect(try PickleDictionarySurvey.survey(pickleBytes("N0}.")) != .other(.dictionary))
    #expect(try PickleDictionarySurvey.survey(pickleBytes("N}.")) == .other(.dictionary))
    #expect(
      try PickleDictionarySurvey.survey(pickleBytes("(K\u{1}iexample\nOld\n."))
        == .object(PickleGlobal(module: "example", name: "Old")))
  }

  @Test func manyEntriesAreTold() throws {
    var bytes: [UInt8] = [0x80, 5, UInt8(ascii: "}"), 0x94]
    let entries = 300_000
    func integer(_ value: Int) -> [UInt8] {
      [UInt8(ascii: "M"), UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
    let float = pickleBytes("G\u{40}\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}")
    for index in 0..<entries {
      if index % 1000 == 0 { bytes.append(UInt8(ascii: "(")) }
      bytes += integer(index / 1000)
      bytes += integer(index % 1000)
      bytes += [0x86, 0x94]
      bytes += float
      if index % 1000 == 999 { bytes.append(UInt8(ascii: "u")) }
    }
    bytes.append(UInt8(ascii: "."))
    var inOrder = 0
    let survey = try PickleDictionarySurvey.survey(bytes, classes: errorClasses) { key, _ in
      if key == [inOrder / 1000, inOrder % 1000] { inOrder += 1 }
    }
    #expect(inOrder == entries)
    #expect(survey == .dictionary)
  }

  /// Text, integers and tuples that the memo brings back again and again are not read again each
  /// time.
  @Test func timeIsLinearWhereTheMemoRepeats() throws {
    let count = 100_000
    let longInteger =
      pickleBytes("\u{8b}") + [0xa0, 0x86, 0x01, 0] + [UInt8](repeating: 0, count: count)
    let tuples = repeated(pickleBytes("2\u{85}0"), count)
    #expect(
      try PickleDictionarySurvey.survey(longInteger + tuples + pickleBytes(".")) == .other(.integer)
    )
    let longKey =
      pickleBytes("}(") + [UInt8](repeating: 0x4a, count: 5 * count) + pickleBytes("tq\u{0}Ns")
    let entries = repeated(pickleBytes("h\u{0}Ns"), count)
    var unreadable = 0
    let survey = try PickleDictionarySurvey.survey(longKey + entries + pickleBytes(".")) { key, _ in
      if key == nil { unreadable += 1 }
    }
    #expect(survey == .dictionary)
    #expect(unreadable == count + 1)
    let longText =
      pickleBytes("V") + [UInt8](repeating: 0x61, count: count) + pickleBytes("\nq\u{0}0")
    let globals = repeated(pickleBytes("h\u{0}h\u{0}\u{93}0"), count)
    #expect(
      try PickleDictionarySurvey.survey(longText + globals + pickleBytes("N.")) == .other(.none))
  }

  private func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    (0..<count).flatMap { _ in bytes }
  }
}
