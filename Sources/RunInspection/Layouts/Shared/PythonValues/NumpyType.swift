import FileFormats

/// The type of numpy's elements, from `numpy.dtype('f8', False, True)` with the state (version, byte
/// order, subarray, names, fields, size, alignment, flags, unit) (numpy 1.x and 2.x,
/// `dtype.__reduce__`).
struct NumpyType {
  enum Kind: Character {
    case bool = "b"
    case signed = "i"
    case unsigned = "u"
    case float = "f"
    case complex = "c"
    case bytes = "S"
    case text = "U"
    case moment = "M"
    case span = "m"
    case object = "O"
    /// Bytes without a meaning, or with fields in them.
    case void = "V"
    /// Texts of any length, which pickles hold as a list.
    case variableText = "T"
  }

  /// A named part of an element.
  struct Field {
    let name: JSONString
    let type: NumpyType
    /// Where it begins in the element, in bytes.
    let offset: Int
  }

  let kind: Kind
  /// The size of an element in bytes.
  let size: Int
  let isBigEndian: Bool
  /// Of moments and spans, the unit and how many of it one step is.
  let unit: NumpyMoment.Unit?
  /// The parts of a structure, in order; empty for other types.
  let fields: [Field]
  /// Of an element that is itself an array, the type of its elements, and its shape.
  let subarray: (type: [NumpyType], shape: [Int])?

  /// How many fields a type may have, those of its fields included, and how deep they may lie.
  private static let mostFields = 1_000
  private static let depthLimit = 8
  /// The longest name of a field, in bytes.
  private static let longestName = 256
  /// What looking at a field takes of an answer, shown or not: many types can share the description of
  /// their fields.
  private static let fieldCost = 64

  /// A type by its kind and its size in bytes, in the byte order of the machines that pickle.
  init(_ kind: Kind, size: Int, isBigEndian: Bool = false, unit: NumpyMoment.Unit? = nil) {
    self.init(
      kind, size: size, isBigEndian: isBigEndian, unit: unit, fields: [], subarray: nil)
  }

  private init(
    _ kind: Kind, size: Int, isBigEndian: Bool, unit: NumpyMoment.Unit?, fields: [Field],
    subarray: (type: [NumpyType], shape: [Int])?
  ) {
    self.kind = kind
    self.size = size
    self.isBigEndian = isBigEndian
    self.unit = unit
    self.fields = fields
    self.subarray = subarray
  }

  /// The type that a reference stands for; nil for what is no type, or none that is known, and where
  /// the budget is too small to look.
  init?(_ reference: PickleReference, in document: PickleDocument, budget: AnswerBudget) {
    var fieldsLeft = NumpyType.mostFields
    self.init(reference, in: document, budget: budget, depth: 0, fieldsLeft: &fieldsLeft)
  }

  private init?(
    _ reference: PickleReference, in document: PickleDocument, budget: AnswerBudget, depth: Int,
    fieldsLeft: inout Int
  ) {
    guard depth < NumpyType.depthLimit, let call = document.call(reference),
      let maker = document.global(call.callable)
    else { return nil }
    if maker.name == "_convert_to_stringdtype_kwargs" {
      self.init(.variableText, size: 16)
      return
    }
    guard maker.name == "dtype",
      let first = document.first(1, of: .items, in: call.arguments).first
    else { return nil }
    // Of records, the class `numpy.record` stands in place of the code.
    let code = document.text(of: first, atMost: 16) ?? "V"
    guard let letter = code.first, let kind = Kind(rawValue: letter) else { return nil }
    let parts = call.state.map { document.first(9, of: .items, in: $0) } ?? []
    var size = Int(code.dropFirst()) ?? 8
    // The size of texts stands in the state only.
    if parts.count > 5, let stated = document.integer(parts[5]), stated >= 0 { size = stated }
    guard size >= 0 else { return nil }
    var fields: [Field] = []
    var subarray: (type: [NumpyType], shape: [Int])?
    if kind == .void, parts.count > 5 {
      if let pair = document.tuple(parts[2], count: 2) {
        guard fieldsLeft > 0, budget.take(NumpyType.fieldCost) else { return nil }
        fieldsLeft -= 1
        guard
          let element = NumpyType(
            pair[0], in: document, budget: budget, depth: depth + 1, fieldsLeft: &fieldsLeft),
          let shape = NumpyArrayView.sizes(pair[1], in: document),
          NumpyArrayView.product(shape + [element.size]) == size, element.size > 0 || size == 0
        else { return nil }
        subarray = ([element], shape)
      } else if case .tuple = document.outline(of: parts[3]) {
        guard
          let found = NumpyType.fields(
            parts[3], parts[4], size: size, in: document, budget: budget, depth: depth,
            fieldsLeft: &fieldsLeft)
        else { return nil }
        fields = found
      }
    }
    self.init(
      kind, size: size, isBigEndian: parts.count > 1 && document.isText(parts[1], ">"),
      unit: parts.count > 8 ? NumpyType.unit(parts[8], in: document) : nil, fields: fields,
      subarray: subarray)
  }

