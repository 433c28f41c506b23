/// One value in 12 bytes. What the two fields mean depends on its kind:
/// - bool: the first is 0 or 1;
/// - integer: the low and the high half of the number, or as ``Form`` says; float: those of its bits;
/// - string, bytes, byteArray: the offset in the input and the length, or as ``Form`` says;
/// - list, dictionary, set: the positions of the first and the last segment of items; 0 is none;
/// - tuple, frozenSet: the position of the first item and the number of items;
/// - global: the nodes of module and name;
/// - object: the first is the place among the objects;
/// - persistentIdentifier: the first is the node of the identifier;
/// - extensionCode: the first is the code;
/// - buffer: the number of the buffer, and 1 if it is read-only.
struct PickleNode {
  /// Where the bytes of a value are, and what they mean.
  enum Form: UInt8 {
    case usual
    /// The fields are an offset in the pool of decoded text and a length.
    case pooled
    /// The fields are an offset in the input and the length of an integer in this form.
    case twosComplement, decimal
  }

  let kind: PickleKind
  let form: Form
  var first: UInt32
  var second: UInt32

  init(_ kind: PickleKind, _ first: UInt32 = 0, _ second: UInt32 = 0, form: Form = .usual) {
    self.kind = kind
    self.form = form
    self.first = first
    self.second = second
  }

  init(_ kind: PickleKind, bits: UInt64) {
    self.init(
      kind, UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32))
  }

  init(_ kind: PickleKind, range: Range<Int>, form: Form = .usual) {
    self.init(
      kind, UInt32(truncatingIfNeeded: range.lowerBound), UInt32(truncatingIfNeeded: range.count),
      form: form)
  }

  var bits: UInt64 { UInt64(second) << 32 | UInt64(first) }
  var range: Range<Int> { Int(first)..<Int(first) + Int(second) }
}

/// A list of items that grows in pieces: the positions of its first and its last segment.
struct PickleChain {
  var first: UInt32 = 0
  var last: UInt32 = 0
}

/// What an object has beyond the two fields of its node.
struct PickleObjectRecord {
  var callable: UInt32
  var arguments: UInt32
  /// 0, the node of None, where there are none.
  var keywordArguments: UInt32
  var states = PickleChain()
  var listItems = PickleChain()
  var dictionaryItems = PickleChain()
}

/// The values of one pickle in a few flat arrays. Nodes refer to each other by number, so that
/// cycles do no harm, and freeing everything takes no recursion, however deep the nesting.
struct PickleArena: Sendable {
  let bytes: [UInt8]
  var nodes: [PickleNode] = []
  /// Items of containers. A segment is: number of items, position of the next segment or 0, items.
  /// Position 0 is never used, so that it can mean "none".
  var items: [UInt32] = [0]
  var objects: [PickleObjectRecord] = []
  /// Text that had to be decoded, because it was written with escapes.
  var pool: [UInt8] = []

  static let noneNode: UInt32 = 0
  static let falseNode: UInt32 = 1
  static let trueNode: UInt32 = 2
  static let zeroNode: UInt32 = 3
  /// None, the truth values and the integers 0 to 255 exist once.
  private static let shared: [PickleNode] =
    [PickleNode(.none), PickleNode(.bool, 0), PickleNode(.bool, 1)]
    + (UInt32(0)...255).map { PickleNode(.integer, $0) }
  static let sharedNodes = 259

  /// An arena with all the room that `limits` and the length of the input allow, reserved once.
  /// Arrays that grow by doubling hold everything twice while they move; reserved room that is
  /// never touched costs no memory.
  init(bytes: [UInt8], limits: PickleLimits) {
    self.bytes = bytes
    func room(_ count: Int, of stride: Int) -> Int {
      max(0, min(count, limits.workingBytes / stride))
    }
    // An instruction makes one value or adds one item at most for each of its bytes, and it takes two
    // to make an object. Address space may be limited, too.
    nodes.reserveCapacity(
      Self.sharedNodes + min(room(bytes.count, of: MemoryLayout<PickleNode>.stride), limits.values))
    items.reserveCapacity(room(bytes.count, of: MemoryLayout<UInt32>.stride))
    objects.reserveCapacity(room(bytes.count / 2, of: MemoryLayout<PickleObjectRecord>.stride))
    nodes.append(contentsOf: Self.shared)
  }

  /// Appends items to a chain: to its last segment if no other is newer, else in a new one.
  mutating func extend(_ chain: inout PickleChain, with newItems: ArraySlice<UInt32>) {
    guard !newItems.isEmpty else { return }
    let added = UInt32(truncatingIfNeeded: newItems.count)
    let last = Int(chain.last)
    if last != 0, last + 2 + Int(items[last]) == items.count {
      items[last] += added
    } else {
      let position = UInt32(truncatingIfNeeded: items.count)
      items.append(added)
      items.append(0)
      if last != 0 { items[last + 1] = position } else { chain.first = position }
      chain.last = position
    }
    items.append(contentsOf: newItems)
  }

  /// The items of a chain, in order.
  func references(_ chain: PickleChain) -> [PickleReference] {
    var result: [PickleReference] = []
    var segment = Int(chain.first)
    while segment != 0 {
      for item in items[segment + 2..<segment + 2 + Int(items[segment])] {
        result.append(PickleReference(index: item))
      }
      segment = Int(items[segment + 1])
    }
    return result
  }

  /// The items of a chain in pairs.
  func entries(_ chain: PickleChain) -> [PickleEntry] {
    var result: [PickleEntry] = []
    var key: PickleReference?
    for reference in references(chain) {
      if let entryKey = key {
        result.append(PickleEntry(key: entryKey, value: reference))
        key = nil
      } else {
        key = reference
      }
    }
    return result
  }
}
