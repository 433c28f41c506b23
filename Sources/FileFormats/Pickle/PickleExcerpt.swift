/// Parts of values whose whole may be large. A subscript of ``PickleDocument`` takes time in the
/// number of direct items, and a pickle can refer to one large container from many places; what is
/// here takes time in what is asked for.
extension PickleDocument {
  /// A call without the items that were added to its result.
  public struct Call: Sendable {
    /// The class or callable.
    public let callable: PickleReference
    /// The arguments: in real pickles a tuple.
    public let arguments: PickleReference
    /// The keyword arguments of `NEWOBJ_EX`: in real pickles a dictionary.
    public let keywordArguments: PickleReference?
    /// The state that counts: the last one set.
    public let state: PickleReference?
  }

  /// Which references of a value are meant.
  public enum Part: Hashable, Sendable {
    /// The items of a list, a tuple or a set; the keys and values of a dictionary in turn.
    case items
    /// What was appended to an object.
    case listItems
    /// The keys and values that were set in an object, in turn.
    case dictionaryItems
  }

  /// The call that a value stands for; nil for anything but an object.
  public func call(_ reference: PickleReference) -> Call? {
    guard let record = record(reference) else { return nil }
    let hasKeywords = record.keywordArguments != PickleArena.noneNode
    return Call(
      callable: PickleReference(index: record.callable),
      arguments: PickleReference(index: record.arguments),
      keywordArguments: hasKeywords ? PickleReference(index: record.keywordArguments) : nil,
      state: arena.last(record.states))
  }

  /// How many references a part of a value holds; 0 where it has no such part. Takes time in the
  /// number of pieces in which the pickle wrote them.
  public func count(of part: Part, in reference: PickleReference) -> Int {
    switch place(of: part, in: reference) {
    case .run(let range): range.count
    case .chain(let chain): arena.count(chain)
    case nil: 0
    }
  }

  /// The first references of a part of a value.
  public func first(
    _ limit: Int, of part: Part, in reference: PickleReference
  ) -> [PickleReference] {
    switch place(of: part, in: reference) {
    case .run(let range):
      arena.items[range.prefix(max(0, limit))].map { PickleReference(index: $0) }
    case .chain(let chain): arena.references(chain, atMost: limit)
    case nil: []
    }
  }

  /// The first keys and values of a dictionary or of what was set in an object.
  public func firstEntries(
    _ limit: Int, of part: Part, in reference: PickleReference
  ) -> [PickleEntry] {
    let (double, overflow) = limit.multipliedReportingOverflow(by: 2)
    let references = first(overflow ? Int.max : double, of: part, in: reference)
    return stride(from: 0, to: references.count - 1, by: 2).map {
      PickleEntry(key: references[$0], value: references[$0 + 1])
    }
  }

  /// Calls `body` for each key and value of a dictionary, in order, until it returns false. Nothing is
  /// copied: three bytes of a pickle can be an entry.
  public func forEachEntry(in dictionary: PickleReference, _ body: (PickleEntry) -> Bool) {
    guard case .chain(let chain)? = place(of: .items, in: dictionary) else { return }
    var key: PickleReference?
    var segment = Int(chain.first)
    while segment != 0 {
      for position in segment + 2..<segment + 2 + Int(arena.items[segment]) {
        let reference = PickleReference(index: arena.items[position])
        guard let known = key else {
          key = reference
          continue
        }
        key = nil
        if !body(PickleEntry(key: known, value: reference)) { return }
      }
      segment = Int(arena.items[segment + 1])
    }
  }

  /// What a value is, without the items of a container.
  public enum Outline: Sendable {
    /// A value that holds no others, or holds one by its nature; never a container or an object.
    case plain(PickleValue)
    /// A `list`.
    case list
    /// A `tuple`.
    case tuple
    /// A `set` or a `frozenset`.
    case set
    /// A `dict`.
    case dictionary
    /// An instance, or the result that some call would have had.
    case object
  }

  /// What a value is. Takes the same time for all.
  public func outline(of reference: PickleReference) -> Outline {
    switch node(reference)?.kind {
    case .list: .list
    case .tuple: .tuple
    case .set, .frozenSet: .set
    case .dictionary: .dictionary
    case .object: .object
    default: .plain(self[reference])
    }
  }

