import FileFormats

/// Numpy's scalars and arrays as its pickles hold them (numpy 1.x and 2.x): `scalar(dtype, bytes)`,
/// `_reconstruct` with the state (version, shape, dtype, Fortran order, bytes or list), `_frombuffer(
/// buffer, dtype, shape, order)`, and the same for masked arrays.
enum NumpyValues {
  /// The value of a call; nil where it is none of numpy's or not as numpy writes it.
  static func value(
    of object: PickleObject, name: PickleGlobal, in reader: inout PickleValueReader, limit: Int
  ) -> StoredValue? {
    guard name.module.hasPrefix("numpy"),
      case .tuple(let arguments) = reader.document[object.arguments]
    else { return nil }
    let document = reader.document
    switch name.name {
    case "scalar":
      guard arguments.count == 2, let type = NumpyType(arguments[0], in: document) else {
        return nil
      }
      if type.kind == .object { return reader.value(of: arguments[1]) }
      guard let bytes = buffer(arguments[1], in: document), bytes.count >= type.size else {
        return nil
      }
      return type.element(bytes[...])
    case "_reconstruct":
      guard let state = object.state, case .tuple(let parts) = document[state], parts.count == 5
      else { return nil }
      let isFortran = document[parts[3]] == .bool(true)
      return array(
        shape: parts[1], type: parts[2], isFortran: isFortran, data: parts[4], in: &reader,
        limit: limit)
    case "_frombuffer":
      guard arguments.count >= 3 else { return nil }
      let isFortran = arguments.count > 3 && document.text(of: arguments[3]) == "F"
      return array(
        shape: arguments[2], type: arguments[1], isFortran: isFortran, data: arguments[0],
        in: &reader, limit: limit)
    case "_mareconstruct":
      guard let state = object.state, case .tuple(let parts) = document[state], parts.count >= 6
      else { return nil }
      return maskedArray(parts, in: &reader, limit: limit)
    case "MaskedConstant": return .masked
    default: return nil
    }
  }

  private static func array(
    shape: PickleReference, type: PickleReference, isFortran: Bool, data: PickleReference,
    in reader: inout PickleValueReader, limit: Int
  ) -> StoredValue? {
    let document = reader.document
    guard let type = NumpyType(type, in: document), let sizes = sizes(shape, in: document),
      let count = product(sizes)
    else { return nil }
    let order = elementOrder(sizes, isFortran: isFortran, count: min(count, limit))
    var elements: [StoredValue] = []
    if type.kind == .object {
      guard case .list(let items) = document[data], items.count == count else { return nil }
      for position in order { elements.append(reader.value(of: items[position])) }
    } else {
      guard let bytes = buffer(data, in: document),
        type.size > 0 && count <= bytes.count / type.size || count == 0
      else { return nil }
      for position in order {
        let start = position * type.size
        elements.append(type.element(bytes[start..<start + type.size]))
      }
    }
    return .array(type: type.notation, shape: sizes, elements: elements, count: count)
  }

  /// The state of a masked array: version, shape, dtype, Fortran order, data, mask, fill value.
  private static func maskedArray(
    _ parts: [PickleReference], in reader: inout PickleValueReader, limit: Int
  ) -> StoredValue? {
    let document = reader.document
    let isFortran = document[parts[3]] == .bool(true)
    guard
      case .array(let type, let shape, let elements, let count)? = array(
        shape: parts[1], type: parts[2], isFortran: isFortran, data: parts[4], in: &reader,
        limit: limit),
      let mask = buffer(parts[5], in: document), mask.count >= count
    else { return nil }
    let order = elementOrder(shape, isFortran: isFortran, count: elements.count)
    let masked = zip(elements, order).map { mask[$1] == 0 ? $0 : .masked }
    return .array(type: type, shape: shape, elements: masked, count: count)
  }

  /// Where the first elements in C order stand in the data.
  private static func elementOrder(_ sizes: [Int], isFortran: Bool, count: Int) -> [Int] {
    guard isFortran, sizes.count > 1 else { return Array(0..<count) }
    var strides = [1]
    for size in sizes.dropLast() { strides.append((strides.last ?? 1) * size) }
    var coordinates = Array(repeating: 0, count: sizes.count)
    return (0..<count).map { _ in
      let position = zip(coordinates, strides).reduce(0) { $0 + $1.0 * $1.1 }
      for dimension in sizes.indices.reversed() {
        coordinates[dimension] += 1
        if coordinates[dimension] < sizes[dimension] { break }
        coordinates[dimension] = 0
      }
      return position
    }
  }

  private static func sizes(
    _ reference: PickleReference, in document: PickleDocument
  ) -> [Int]? {
    guard case .tuple(let items) = document[reference], items.count <= 64 else { return nil }
    var sizes: [Int] = []
    for item in items {
      guard case .integer(.small(let size)) = document[item], size >= 0 else { return nil }
      sizes.append(size)
    }
    return sizes
  }

  private static func product(_ sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes {
      let (result, overflow) = product.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      product = result
    }
    return product
  }

  /// Bytes, however they are written.
  private static func buffer(
    _ reference: PickleReference, in document: PickleDocument
  ) -> [UInt8]? {
    switch document[reference] {
    case .bytes(let bytes), .byteArray(let bytes): return Array(bytes)
    case .object(let object):
      guard let name = document.className(of: object),
        case .bytes(let bytes, _)? = PythonValues.value(of: object, name: name, in: document)
      else { return nil }
      return bytes
    default: return nil
    }
  }
}
