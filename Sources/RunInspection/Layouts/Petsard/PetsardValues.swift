import FileFormats

/// Converts PETsARD's objects to plain data: an object becomes a dictionary of its fields, a moment the
/// text that Python prints for it, a member of an enumeration its value.
struct PetsardValues {
  private var reader: PickleValueReader

  init(_ objects: PetsardObjects, budget: AnswerBudget = AnswerBudget()) {
    reader = PickleValueReader(
      document: objects.document, limits: .init(elements: 100_000, depth: 48), budget: budget)
  }

  /// Whether nothing more fits in the answer.
  var isFull: Bool { reader.budget.isSpent }

  /// A text, if it fits in the answer.
  func text(_ reference: PickleReference) -> JSONString? {
    guard let bytes = reader.document.textBytes(of: reference), reader.budget.take(text: bytes)
    else {
      return nil
    }
    return JSONString(generalisedUTF8: Array(bytes))
  }

  /// Records as they are written: all that fit, and then what stands for the rest.
  mutating func list(
    _ records: [PetsardObjects.Record],
    _ convert: (
      inout PetsardValues, (name: JSONString, value: PickleReference)
    ) -> (name: JSONString, value: StoredValue)
  ) -> [StoredValue] {
    var list: [StoredValue] = []
    for record in records {
      let names = record.fields.reduce(0) { $0.addingSaturated($1.name.bytes.count) }
      guard reader.takeValue(), reader.budget.take(names) else {
        list.append(.elided)
        break
      }
      list.append(.fields(record.fields.map { convert(&self, $0) }))
    }
    return list
  }

  /// The value behind a reference.
  mutating func value(_ reference: PickleReference) -> StoredValue {
    PetsardValues.plain(reader.value(of: reference))
  }

  /// The value with all objects of PETsARD converted.
  private static func plain(_ value: StoredValue) -> StoredValue {
    switch value {
    case .moment(let text): return .string(text)
    case .list(let items, let count): return .list(items.map(plain), count: count)
    case .tuple(let items, let count): return .list(items.map(plain), count: count)
    case .dictionary(let entries, let count):
      return .dictionary(entries.map { (key($0.key), plain($0.value)) }, count: count)
    case .object(let type, let parts): return object(type, parts) ?? value
    case .tagged(.deque, let parts): return plain(parts["items"] ?? value)
    default: return value
    }
  }

  /// JSON has only string keys; numbers, such as the quantiles of a column, become strings.
  private static func key(_ key: StoredValue) -> StoredValue {
    switch key {
    case .integer(let digits): return .string(JSONString(digits))
    case .float(let number): return .string(JSONString(PythonFloat.representation(number)))
    default: return plain(key)
    }
  }

  private static func object(
    _ type: JSONString, _ parts: [(name: JSONString, value: StoredValue)]
  ) -> StoredValue? {
    func part(_ name: JSONString) -> StoredValue? { parts.first { $0.name == name }?.value }
    guard type.description.hasPrefix("petsard.") else { return nil }
    var arguments: [StoredValue] = []
    if case .list(let items, _)? = part("arguments") { arguments = items }
    switch part("state") {
    case .dictionary(let entries, let count)?:
      return plain(.dictionary(entries, count: count))
    case .tuple(let pair, count: 2)? where pair.count == 2:
      if case .dictionary = pair[1] { return plain(pair[1]) }
      return nil
    case nil where arguments.count == 1: return plain(arguments[0])
    default: return nil
    }
  }
}

extension StoredValue {
  /// Hashes a schema apart from the times at which its parts were created and changed (`created_at`,
  /// `updated_at`), which differ between equal ones.
  func hashSchema(into hasher: inout Hasher) {
    switch self {
    case .none: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let digits): hasher.combine(digits)
    case .float(let value): hasher.combine(value)
    case .string(let text), .moment(let text), .global(let text): hasher.combine(text)
    case .list(let items, let count), .tuple(let items, let count), .set(let items, let count):
      hasher.combine(count)
      for item in items { item.hashSchema(into: &hasher) }
    case .dictionary(let entries, let count):
      hasher.combine(count)
      for entry in entries {
        if case .string(let key) = entry.key, key == "created_at" || key == "updated_at" {
          continue
        }
        entry.key.hashSchema(into: &hasher)
        entry.value.hashSchema(into: &hasher)
      }
    case .object(let type, let parts):
      hasher.combine(type)
      for part in parts {
        hasher.combine(part.name)
        part.value.hashSchema(into: &hasher)
      }
    case .array(let type, let shape, let elements, let count):
      hasher.combine(type)
      hasher.combine(shape)
      hasher.combine(count)
      for element in elements { element.hashSchema(into: &hasher) }
    case .duration(let seconds): hasher.combine(seconds)
    case .complex(let real, let imaginary):
      hasher.combine(real)
      hasher.combine(imaginary)
    case .bytes(let bytes, _): hasher.combine(bytes)
    default: hasher.combine(String(reflecting: self))
    }
  }
}
