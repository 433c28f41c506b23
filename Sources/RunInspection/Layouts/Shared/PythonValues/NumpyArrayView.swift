import FileFormats

/// An array of numpy in a pickle: a type, a shape, and where the elements are. Making one takes no time
/// in the number of elements.
struct NumpyArrayView {
  /// Where the elements are.
  private enum Data {
    case bytes(ArraySlice<UInt8>)
    /// A list of as many values.
    case list(PickleReference)
  }

  let type: NumpyType
  /// The size along each dimension.
  let shape: [Int]
  /// How many elements there are.
  let count: Int
  private let isFortran: Bool
  private let data: Data

  /// The most dimensions that numpy allows (numpy 2).
  private static let mostDimensions = 64

  /// The array that a reference stands for; nil where it is none, or not as numpy writes it:
  /// `_reconstruct` with the state (version, shape, type, Fortran order, bytes or list), or
  /// `_frombuffer(buffer, type, shape, order)`.
  init?(_ reference: PickleReference, in reader: inout PickleValueReader) {
    guard let call = PythonCall(reference, in: &reader) else { return nil }
    self.init(call, in: &reader)
  }

  /// The array that a call gives.
  init?(_ call: PythonCall, in reader: inout PickleValueReader) {
    let document = reader.document
    guard call.name.module.hasPrefix("numpy") else { return nil }
    switch call.name.name {
    case "_reconstruct":
      guard let state = call.state, let parts = document.tuple(state, count: 5) else {
        return nil
      }
      self.init(
        shape: parts[1], type: parts[2], isFortran: document.isTrue(parts[3]), data: parts[4],
        in: &reader)
    case "_frombuffer":
      guard call.argumentCount >= 3 else { return nil }
      let arguments = call.arguments
      let isFortran = arguments.count > 3 && document.isText(arguments[3], "F")
      self.init(
        shape: arguments[2], type: arguments[1], isFortran: isFortran, data: arguments[0],
        in: &reader)
    default: return nil
    }
  }

  /// The array that these parts make; nil where they don't fit each other.
  init?(
    shape: PickleReference, type: PickleReference, isFortran: Bool, data: PickleReference,
    in reader: inout PickleValueReader
  ) {
    guard let type = reader.numpyType(type),
      let sizes = NumpyArrayView.sizes(shape, in: reader.document),
      let count = NumpyArrayView.product(sizes)
    else { return nil }
    if type.isListed {
      guard case .list = reader.document.outline(of: data),
        reader.count(of: .items, in: data) == count
      else { return nil }
      self.data = .list(data)
    } else {
      guard let bytes = reader.buffer(data),
        count == 0 || type.size > 0 && count <= bytes.count / type.size
      else { return nil }
      self.data = .bytes(bytes)
    }
    self.type = type
    self.shape = sizes
    self.count = count
    self.isFortran = isFortran && sizes.count > 1
  }

  /// An array of bytes; nil where they are too few.
  init?(type: NumpyType, shape: [Int], isFortran: Bool, bytes: ArraySlice<UInt8>) {
    guard !type.isListed, let count = NumpyArrayView.product(shape),
      count == 0 || type.size > 0 && count <= bytes.count / type.size
    else { return nil }
    self.type = type
    self.shape = shape
    self.count = count
    self.isFortran = isFortran && shape.count > 1
    data = .bytes(bytes)
  }

  /// The element at a place in C order.
  func element(_ index: Int, in reader: inout PickleValueReader) -> StoredValue {
    guard index >= 0, index < count, reader.takeValue() else { return .elided }
    let position = position(index)
    switch data {
    case .bytes:
      guard let bytes = bytes(at: position) else { return .elided }
      return type.element(bytes, in: &reader)
    case .list(let list):
      let items = reader.items(of: list)
      guard position < items.count else { return .elided }
      let item = items[position]
      if type.fields.isEmpty { return reader.value(of: item) }
      // A structure that holds objects is written as a tuple.
      let parts = reader.document.first(type.fields.count, of: .items, in: item)
      var pairs: [(key: StoredValue, value: StoredValue)] = []
      for (field, part) in zip(type.fields, parts) where reader.budget.take(text: field.name) {
        pairs.append((.string(field.name), reader.value(of: part)))
      }
      return .dictionary(pairs, count: type.fields.count)
    }
  }

