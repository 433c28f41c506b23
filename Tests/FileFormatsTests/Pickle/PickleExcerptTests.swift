import TestSupport
import Testing

@testable import FileFormats

@Suite struct PickleExcerptTests {
  private func document(_ value: PickleBytes) throws -> PickleDocument {
    try PickleDecoder.decode(value.pickle)
  }

  @Test func givesTheFirstItems() throws {
    for (count, limit) in [(0, 3), (2, 3), (3, 3), (5, 3), (5, 0), (5, .max)] {
      let items = (0..<count).map { PickleBytes.integer(1_000 + $0) }
      let tuple = PickleBytes([0x28] + items.flatMap(\.bytes) + [0x74])
      for value in [PickleBytes.list(items), tuple] {
        let document = try document(value)
        #expect(document.count(of: .items, in: document.root) == count)
        let first = document.first(limit, of: .items, in: document.root)
        #expect(
          first.map { document[$0] } == (0..<min(count, limit)).map { .integer(.small(1_000 + $0)) }
        )
      }
    }
  }

  @Test func givesTheFirstEntriesWhateverThePieces() throws {
    // Entries set one by one, between the items of another container.
    var bytes: [UInt8] = [0x7D, 0x72, 0, 0, 0, 0, 0x5D, 0x72, 1, 0, 0, 0, 0x30]
    for number in 0..<10 {
      bytes += PickleBytes.integer(number).bytes + PickleBytes.integer(number * 10).bytes + [0x73]
      bytes += PickleBytes.entry(1).bytes + PickleBytes.integer(7).bytes + [0x61, 0x30]
    }
    let document = try document(PickleBytes(bytes))
    #expect(document.count(of: .items, in: document.root) == 20)
    let entries = document.firstEntries(3, of: .items, in: document.root)
    #expect(entries.map { document[$0.value] } == [0, 10, 20].map { .integer(.small($0)) })
    #expect(document.firstEntries(.max, of: .items, in: document.root).count == 10)
  }

  @Test func tellsOfACallWithoutItsItems() throws {
    let made = PickleBytes.global("m", "n").called("a").with(state: "first").with(state: "last")
    let document = try document(
      PickleBytes(made.bytes + [0x28, 0x4E, 0x4E, 0x65, 0x28, 0x4E, 0x4E, 0x75]))
    let call = try #require(document.call(document.root))
    #expect(document.global(call.callable) == PickleGlobal(module: "m", name: "n"))
    #expect(document.count(of: .items, in: call.arguments) == 1)
    #expect(call.state.flatMap { document.text(of: $0) } == "last")
    #expect(document.count(of: .listItems, in: document.root) == 2)
    #expect(document.count(of: .dictionaryItems, in: document.root) == 2)
    #expect(document.count(of: .items, in: document.root) == 0)
    #expect(document.call(call.arguments) == nil)
  }

  @Test func findsCallsWhoseResultIsDropped() throws {
    let dropped = PickleBytes.global("a.b", "_class_setstate").called("x").bytes + [0x30]
    let document = try document(PickleBytes(dropped + dropped + PickleBytes.text("y").bytes))
    #expect(document.calls(toAnyOf: ["_class_setstate"]).count == 2)
    #expect(document.calls(toAnyOf: ["_class", "x"]).isEmpty)
  }

  @Test func comparesTextsWithoutCopies() throws {
    let document = try document(.tuple("word", .bytes(Array("word".utf8)), .none, .list([])))
    let items = document.first(4, of: .items, in: document.root)
    #expect(items.map { document.isText($0, "word") } == [true, false, false, false])
    #expect(items.map { document.isText($0, "wor") } == [false, false, false, false])
    #expect(document.text(of: items[0], atMost: 4) == "word")
    #expect(document.text(of: items[0], atMost: 3) == nil)
  }

  @Test func cutsNamesThatNobodyGives() throws {
    let document = try document(.global(String(repeating: "m", count: 5_000), "n"))
    let name = try #require(document.global(document.root))
    #expect(name.module.utf8.count < 1_100)
    #expect(name.module.hasSuffix("…"))
  }

  @Test func knowsItself() throws {
    let first = try document("a")
    let copy = first
    let second = try document("a")
    #expect(first.isSame(as: copy))
    #expect(!first.isSame(as: second))
  }
}
