import FileFormats

/// The values of numpy's elements.
extension NumpyType {
  /// The value of one element.
  func element(_ bytes: ArraySlice<UInt8>, in reader: inout PickleValueReader) -> StoredValue {
    switch kind {
    case .object, .variableText: return .elided
    case .bool: return .bool(bytes.first != 0)
    case .signed: return .integer("\(signed(bytes))")
    case .unsigned: return .integer("\(unsigned(bytes))")
    case .float: return float(bytes).map { .float($0) } ?? reader.shown(bytes)
    case .complex:
      let half = bytes.startIndex + bytes.count / 2
      guard let real = float(bytes[..<half]), let imaginary = float(bytes[half...]) else {
        return reader.shown(bytes)
      }
      return .complex(real, imaginary)
    case .bytes:
      // Numpy fills up with zeros, and takes them away when it reads.
      guard reader.budget.take(bytes.count / 16) else { return .elided }
      let end = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? bytes.startIndex
      return reader.shown(bytes[..<end])
    case .text: return text(bytes, in: &reader)
    case .moment: return NumpyMoment.value(signed(bytes), unit: unit)
    case .span: return NumpyMoment.span(signed(bytes), unit: unit)
    case .void: return structure(bytes, in: &reader)
    }
  }

  private func structure(
    _ bytes: ArraySlice<UInt8>, in reader: inout PickleValueReader
  ) -> StoredValue {
    if let subarray, let type = subarray.type.first {
      var position = bytes.startIndex
      return nested(subarray.shape[...], in: &reader) { reader in
        guard position + type.size <= bytes.endIndex else { return .elided }
        defer { position += type.size }
        return type.element(bytes[position..<position + type.size], in: &reader)
      }
    }
    guard !fields.isEmpty else { return reader.shown(bytes) }
    var pairs: [(key: StoredValue, value: StoredValue)] = []
    for field in fields {
      // Name and value.
      guard reader.takeValue(), reader.takeValue(),
        reader.budget.take(text: field.name)
      else { break }
      let start = bytes.startIndex + field.offset
      guard start + field.type.size <= bytes.endIndex else { break }
      let value = field.type.element(bytes[start..<start + field.type.size], in: &reader)
      pairs.append((.string(field.name), value))
    }
    return .dictionary(pairs, count: fields.count)
  }

  /// Lists in lists by a shape.
  private func nested(
    _ shape: ArraySlice<Int>, in reader: inout PickleValueReader,
    _ element: (inout PickleValueReader) -> StoredValue
  ) -> StoredValue {
    guard let size = shape.first else {
      return reader.takeValue() ? element(&reader) : .elided
    }
    guard reader.takeValue() else { return .elided }
    var items: [StoredValue] = []
    while items.count < size, !reader.budget.isSpent {
      items.append(nested(shape.dropFirst(), in: &reader, element))
    }
    return .list(items, count: size)
  }

  /// A whole number of any type that holds such; nil for other types and for what does not fit.
  func integer(_ bytes: ArraySlice<UInt8>) -> Int? {
    switch kind {
    case .signed, .moment, .span: Int(exactly: signed(bytes))
    case .unsigned: Int(exactly: unsigned(bytes))
    case .bool: bytes.first.map { $0 == 0 ? 0 : 1 }
    default: nil
    }
  }

  private func unsigned(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    let first = bytes.prefix(8)
    return isBigEndian
      ? first.reduce(0) { $0 << 8 | UInt64($1) }
      : first.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func signed(_ bytes: ArraySlice<UInt8>) -> Int64 {
    let shift = UInt64(64 - min(bytes.count, 8) * 8)
    guard shift < 64 else { return 0 }
    return Int64(bitPattern: unsigned(bytes) << shift) >> Int64(shift)
  }

  private func float(_ bytes: ArraySlice<UInt8>) -> Double? {
    switch bytes.count {
    case 2: HalfPrecision.value(UInt16(truncatingIfNeeded: unsigned(bytes)))
    case 4: Double(Float(bitPattern: UInt32(truncatingIfNeeded: unsigned(bytes))))
    case 8: Double(bitPattern: unsigned(bytes))
    default: nil
    }
  }

  /// Text in UTF-32, filled up with zeros.
  private func text(
    _ bytes: ArraySlice<UInt8>, in reader: inout PickleValueReader
  ) -> StoredValue {
    // What it is filled up with is looked at too, and so is paid for.
    guard reader.budget.take(bytes.count / 16) else { return .elided }
    var scalars: [Unicode.Scalar] = []
    var index = bytes.startIndex
    while index + 4 <= bytes.endIndex {
      let value = UInt32(truncatingIfNeeded: unsigned(bytes[index..<index + 4]))
      scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      index += 4
    }
    while scalars.last == "\0" { scalars.removeLast() }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return reader.text(Array(String(text).utf8)[...])
  }
}
