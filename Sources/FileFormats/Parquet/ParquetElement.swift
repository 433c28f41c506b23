/// An element of the tree of columns (`SchemaElement`).
struct ParquetElement {
  private(set) var name: ArraySlice<UInt8> = []
  private(set) var children: Int64 = 0
  private var physical: Int64?
  private var length: Int64 = 0
  private var converted: Int64?
  private var scale: Int64 = 0
  private var precision: Int64 = 0
  private var logical: String?

  init(_ reader: inout ThriftReader) throws(ParquetError) {
    var last = 0
    while let field = try reader.field(after: last) {
      last = field.identifier
      switch (field.identifier, field.kind) {
      case (1, .int): physical = try reader.integer()
      case (2, .int): length = try reader.integer()
      case (4, .binary): name = try reader.binary()
      case (5, .int): children = try reader.integer()
      case (6, .int): converted = try reader.integer()
      case (7, .int): scale = try reader.integer()
      case (8, .int): precision = try reader.integer()
      case (10, .structure): logical = try ParquetElement.logicalType(&reader)
      default: try reader.skip(field.kind)
      }
    }
  }

  /// The name of the type: what it means where that is told, else how it is stored.
  var typeName: String {
    if let logical { return logical }
    if let converted, let name = ParquetElement.converted[converted] { return name }
    if children > 0 { return "struct" }
    if converted == 5 { return "decimal(\(precision), \(scale))" }
    switch physical {
    case 0: return "bool"
    case 1: return "int32"
    case 2: return "int64"
    case 3: return "int96"
    case 4: return "float"
    case 5: return "double"
    case 6: return "binary"
    case 7: return "fixed_size_binary[\(length)]"
    default: return "unknown"
    }
  }

  /// The meanings that a type could have before logical types came (`ConvertedType`).
  private static let converted: [Int64: String] = [
    0: "string", 1: "map", 2: "map", 3: "list", 4: "string", 6: "date", 7: "time[ms]",
    8: "time[us]", 9: "timestamp[ms, UTC]", 10: "timestamp[us, UTC]", 11: "uint8", 12: "uint16",
    13: "uint32", 14: "uint64", 15: "int8", 16: "int16", 17: "int32", 18: "int64", 19: "json",
    20: "bson", 21: "interval",
  ]

  /// A union: one field, whose identifier is the type (`LogicalType`).
  private static func logicalType(_ reader: inout ThriftReader) throws(ParquetError) -> String? {
    var name: String?
    var last = 0
    while let field = try reader.field(after: last) {
      last = field.identifier
      guard field.kind == .structure else {
        try reader.skip(field.kind)
        continue
      }
      switch field.identifier {
      case 1: name = "string"
      case 2: name = "map"
      case 3: name = "list"
      case 4: name = "enum"
      case 6: name = "date"
      case 11: name = "null"
      case 12: name = "json"
      case 13: name = "bson"
      case 14: name = "uuid"
      case 15: name = "float16"
      case 5:
        let numbers = try numbers(&reader)
        name = "decimal(\(numbers[2] ?? 0), \(numbers[1] ?? 0))"
        continue
      case 7, 8:
        let time = try time(&reader)
        let zone = time.isUTC && field.identifier == 8 ? ", UTC" : ""
        name = "\(field.identifier == 7 ? "time" : "timestamp")[\(time.unit)\(zone)]"
        continue
      case 10:
        let numbers = try numbers(&reader)
        name = "\(numbers[2] == 0 ? "uint" : "int")\(numbers[1] ?? 0)"
        continue
      default: break
      }
      try reader.skip(.structure)
    }
    return name
  }

  /// The numbers and truth values of a structure, by their identifiers.
  private static func numbers(_ reader: inout ThriftReader) throws(ParquetError) -> [Int: Int64] {
    var numbers: [Int: Int64] = [:]
    var last = 0
    while let field = try reader.field(after: last) {
      last = field.identifier
      switch field.kind {
      case .isTrue: numbers[field.identifier] = 1
      case .isFalse: numbers[field.identifier] = 0
      case .byte: numbers[field.identifier] = Int64(try reader.small())
      case .short, .int, .long: numbers[field.identifier] = try reader.integer()
      default: try reader.skip(field.kind)
      }
      guard numbers.count <= 16 else { throw .malformed(offset: reader.position) }
    }
    return numbers
  }

  /// Whether a time is in UTC, and its unit (`TimeType`, `TimestampType`).
  private static func time(
    _ reader: inout ThriftReader
  ) throws(ParquetError) -> (isUTC: Bool, unit: String) {
    var isUTC = false
    var unit = "?"
    var last = 0
    while let field = try reader.field(after: last) {
      last = field.identifier
      switch (field.identifier, field.kind) {
      case (1, .isTrue): isUTC = true
      case (2, .structure):
        var lastUnit = 0
        while let member = try reader.field(after: lastUnit) {
          lastUnit = member.identifier
          unit = [1: "ms", 2: "us", 3: "ns"][member.identifier] ?? "?"
          try reader.skip(member.kind)
        }
      default: try reader.skip(field.kind)
      }
    }
    return (isUTC, unit)
  }
}
