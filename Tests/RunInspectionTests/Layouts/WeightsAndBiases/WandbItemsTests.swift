import FileFormats
import Testing

@testable import RunInspection

@Suite struct WandbItemsTests {
  /// A field of a message: its number and its bytes.
  private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    var length = bytes.count
    var head = [number << 3 | 2]
    while length > 0x7F {
      head.append(UInt8(length & 0x7F) | 0x80)
      length >>= 7
    }
    return head + [UInt8(length)] + bytes
  }

  /// The values of a message with a text by each name.
  private func items(_ texts: KeyValuePairs<String, Int>) -> WandbItems {
    let message = texts.flatMap { name, size in
      field(1, field(1, Array(name.utf8)) + field(7, Array(repeating: 0x78, count: size)))
    }
    var items = WandbItems()
    message.withUnsafeBufferPointer { items.take(WandbMessage($0), hasRemovals: false) }
    return items
  }

  /// So many bytes of names and values are kept.
  @Test func keepsAsMuchAsItsLimit() {
    let most = WandbItems.mostBytes
    let whole = items(["a": most - 3, "b": 1])
    #expect(whole.names == ["a", "b"])
    #expect(!whole.isCut)
    let cut = items(["a": most - 3, "b": 2, "c": 0])
    #expect(cut.names == ["a", "c"])
    #expect(cut.isCut)
    // What is replaced leaves room.
    let replaced = items(["a": most - 1, "a": 5, "b": most - 7])
    #expect(replaced.names == ["a", "b"])
    #expect(!replaced.isCut)
  }

  @Test func aLaterPartDoesNotMakeItWhole() {
    let cut = items(["a": WandbItems.mostBytes])
    let small = items(["b": 1])
    for (first, later) in [(cut, small), (small, cut)] {
      var both = first
      both.take(later: later)
      #expect(both.isCut)
      #expect(both.names == ["b"])
    }
    var both = small
    both.take(later: small)
    #expect(!both.isCut)
  }
}