  /// The bytes of a string value; nil for any other.
  public func textBytes(of reference: PickleReference) -> ArraySlice<UInt8>? {
    guard case .plain(.string(let bytes)) = outline(of: reference) else { return nil }
    return bytes
  }

  /// The class or function that a value is by its name; nil for any other.
  public func global(_ reference: PickleReference) -> PickleGlobal? {
    guard node(reference)?.kind == .global, case .global(let global) = self[reference] else {
      return nil
    }
    return global
  }

  /// Whether a value is a given text.
  public func isText(_ reference: PickleReference, _ text: String) -> Bool {
    guard let bytes = textBytes(of: reference) else { return false }
    return bytes.count == text.utf8.count && bytes.elementsEqual(text.utf8)
  }

  /// The text of a string value as ``text(of:)``; nil also where it takes more than `limit` bytes.
  public func text(of reference: PickleReference, atMost limit: Int) -> String? {
    guard let bytes = textBytes(of: reference), bytes.count <= limit else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The objects that the pickle makes by calling something of one of these names, in whichever
  /// module, in order; also those that it drops again, as cloudpickle does to set the state of a
  /// class. Takes time in the number of values.
  public func calls(toAnyOf names: [String]) -> [PickleReference] {
    var callables: Set<UInt32> = []
    for (index, node) in arena.nodes.enumerated() where node.kind == .global {
      if names.contains(where: { isText(PickleReference(index: node.second), $0) }) {
        callables.insert(UInt32(truncatingIfNeeded: index))
      }
    }
    guard !callables.isEmpty else { return [] }
    return arena.nodes.indices.compactMap { index in
      let node = arena.nodes[index]
      guard node.kind == .object, callables.contains(arena.objects[Int(node.first)].callable)
      else { return nil }
      return PickleReference(index: UInt32(truncatingIfNeeded: index))
    }
  }

  /// Whether two documents are one and the same, so that references of one are valid in the other.
  public func isSame(as other: PickleDocument) -> Bool {
    // The storage of an array has one address as long as somebody holds it, and both are held here.
    arena.nodes.withUnsafeBufferPointer { mine in
      other.arena.nodes.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress }
    } && root == other.root
  }

  private enum Place {
    case run(Range<Int>)
    case chain(PickleChain)
  }

  private func place(of part: Part, in reference: PickleReference) -> Place? {
    guard let node = node(reference) else { return nil }
    switch (part, node.kind) {
    case (.items, .list), (.items, .set), (.items, .dictionary):
      return .chain(PickleChain(first: node.first, last: node.second))
    case (.items, .tuple), (.items, .frozenSet): return .run(node.range)
    case (.listItems, .object): return .chain(arena.objects[Int(node.first)].listItems)
    case (.dictionaryItems, .object):
      return .chain(arena.objects[Int(node.first)].dictionaryItems)
    default: return nil
    }
  }

  private func record(_ reference: PickleReference) -> PickleObjectRecord? {
    guard let node = node(reference), node.kind == .object else { return nil }
    return arena.objects[Int(node.first)]
  }

  private func node(_ reference: PickleReference) -> PickleNode? {
    let index = Int(reference.index)
    return index < arena.nodes.count ? arena.nodes[index] : nil
  }
}

extension PickleArena {
  /// How many items a chain holds.
  fileprivate func count(_ chain: PickleChain) -> Int {
    var count = 0
    var segment = Int(chain.first)
    while segment != 0 {
      count += Int(items[segment])
      segment = Int(items[segment + 1])
    }
    return count
  }

  /// The first items of a chain.
  fileprivate func references(_ chain: PickleChain, atMost limit: Int) -> [PickleReference] {
    var result: [PickleReference] = []
    var segment = Int(chain.first)
    while segment != 0, result.count < limit {
      let count = min(Int(items[segment]), limit - result.count)
      for item in items[segment + 2..<segment + 2 + count] {
        result.append(PickleReference(index: item))
      }
      segment = Int(items[segment + 1])
    }
    return result
  }

  /// The last item of a chain.
  fileprivate func last(_ chain: PickleChain) -> PickleReference? {
    let segment = Int(chain.last)
    guard segment != 0 else { return nil }
    return PickleReference(index: items[segment + 1 + Int(items[segment])])
  }
}
