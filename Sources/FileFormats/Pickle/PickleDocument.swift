/// One decoded pickle: inert values that refer to each other. See ``PickleDecoder``.
public struct PickleDocument: Sendable {
  let arena: PickleArena
  /// The value that the pickle is.
  public let root: PickleReference

  /// The value behind a reference. Takes time in the number of its direct items; strings and bytes
  /// share the input. A reference into another document gives an arbitrary value of this one, or
  /// none.
  public subscript(reference: PickleReference) -> PickleValue {
    let index = Int(reference.index)
    guard index < arena.nodes.count else { return .none }
    let node = arena.nodes[index]
    switch node.kind {
    case .none: return .none
    case .bool: return .bool(node.first != 0)
    case .integer: return .integer(integer(node))
    case .float: return .float(Double(bitPattern: node.bits))
    case .string: return .string(bytes(node))
    case .bytes: return .bytes(bytes(node))
    case .byteArray: return .byteArray(bytes(node))
    case .list: return .list(arena.references(chain(node)))
    case .dictionary: return .dictionary(arena.entries(chain(node)))
    case .set: return .set(arena.references(chain(node)))
    case .tuple: return .tuple(run(node))
    case .frozenSet: return .frozenSet(run(node))
    case .global:
      return .global(
        PickleGlobal(
          module: repairedText(PickleReference(index: node.first)),
          name: repairedText(PickleReference(index: node.second))))
    case .object: return .object(object(arena.objects[Int(node.first)]))
    case .persistentIdentifier:
      return .persistentIdentifier(PickleReference(index: node.first))
    case .extensionCode: return .extensionCode(Int(node.first))
    case .buffer: return .buffer(index: Int(node.first), isReadOnly: node.second != 0)
    }
  }

  /// The text of a string value; nil if it is not a string, or has what Unicode text cannot have,
  /// such as a lone surrogate.
  public func text(of reference: PickleReference) -> String? {
    textBytes(of: reference).flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// The class or callable of an object, if it has a name.
  public func className(of object: PickleObject) -> PickleGlobal? {
    global(object.callable)
  }

  /// The value under a string key: the last one in `entries` whose key is `key`.
  public func value(forKey key: String, in entries: [PickleEntry]) -> PickleReference? {
    entries.last { isText($0.key, key) }?.value
  }

  private func integer(_ node: PickleNode) -> PickleInteger {
    switch node.form {
    case .twosComplement: .twosComplement(arena.bytes[node.range])
    case .decimal: .decimal(arena.bytes[node.range])
    case .usual, .pooled: .small(Int(Int64(bitPattern: node.bits)))
    }
  }

  private func bytes(_ node: PickleNode) -> ArraySlice<UInt8> {
    node.form == .pooled ? arena.pool[node.range] : arena.bytes[node.range]
  }

  private func chain(_ node: PickleNode) -> PickleChain {
    PickleChain(first: node.first, last: node.second)
  }

  private func run(_ node: PickleNode) -> [PickleReference] {
    arena.items[node.range].map { PickleReference(index: $0) }
  }

  /// A name, cut to a length that no real one has: a long one can be shared by many objects.
  private func repairedText(_ reference: PickleReference) -> String {
    guard let bytes = textBytes(of: reference) else { return "" }
    let longest = 1_024
    guard bytes.count > longest else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.prefix(longest), as: UTF8.self) + "…"
  }

  private func object(_ record: PickleObjectRecord) -> PickleObject {
    let hasKeywords = record.keywordArguments != PickleArena.noneNode
    return PickleObject(
      callable: PickleReference(index: record.callable),
      arguments: PickleReference(index: record.arguments),
      keywordArguments: hasKeywords ? PickleReference(index: record.keywordArguments) : nil,
      states: arena.references(record.states),
      listItems: arena.references(record.listItems),
      dictionaryItems: arena.entries(record.dictionaryItems))
  }
}