  /// The element at a place in C order, where it is a whole number.
  func integer(_ index: Int) -> Int? {
    guard index >= 0, index < count else { return nil }
    return bytes(at: position(index)).flatMap { type.integer($0) }
  }

  /// The elements of an array of objects of one dimension; nil for any other.
  func references(in reader: inout PickleValueReader) -> [PickleReference]? {
    guard case .list(let list) = data, shape.count == 1 else { return nil }
    return reader.items(of: list)
  }

  private func bytes(at position: Int) -> ArraySlice<UInt8>? {
    guard case .bytes(let bytes) = data else { return nil }
    let start = bytes.startIndex + position * type.size
    return bytes[start..<start + type.size]
  }

  /// Where an element in C order lies in the data.
  private func position(_ index: Int) -> Int {
    guard isFortran else { return index }
    var rest = index
    var position = 0
    var stride = count
    for size in shape.reversed() {
      stride /= size
      position += rest % size * stride
      rest /= size
    }
    return position
  }

  /// The first elements, as many as are shown.
  func elements(in reader: inout PickleValueReader) -> [StoredValue] {
    reader.values(count) { element($1, in: &$0) }
  }

  /// The array as a value.
  func value(in reader: inout PickleValueReader) -> StoredValue {
    guard type.fields.isEmpty else {
      let fields = type.fieldList(in: &reader)
      return .tagged(
        .array,
        [
          "dtype": reader.made(type.notation), "fields": fields, "length": .integer("\(count)"),
          "shape": reader.shape(shape), "values": .shown(elements(in: &reader)),
        ])
    }
    return value(in: &reader) { element($1, in: &$0) }
  }

  /// The array as a value, with elements that are made by their places.
  func value(
    in reader: inout PickleValueReader, _ make: (inout PickleValueReader, Int) -> StoredValue
  ) -> StoredValue {
    let notation = type.notation
    guard reader.budget.take(text: notation), reader.budget.take(numbers: shape.count) else {
      return .elided
    }
    return .array(
      type: notation, shape: shape, elements: reader.values(count, make), count: count)
  }

  /// The sizes in a tuple.
  static func sizes(_ reference: PickleReference, in document: PickleDocument) -> [Int]? {
    guard case .tuple = document.outline(of: reference) else {
      // A single size can stand alone.
      return document.integer(reference).flatMap { $0 >= 0 ? [$0] : nil }
    }
    let items = document.first(mostDimensions + 1, of: .items, in: reference)
    let sizes = items.compactMap { document.integer($0) }
    guard items.count <= mostDimensions, sizes.count == items.count,
      sizes.allSatisfy({ $0 >= 0 })
    else { return nil }
    return sizes
  }

  /// How many elements sizes make; nil where they can't be counted.
  static func product(_ sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes {
      let (result, overflow) = product.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      product = result
    }
    return product
  }
}

extension StoredValue {
  /// A list of what is shown, whose whole length is told beside it.
  static func shown(_ items: [StoredValue]) -> StoredValue { .list(items, count: items.count) }
}

extension PickleDocument {
  /// Whether a value is `True`.
  func isTrue(_ reference: PickleReference) -> Bool {
    if case .plain(.bool(true)) = outline(of: reference) { return true }
    return false
  }
}

extension PickleValueReader {
  /// The type of numpy that a reference stands for; nil for what is none, or none that is known.
  mutating func numpyType(_ reference: PickleReference) -> NumpyType? {
    if let known = memory.types[reference] { return known }
    let refusals = budget.refusals
    let type = NumpyType(reference, in: document, budget: budget)
    // What one budget is too small for may fit in the next.
    if budget.refusals == refusals { memory.types[reference] = .some(type) }
    return type
  }

  /// The items of a list that an array lies in.
  mutating func items(of list: PickleReference) -> [PickleReference] {
    if let known = memory.lists[list] { return known }
    let items = document.first(.max, of: .items, in: list)
    memory.lists[list] = items
    return items
  }
}
