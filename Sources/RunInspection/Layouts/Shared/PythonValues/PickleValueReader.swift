import FileFormats

/// Makes inert values of a decoded pickle, within bounds: containers are cut, what lies too deep is
/// left out, a value that contains itself is told so, and a budget holds for all that is written.
///
/// One reader serves one document. Its time is linear in the pickle and in what it gives: what many
/// places refer to is looked at only as far as it is shown.
struct PickleValueReader {
  /// How much is shown.
  struct Limits: Sendable {
    /// How many elements of a container or an array.
    var elements = 1_000
    /// How many bytes of a value that consists of bytes; as many as elements if nil.
    var bytes: Int?
    /// How many levels.
    var depth = 32
    /// How many values in all, where no budget is handed in.
    var values = 100_000
  }

  let document: PickleDocument
  let limits: Limits
  /// What the answer may still hold.
  var budget: AnswerBudget
  /// Classes that are stored by value.
  var classes: UserClasses
  /// What was found out before of values that many places refer to.
  var memory = Memory()
  /// The values that are being read, outermost first, to find cycles.
  private var path: [PickleReference] = []

  /// What a reader keeps of values that it has seen.
  struct Memory {
    /// The digits of integers that take more than a machine word.
    var integers: [PickleReference: String] = [:]
    /// How many references long parts of values hold.
    var counts: [PickleReference: [PickleDocument.Part: Int]] = [:]
    /// The types of numpy's arrays, nil where they can't be read.
    var types: [PickleReference: NumpyType?] = [:]
    /// Bytes that had to be decoded.
    var buffers: [PickleReference: [UInt8]] = [:]
    /// What classes of exceptions have in common with Python's own.
    var exceptions: [PickleReference: ExceptionTraits] = [:]
    /// The streams of Arrow that bytes are, nil where they are none.
    var streams: [PickleReference: ArrowStream?] = [:]
    /// The members of enumerations.
    var members: [PickleReference: MemberNames] = [:]
    /// The items of lists that arrays lie in.
    var lists: [PickleReference: [PickleReference]] = [:]
  }

  /// A reader with a budget for what all readers of an answer give together; without one it has its
  /// own, by `limits`.
  init(document: PickleDocument, limits: Limits = Limits(), budget: AnswerBudget? = nil) {
    self.document = document
    self.limits = limits
    self.budget = budget ?? AnswerBudget(bytes: limits.values.multipliedSaturating(by: 64))
    classes = UserClasses(document: document)
  }

  /// The value behind a reference.
  mutating func value(of reference: PickleReference) -> StoredValue {
    guard takeValue(), path.count < limits.depth else { return .elided }
    switch document.outline(of: reference) {
    case .plain(let value): return plain(value, reference)
    case .list: return container(reference) { .list($0, count: $1) }
    case .tuple: return container(reference) { .tuple($0, count: $1) }
    case .set: return container(reference) { .set($0, count: $1) }
    case .dictionary:
      return within(reference) { $0.dictionary(.items, of: reference) }
    case .object: return within(reference) { $0.object(reference) }
    }
  }

  /// Counts one value where the reader is; false when it does not fit in the answer.
  func takeValue() -> Bool { budget.takeValue(level: path.count) }

  private mutating func plain(_ value: PickleValue, _ reference: PickleReference) -> StoredValue {
    switch value {
    case .bool(let value): return .bool(value)
    case .integer(let value): return integer(value, reference)
    case .float(let value): return .float(value)
    case .string(let bytes): return text(bytes)
    case .bytes(let bytes), .byteArray(let bytes): return shown(bytes)
    case .global(let name): return PandasScalars.constant(name) ?? global(name)
    case .persistentIdentifier(let identifier):
      return within(reference) { reader in
        let part: (name: JSONString, value: StoredValue) = ("id", reader.value(of: identifier))
        return .object(type: "persistent", parts: [part])
      }
    case .extensionCode(let code):
      return .object(type: "extension", parts: [("code", .integer("\(code)"))])
    case .buffer(let index, _):
      return .object(type: "buffer", parts: [("index", .integer("\(index)"))])
    default: return .none
    }
  }

  private mutating func integer(
    _ value: PickleInteger, _ reference: PickleReference
  ) -> StoredValue {
    if case .small(let number) = value { return .integer("\(number)") }
    if memory.integers[reference] == nil {
      // Python itself prints no integer of more than 4,300 digits (CPython 3.11).
      memory.integers[reference] = value.decimalText(maximumBytes: 1_785) ?? ""
    }
    guard let digits = memory.integers[reference], !digits.isEmpty, budget.take(digits.utf8.count)
    else { return .elided }
    return .integer(digits)
  }

  /// A text, whole or, where it does not fit, not at all.
  func text(_ bytes: ArraySlice<UInt8>) -> StoredValue {
    budget.take(text: bytes) ? .string(JSONString(generalisedUTF8: Array(bytes))) : .elided
  }

  /// A text that is made here, such as the name of a type.
  func made(_ text: JSONString) -> StoredValue {
    budget.take(text: text) ? .string(text) : .elided
  }

  /// The sizes of an array.
  func shape(_ sizes: [Int]) -> StoredValue {
    budget.take(numbers: sizes.count) ? .shown(sizes.map { .integer("\($0)") }) : .elided
  }

  /// The first of some bytes.
  func shown(_ bytes: ArraySlice<UInt8>) -> StoredValue {
    let shown = bytes.prefix(limits.bytes ?? limits.elements)
    guard budget.take(shown.count / 3 * 4 + 4) else { return .elided }
    return .bytes(Array(shown), count: bytes.count)
  }

