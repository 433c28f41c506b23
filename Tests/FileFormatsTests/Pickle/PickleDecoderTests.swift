import Testing

@testable import FileFormats

@Suite struct PickleDecoderTests {
  @Test func everyFixtureDecodesToWhatPythonSays() throws {
    let names = try PickleFixtures.names()
    #expect(names.count > 80)
    for name in names {
      let bytes = try PickleFixtures.bytes(name)
      let document = try PickleDecoder.decode(bytes)
      #expect(PickleDump.text(document) == (try PickleFixtures.text(name + ".txt")), "\(name)")
    }
  }

  @Test func aCommandIsDescribedAndNotRun() throws {
    for name in ["command.p0", "command.p5"] {
      let document = try PickleDecoder.decode(try PickleFixtures.bytes(name))
      guard case .object(let object) = document[document.root] else {
        Issue.record("\(name) is no object")
        continue
      }
      #expect(document.className(of: object) == PickleGlobal(module: "posix", name: "system"))
      guard case .tuple(let arguments) = document[object.arguments] else {
        Issue.record("the arguments are no tuple")
        continue
      }
      #expect(arguments.map { document.text(of: $0) } == ["touch ran"])
    }
  }

  @Test func aListThatHoldsItselfIsFinite() throws {
    let document = try PickleDecoder.decode(pickleBytes("]q\u{0}h\u{0}a."))
    #expect(document[document.root] == .list([document.root]))
    #expect(document.valueCount == 1)
  }

  @Test func aStoredErrorShowsItsFields() throws {
    let document = try PickleDecoder.decode(try PickleFixtures.bytes("error_snapshot.p5"))
    guard case .object(let object) = document[document.root], let state = object.state,
      case .dictionary(let entries) = document[state]
    else {
      Issue.record("no object with a state")
      return
    }
    #expect(document.className(of: object)?.name == "ErrorSnapshot")
    let machine = document.value(forKey: "machine", in: entries)
    #expect(machine.flatMap { document.text(of: $0) } == "host")
    #expect(document.value(forKey: "absent", in: entries) == nil)
  }

  @Test func whatFollowsAPickleIsNotLookedAt() throws {
    let document = try PickleDecoder.decode(pickleBytes("K\u{1}.\u{ff}rest"))
    #expect(document[document.root] == .integer(.small(1)))
  }

  @Test func repeatedStateAndItemsOfAnObjectAreAllRecorded() throws {
    let text = "cm\nC\n)\u{81}NbK\u{1}b(K\u{2}K\u{3}eK\u{4}a(K\u{5}K\u{6}uK\u{7}K\u{8}s."
    let document = try PickleDecoder.decode(pickleBytes(text))
    #expect(
      PickleDump.text(document)
        == "#0=(object <m C> #1=(tuple) (states none 1) (items 2 3 4) (pairs 5 6 7 8))\n")
  }

  @Test func textWithALoneSurrogateSurvivesAsBytes() throws {
    let document = try PickleDecoder.decode(pickleBytes("V\\ud800a\n."))
    #expect(document[document.root] == .string([0xed, 0xa0, 0x80, 0x61]))
    #expect(document.text(of: document.root) == nil)
    let latin = try PickleDecoder.decode(pickleBytes("V\u{e9}\\\\u0041\\U0001f600\n."))
    #expect(latin.text(of: latin.root) == "é\\\\u0041😀")
  }

  @Test func escapesOfOldStringsAreDecoded() throws {
    let text = "S'\\a\\b\\t\\n\\v\\f\\r\\q\\7\\377'\n."
    let document = try PickleDecoder.decode(pickleBytes(text))
    #expect(
      document[document.root]
        == .bytes([7, 8, 9, 10, 11, 12, 13, 0x5c, 0x71, 7, 255]))
  }

  @Test func aReferenceOfAnotherDocumentIsHarmless() throws {
    let long = try PickleDecoder.decode(try PickleFixtures.bytes("memo.p4"))
    let short = try PickleDecoder.decode(pickleBytes("N."))
    guard case .list(let items) = long[long.root], let last = items.last else {
      Issue.record("no list")
      return
    }
    #expect(short[last] == .none)
  }

  @Test func largeIntegersHaveDigits() {
    func text(_ bytes: [UInt8]) -> String? {
      PickleInteger.twosComplement(bytes[...]).decimalText()
    }
    #expect(text([]) == "0")
    #expect(text([0x80]) == "-128")
    #expect(text([0, 0, 0, 0x80]) == "-2147483648")
    #expect(text([0, 0, 0, 0, 0, 0, 0, 0, 1]) == "18446744073709551616")
    #expect(text([0, 0, 0, 0, 0, 0, 0, 0, 0xff]) == "-18446744073709551616")
    #expect(PickleInteger.decimal(pickleBytes("-00012")[...]).decimalText() == "-12")
    #expect(PickleInteger.decimal(pickleBytes("+7")[...]).decimalText() == "7")
    #expect(PickleInteger.decimal(pickleBytes("-0")[...]).decimalText() == "0")
    #expect(PickleInteger.small(-5).decimalText() == "-5")
    #expect(PickleInteger.decimal(pickleBytes("123")[...]).decimalText(maximumBytes: 2) == nil)
  }

  @Test func integersAreSmallWhereTheyFit() {
    func small(_ bytes: [UInt8]) -> Int? { PickleInteger.small(ofTwosComplement: bytes[...]) }
    #expect(small([]) == 0)
    #expect(small([0xff]) == -1)
    #expect(small([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]) == 1)
    #expect(small([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]) == -1)
    #expect(small([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0]) == nil)
    #expect(small([0, 0, 0, 0, 0, 0, 0, 0x80]) == Int.min)
    #expect(small([0, 0, 0, 0, 0, 0, 0, 0, 0x80]) == nil)
  }
}
