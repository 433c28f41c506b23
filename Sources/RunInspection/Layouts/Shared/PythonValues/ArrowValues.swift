import FileFormats

/// Values in columns of Arrow.
struct ArrowValues {
  /// The lists of values that columns refer to.
  var dictionaries: [Int64: ArrowColumn] = [:]

  /// The value at a place in a column.
  func value(
    of column: ArrowColumn, at index: Int, in reader: inout PickleValueReader, depth: Int = 0
  ) -> StoredValue {
    guard reader.takeValue(), depth < 16, let value = column.value(at: index) else {
      return .elided
    }
    switch value {
    case .null: return .none
    case .bool(let value): return .bool(value)
    case .integer(let number): return ArrowValues.moment(number, column.type)
    case .unsigned(let number): return .integer("\(number)")
    case .float(let number): return .float(number)
    case .text(let bytes): return reader.text(bytes)
    case .bytes(let bytes): return reader.shown(bytes)
    case .decimal(let bytes, let scale): return ArrowValues.decimal(bytes, scale, column.type)
    case .list(let child, let range):
      let items = reader.values(range.count) { reader, place in
        self.value(of: child, at: range.lowerBound + place, in: &reader, depth: depth + 1)
      }
      return .list(items, count: range.count)
    case .structure(let parts, let index):
      var pairs: [(key: StoredValue, value: StoredValue)] = []
      for part in parts where !reader.budget.isSpent {
        let value = self.value(of: part.column, at: index, in: &reader, depth: depth + 1)
        pairs.append((reader.text(part.name), value))
      }
      return .dictionary(pairs, count: parts.count)
    case .place(let place):
      guard case .dictionary(_, _, let identifier, _) = column.type,
        let values = dictionaries[identifier]
      else { return .elided }
      return self.value(of: values, at: place, in: &reader, depth: depth + 1)
    }
  }

  /// A number as its type means it.
  private static func moment(_ number: Int64, _ type: ArrowType) -> StoredValue {
    switch type {
    case .date: NumpyMoment.value(number, unit: ("D", 1))
    case .dateInMilliseconds: NumpyMoment.value(number, unit: ("ms", 1))
    case .timestamp(let unit, let zone):
      PandasScalars.moment(number, unit: (name(unit), 1), zone: zone.map(zoneNamed) ?? .unaware)
    case .duration(let unit): NumpyMoment.span(number, unit: (name(unit), 1))
    case .time(let unit, _):
      NumpyMoment.text(number, unit: (name(unit), 1)).map { text in
        .moment(JSONString(String(text.drop { $0 != "T" }.dropFirst())))
      } ?? .integer("\(number)")
    default: .integer("\(number)")
    }
  }

  private static func zoneNamed(_ name: String) -> PythonZone {
    name == "UTC" ? .offset(0) : .named(JSONString(name))
  }

  /// The unit as numpy names it.
  static func name(_ unit: ArrowType.Unit) -> String {
    switch unit {
    case .second: "s"
    case .millisecond: "ms"
    case .microsecond: "us"
    case .nanosecond: "ns"
    }
  }

  private static func decimal(
    _ bytes: ArraySlice<UInt8>, _ scale: Int, _ type: ArrowType
  ) -> StoredValue {
    guard let digits = PickleInteger.twosComplement(bytes).decimalText() else { return .elided }
    guard case .decimal = type else { return .integer(digits) }
    guard (0...77).contains(scale) else { return .elided }
    let isNegative = digits.hasPrefix("-")
    let number = isNegative ? String(digits.dropFirst()) : digits
    let filled = String(repeating: "0", count: max(0, scale + 1 - number.utf8.count)) + number
    let text =
      (isNegative ? "-" : "") + filled.dropLast(scale)
      + (scale > 0 ? "." + filled.suffix(scale) : "")
    return .tagged(.decimal, ["value": .string(JSONString(text))])
  }
}

extension ArrowType {
  /// The type by the name that polars gives it (polars 2.1, `str(dtype)`); cut where that takes more
  /// room than is left, which is below zero then.
  ///
  /// - Parameter room: how many bytes the names of fields may still take, and their types.
  func polarsName(_ room: inout Int) -> String {
    switch self {
    case .null: "Null"
    case .bool: "Boolean"
    case .integer(let bits, let isSigned): (isSigned ? "Int" : "UInt") + "\(bits)"
    case .float(let bits): "Float\(bits)"
    case .text: "String"
    case .bytes: "Binary"
    case .date, .dateInMilliseconds: "Date"
    case .time: "Time"
    case .timestamp(let unit, let zone):
      "Datetime(time_unit='\(ArrowValues.name(unit))', time_zone="
        + (zone.map { "'\($0)'" } ?? "None") + ")"
    case .duration(let unit): "Duration(time_unit='\(ArrowValues.name(unit))')"
    case .decimal(_, let precision, let scale): "Decimal(precision=\(precision), scale=\(scale))"
    case .list(let item, _): "List(\(item.polarsName(&room)))"
    case .fixedList(let item, let size): "Array(\(item.polarsName(&room)), shape=(\(size),))"
    case .structure(let fields): "Struct({" + ArrowType.names(fields, &room) + "})"
    case .dictionary(_, _, _, let isOrdered): isOrdered ? "Enum" : "Categorical"
    case .other: "unknown"
    }
  }

  private static func names(_ fields: [ArrowField], _ room: inout Int) -> String {
    var names: [String] = []
    for field in fields {
      room -= field.name.count
      guard room >= 0 else { break }
      let name = String(decoding: field.name, as: UTF8.self)
      let type = field.type.polarsName(&room)
      names.append("'\(name)': \(type)")
      // The longest type without fields has the name of a zone; fields have counted for themselves.
      room -= min(type.utf8.count, 512)
    }
    return names.joined(separator: ", ")
  }

  /// The type of a name that pyarrow gives it (pyarrow 26, `type_for_alias`); nil for others.
  init?(alias: String) {
    switch alias {
    case "null": self = .null
    case "bool", "boolean": self = .bool
    case "int8": self = .integer(bits: 8, isSigned: true)
    case "int16": self = .integer(bits: 16, isSigned: true)
    case "int32": self = .integer(bits: 32, isSigned: true)
    case "int64": self = .integer(bits: 64, isSigned: true)
    case "uint8": self = .integer(bits: 8, isSigned: false)
    case "uint16": self = .integer(bits: 16, isSigned: false)
    case "uint32": self = .integer(bits: 32, isSigned: false)
    case "uint64": self = .integer(bits: 64, isSigned: false)
    case "float", "float32": self = .float(bits: 32)
    case "double", "float64": self = .float(bits: 64)
    case "halffloat", "float16": self = .float(bits: 16)
    case "string", "str", "utf8": self = .text(.small)
    case "large_string", "large_str", "large_utf8": self = .text(.large)
    case "binary": self = .bytes(.small)
    case "large_binary": self = .bytes(.large)
    case "date32", "date32[day]": self = .date
    case "date64", "date64[ms]": self = .dateInMilliseconds
    default: return nil
    }
  }
}