  /// A class or a function by its name.
  func global(_ name: PickleGlobal) -> StoredValue {
    let text = JSONString(name.dotted)
    return budget.take(text: text) ? .global(text) : .elided
  }

  /// Reads what a value consists of, unless it is part of itself or lies too deep.
  mutating func within(
    _ reference: PickleReference, _ body: (inout PickleValueReader) -> StoredValue
  ) -> StoredValue {
    if let position = path.lastIndex(of: reference) {
      return .cycle(levelsUp: path.count - position)
    }
    guard path.count < limits.depth else { return .elided }
    path.append(reference)
    defer { path.removeLast() }
    return body(&self)
  }

  private mutating func container(
    _ reference: PickleReference, _ make: ([StoredValue], Int) -> StoredValue
  ) -> StoredValue {
    within(reference) { reader in
      make(reader.values(.items, of: reference), reader.count(of: .items, in: reference))
    }
  }

  /// How many references a part of a value holds.
  mutating func count(of part: PickleDocument.Part, in reference: PickleReference) -> Int {
    if let known = memory.counts[reference]?[part] { return known }
    let count = document.count(of: part, in: reference)
    if count > 256 { memory.counts[reference, default: [:]][part] = count }
    return count
  }

  /// The first of many values, as many as are shown.
  mutating func values(
    _ part: PickleDocument.Part, of reference: PickleReference
  ) -> [StoredValue] {
    let limit = min(limits.elements, budget.valuesLeft)
    return values(of: document.first(limit, of: part, in: reference))
  }

  /// The first of many values, as many as are shown.
  mutating func values(of items: [PickleReference]) -> [StoredValue] {
    var values: [StoredValue] = []
    for item in items.prefix(limits.elements) where !budget.isSpent {
      values.append(value(of: item))
    }
    return values
  }

  /// As many values as are shown of `count`, each made by its place.
  mutating func values(
    _ count: Int, _ make: (inout PickleValueReader, Int) -> StoredValue
  ) -> [StoredValue] {
    var values: [StoredValue] = []
    var index = 0
    while index < min(count, limits.elements), !budget.isSpent {
      values.append(make(&self, index))
      index += 1
    }
    return values
  }

  /// The keys and values of a dictionary, or of what was set in an object.
  mutating func dictionary(
    _ part: PickleDocument.Part, of reference: PickleReference
  ) -> StoredValue {
    .dictionary(pairs(part, of: reference), count: count(of: part, in: reference) / 2)
  }

  /// The first keys and values, as many as are shown.
  mutating func pairs(
    _ part: PickleDocument.Part, of reference: PickleReference
  ) -> [(key: StoredValue, value: StoredValue)] {
    let limit = min(limits.elements, budget.valuesLeft)
    return pairs(document.firstEntries(limit, of: part, in: reference))
  }

  /// Keys and their values, as long as there is room.
  mutating func pairs(
    _ entries: [PickleEntry]
  ) -> [(key: StoredValue, value: StoredValue)] {
    var pairs: [(key: StoredValue, value: StoredValue)] = []
    for entry in entries where !budget.isSpent {
      pairs.append((value(of: entry.key), value(of: entry.value)))
    }
    return pairs
  }

  private mutating func object(_ reference: PickleReference) -> StoredValue {
    guard let call = PythonCall(reference, in: &self) else { return .elided }
    return UserClassValues.value(of: call, in: &self)
      ?? PythonValues.value(of: call, in: &self)
      ?? StandardLibraryValues.value(of: call, in: &self)
      ?? NumpyValues.value(of: call, in: &self)
      ?? PandasValues.value(of: call, in: &self)
      ?? PolarsValues.value(of: call, in: &self)
      ?? ScipySparse.value(of: call, in: &self)
      ?? XarrayValues.value(of: call, in: &self)
      ?? parts(of: call)
  }

  /// Any other object: what it was called with and what was set in it.
  private mutating func parts(of call: PythonCall) -> StoredValue {
    let type = JSONString(call.name.dotted)
    guard budget.take(text: type) else { return .elided }
    var parts: [(name: JSONString, value: StoredValue)] = []
    if call.argumentCount > 0 {
      let first = call.arguments(min(limits.elements, budget.valuesLeft), in: document)
      parts.append(("arguments", .list(values(of: first), count: call.argumentCount)))
    }
    if let keywords = call.keywordArguments {
      parts.append(("keyword_arguments", value(of: keywords)))
    }
    if let attributes = call.slots(in: document) {
      parts.append(("state", .dictionary(pairs(attributes), count: attributes.count)))
    } else if let state = call.state {
      parts.append(("state", value(of: state)))
    }
    let itemCount = count(of: .listItems, in: call.reference)
    if itemCount > 0 {
      parts.append(("items", .list(values(.listItems, of: call.reference), count: itemCount)))
    }
    if count(of: .dictionaryItems, in: call.reference) > 0 {
      parts.append(("entries", dictionary(.dictionaryItems, of: call.reference)))
    }
    return .object(type: type, parts: parts)
  }
}

extension PickleGlobal {
  /// The module and the name, as Python writes them in one.
  var dotted: String { module.isEmpty ? name : "\(module).\(name)" }
}

extension Int {
  /// The product, or the number nearest to it.
  func multipliedSaturating(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    guard overflow else { return product }
    return (self < 0) == (other < 0) ? .max : .min
  }
}
