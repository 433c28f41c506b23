import FileFormats

/// Makes inert values of a decoded pickle, within bounds: containers are cut, what lies too deep is
/// left out, a value that contains itself is told so.
struct PickleValueReader {
  /// How much is shown.
  struct Limits: Sendable {
    /// How many elements of a container or an array.
    var elements = 1_000
    /// How many levels.
    var depth = 32
    /// How many values in all, so that shared values can't unfold without end.
    var values = 100_000
  }

  let document: PickleDocument
  private let limits: Limits
  private var left: Int
  /// The values that are being read, outermost first, to find cycles.
  private var path: [PickleReference] = []

  init(document: PickleDocument, limits: Limits = Limits()) {
    self.document = document
    self.limits = limits
    left = limits.values
  }

  /// The value behind a reference.
  mutating func value(of reference: PickleReference) -> StoredValue {
    guard left > 0, path.count < limits.depth else { return .elided }
    left -= 1
    let node = document[reference]
    switch node {
    case .none: return .none
    case .bool(let value): return .bool(value)
    case .integer(let value):
      return value.decimalText().map { .integer($0) } ?? .elided
    case .float(let value): return .float(value)
    case .string(let bytes): return .string(JSONString(generalisedUTF8: Array(bytes)))
    case .bytes(let bytes), .byteArray(let bytes):
      return .bytes(Array(bytes.prefix(limits.elements)), count: bytes.count)
    case .global(let name): return .global(JSONString("\(name.module).\(name.name)"))
    case .persistentIdentifier(let identifier):
      return within(reference) { reader in
        let part: (name: JSONString, value: StoredValue) = ("id", reader.value(of: identifier))
        return .object(type: "persistent", parts: [part])
      }
    case .extensionCode(let code):
      return .object(type: "extension", parts: [("code", .integer("\(code)"))])
    case .buffer(let index, _):
      return .object(type: "buffer", parts: [("index", .integer("\(index)"))])
    case .list(let items): return container(reference, items) { .list($0, count: $1) }
    case .tuple(let items): return container(reference, items) { .tuple($0, count: $1) }
    case .set(let items), .frozenSet(let items):
      return container(reference, items) { .set($0, count: $1) }
    case .dictionary(let entries): return dictionary(reference, entries)
    case .object(let object): return within(reference) { $0.value(of: object) }
    }
  }

  /// Reads what a value consists of, unless it is part of itself.
  private mutating func within(
    _ reference: PickleReference, _ body: (inout PickleValueReader) -> StoredValue
  ) -> StoredValue {
    if let position = path.firstIndex(of: reference) {
      return .cycle(levelsUp: path.count - position)
    }
    path.append(reference)
    defer { path.removeLast() }
    return body(&self)
  }

  private mutating func container(
    _ reference: PickleReference, _ items: [PickleReference],
    _ make: ([StoredValue], Int) -> StoredValue
  ) -> StoredValue {
    within(reference) { reader in make(reader.values(of: items), items.count) }
  }

  /// The first of many values, as many as are shown.
  mutating func values(of items: [PickleReference]) -> [StoredValue] {
    var values: [StoredValue] = []
    for item in items.prefix(limits.elements) { values.append(value(of: item)) }
    return values
  }

  private mutating func dictionary(
    _ reference: PickleReference, _ entries: [PickleEntry]
  ) -> StoredValue {
    within(reference) { reader in
      .dictionary(reader.pairs(of: entries), count: entries.count)
    }
  }

  private mutating func pairs(
    of entries: [PickleEntry]
  ) -> [(key: StoredValue, value: StoredValue)] {
    var pairs: [(key: StoredValue, value: StoredValue)] = []
    for entry in entries.prefix(limits.elements) {
      pairs.append((value(of: entry.key), value(of: entry.value)))
    }
    return pairs
  }

  private mutating func value(of object: PickleObject) -> StoredValue {
    guard let name = document.className(of: object) else {
      return parts(of: object, type: "unknown")
    }
    if let known = PythonValues.value(of: object, name: name, in: document) { return known }
    if let known = NumpyValues.value(
      of: object, name: name, in: &self, limit: limits.elements)
    {
      return known
    }
    if let known = builtIn(object, name) { return known }
    return parts(of: object, type: JSONString("\(name.module).\(name.name)"))
  }

  /// Containers that are written as calls: in old protocols all sets, and the ordered ones.
  private mutating func builtIn(_ object: PickleObject, _ name: PickleGlobal) -> StoredValue? {
    guard case .tuple(let arguments) = document[object.arguments] else { return nil }
    switch (name.module, name.name) {
    case ("builtins", "set"), ("builtins", "frozenset"), ("__builtin__", "set"),
      ("__builtin__", "frozenset"):
      guard let first = arguments.first else { return .set([], count: 0) }
      guard case .list(let items) = document[first] else { return nil }
      return .set(values(of: items), count: items.count)
    case ("collections", "OrderedDict") where arguments.isEmpty && object.states.isEmpty:
      return .dictionary(pairs(of: object.dictionaryItems), count: object.dictionaryItems.count)
    default: return nil
    }
  }

  /// Any other object: what it was called with and what was set in it.
  private mutating func parts(of object: PickleObject, type: JSONString) -> StoredValue {
    var parts: [(name: JSONString, value: StoredValue)] = []
    if case .tuple(let arguments) = document[object.arguments], !arguments.isEmpty {
      parts.append(("arguments", .list(values(of: arguments), count: arguments.count)))
    }
    if let keywords = object.keywordArguments {
      parts.append(("keyword_arguments", value(of: keywords)))
    }
    if let state = object.state { parts.append(("state", value(of: state))) }
    if !object.listItems.isEmpty {
      parts.append(
        ("items", .list(values(of: object.listItems), count: object.listItems.count)))
    }
    if !object.dictionaryItems.isEmpty {
      parts.append(
        (
          "entries",
          .dictionary(pairs(of: object.dictionaryItems), count: object.dictionaryItems.count)
        ))
    }
    return .object(type: type, parts: parts)
  }
}