  /// The fields by their names in order, and the dictionary of (type, offset[, title]) by name.
  private static func fields(
    _ names: PickleReference, _ types: PickleReference, size: Int, in document: PickleDocument,
    budget: AnswerBudget, depth: Int, fieldsLeft: inout Int
  ) -> [Field]? {
    let names = document.first(fieldsLeft + 1, of: .items, in: names)
    guard names.count <= fieldsLeft, budget.take(fieldCost * names.count) else { return nil }
    fieldsLeft -= names.count
    // A title is a second key of the same field.
    var places: [ArraySlice<UInt8>: PickleReference] = [:]
    for entry in document.firstEntries(2 * names.count, of: .items, in: types) {
      if let name = document.textBytes(of: entry.key), name.count <= longestName {
        places[name] = entry.value
      }
    }
    var fields: [Field] = []
    for reference in names {
      guard let name = document.textBytes(of: reference), name.count <= longestName,
        let place = places[name],
        case let parts = document.first(2, of: .items, in: place), parts.count == 2,
        let type = NumpyType(
          parts[0], in: document, budget: budget, depth: depth + 1, fieldsLeft: &fieldsLeft),
        let offset = document.integer(parts[1]), offset >= 0, type.size <= size,
        offset <= size - type.size
      else { return nil }
      fields.append(
        Field(name: JSONString(generalisedUTF8: Array(name)), type: type, offset: offset))
    }
    return fields
  }

  private static func unit(
    _ reference: PickleReference, in document: PickleDocument
  ) -> NumpyMoment.Unit? {
    guard let pair = document.tuple(reference, count: 2),
      case .tuple = document.outline(of: pair[1]),
      case let facts = document.first(2, of: .items, in: pair[1]), facts.count == 2,
      let count = document.integer(facts[1])
    else { return nil }
    // In protocols up to 2 bytes are written as `_codecs.encode(TEXT, "latin1")`.
    let encoded = document.call(facts[0]).flatMap {
      document.first(1, of: .items, in: $0.arguments).first
    }
    switch document.outline(of: encoded ?? facts[0]) {
    case .plain(.bytes(let name)), .plain(.string(let name)):
      return name.count <= 8 ? (String(decoding: name, as: UTF8.self), count) : nil
    default: return nil
    }
  }

  /// Whether the elements lie in a list instead of in bytes.
  var isListed: Bool {
    switch kind {
    case .object, .variableText: true
    case .void:
      fields.contains { $0.type.isListed } || subarray?.type.contains { $0.isListed } ?? false
    default: false
    }
  }

  /// The type in numpy's notation, such as `<f8`.
  var notation: JSONString {
    if let subarray, let type = subarray.type.first {
      let sizes = subarray.shape.map(String.init).joined(separator: ",")
      return JSONString("(\(sizes)\(subarray.shape.count == 1 ? "," : ""))\(type.notation)")
    }
    let order = size == 1 || kind == .bytes || kind == .void ? "|" : isBigEndian ? ">" : "<"
    switch kind {
    case .object: return "|O"
    case .text: return JSONString("\(order)U\(size / 4)")
    case .variableText: return "StringDType()"
    case .moment, .span: return JSONString("\(order)\(kind.rawValue)8\(unitNotation)")
    default: return JSONString("\(order)\(kind.rawValue)\(size)")
    }
  }

  /// The unit of moments and spans as numpy writes it, such as `[ns]` or `[25s]`.
  private var unitNotation: String {
    unit.map { $0.count == 1 ? "[\($0.name)]" : "[\($0.count)\($0.name)]" } ?? ""
  }

  /// The type by its name, such as `float64`, as pandas prints it.
  var name: JSONString {
    switch kind {
    case .bool: "bool"
    case .signed: JSONString("int\(size.multipliedSaturating(by: 8))")
    case .unsigned: JSONString("uint\(size.multipliedSaturating(by: 8))")
    case .float: JSONString("float\(size.multipliedSaturating(by: 8))")
    case .complex: JSONString("complex\(size.multipliedSaturating(by: 8))")
    case .object: "object"
    case .moment: JSONString("datetime64\(unitNotation)")
    case .span: JSONString("timedelta64\(unitNotation)")
    case .bytes, .text, .void, .variableText: notation
    }
  }

  /// The fields of a structure with their types: pairs of a name and a notation, or again fields.
  func fieldList(in reader: inout PickleValueReader) -> StoredValue {
    var list: [StoredValue] = []
    for field in fields where !reader.budget.isSpent {
      // A list of a name and a type.
      guard reader.takeValue(), reader.takeValue(), reader.takeValue(),
        reader.budget.take(text: field.name)
      else { break }
      let type =
        field.type.fields.isEmpty
        ? reader.made(field.type.notation) : field.type.fieldList(in: &reader)
      list.append(.list([.string(field.name), type], count: 2))
    }
    return .list(list, count: fields.count)
  }
}
