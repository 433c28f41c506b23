/// The type of a column of Arrow (Apache Arrow columnar format 1.5, `Schema.fbs`).
public indirect enum ArrowType: Equatable, Sendable {
  /// How long one step of a time is.
  public enum Unit: Int, Sendable {
    /// A second.
    case second
    /// A thousandth of a second.
    case millisecond
    /// A millionth of a second.
    case microsecond
    /// A thousand-millionth of a second.
    case nanosecond
  }

  /// How texts, bytes and lists are laid out.
  public enum Layout: Equatable, Sendable {
    /// Offsets of 4 bytes.
    case small
    /// Offsets of 8 bytes.
    case large
    /// Views of 16 bytes, each with a short text in it or with a reference to one.
    case view
  }

  /// Nothing but missing values.
  case null
  /// Truth values, a bit each.
  case bool
  /// Whole numbers of 8, 16, 32, 64 or, in polars, 128 bits.
  case integer(bits: Int, isSigned: Bool)
  /// Floating-point numbers of 16, 32 or 64 bits.
  case float(bits: Int)
  /// Texts.
  case text(Layout)
  /// Bytes.
  case bytes(Layout)
  /// Days since 1970, in 4 bytes.
  case date
  /// Milliseconds since 1970 that are whole days, in 8 bytes.
  case dateInMilliseconds
  /// Times of day.
  case time(Unit, bits: Int)
  /// Moments since 1970, in UTC where a zone is given.
  case timestamp(Unit, zone: String?)
  /// Spans of time.
  case duration(Unit)
  /// Decimal numbers of so many digits, `scale` of them after the point.
  case decimal(bits: Int, precision: Int, scale: Int)
  /// Lists of one type; with a size, all have that length.
  case list(ArrowType, Layout)
  /// Lists of one length.
  case fixedList(ArrowType, size: Int)
  /// Values with named parts.
  case structure([ArrowField])
  /// Places in a list of values that lies elsewhere.
  case dictionary(index: ArrowType, value: ArrowType, identifier: Int64, isOrdered: Bool)
  /// Any other type, whose values are not read.
  case other
}

/// A column or a part of one.
public struct ArrowField: Equatable, Sendable {
  /// Its name.
  public let name: ArraySlice<UInt8>
  /// The type of its values.
  public let type: ArrowType

  /// A field of a name and a type.
  public init(name: ArraySlice<UInt8>, type: ArrowType) {
    self.name = name
    self.type = type
  }
}

extension ArrowType {
  /// How deep types may lie in types.
  static let depthLimit = 8

  /// The type in a table `Field`; nil where it is damaged.
  init?(_ field: FlatBuffer.Table, depth: Int = 0, fieldsLeft: inout Int) {
    guard depth < ArrowType.depthLimit else { return nil }
    let table = field.table(3)
    func number(_ position: Int, size: Int, default standard: Int64) -> Int {
      Int(table?.number(position, size: size, default: standard) ?? standard)
    }
    func unit(default standard: Int64) -> Unit? {
      Unit(rawValue: number(0, size: 2, default: standard))
    }
    var children: [ArrowField] = []
    if let vector = field.vector(5, size: 4) {
      guard vector.count <= fieldsLeft else { return nil }
      fieldsLeft -= vector.count
      for index in 0..<vector.count {
        guard let child = vector.table(index),
          let type = ArrowType(child, depth: depth + 1, fieldsLeft: &fieldsLeft)
        else { return nil }
        children.append(ArrowField(name: child.text(0) ?? [], type: type))
      }
    }
    var type: ArrowType?
    switch field.number(2, size: 1, default: 0) {
    case 1: type = .null
    case 2: type = table.flatMap(ArrowType.integer)
    case 3:
      let precision = number(0, size: 2, default: 0)
      type = (0...2).contains(precision) ? .float(bits: 16 << precision) : nil
    case 4: type = .bytes(.small)
    case 5: type = .text(.small)
    case 6: type = .bool
    case 7:
      type = .decimal(
        bits: number(2, size: 4, default: 128), precision: number(0, size: 4, default: 0),
        scale: number(1, size: 4, default: 0))
    case 8: type = number(0, size: 2, default: 1) == 0 ? .date : .dateInMilliseconds
    case 9:
      let bits = number(1, size: 4, default: 32)
      guard bits == 32 || bits == 64 else { return nil }
      type = unit(default: 1).map { .time($0, bits: bits) }
    case 10:
      let zone = table?.text(1).flatMap { String(validating: $0.prefix(256), as: UTF8.self) }
      type = unit(default: 0).map { .timestamp($0, zone: zone) }
    case 12: type = children.count == 1 ? .list(children[0].type, .small) : nil
    case 13: type = .structure(children)
    case 16:
      let size = number(0, size: 4, default: 0)
      type = children.count == 1 && size >= 0 ? .fixedList(children[0].type, size: size) : nil
    case 18: type = unit(default: 1).map { .duration($0) }
    case 19: type = .bytes(.large)
    case 20: type = .text(.large)
    case 21: type = children.count == 1 ? .list(children[0].type, .large) : nil
    case 23: type = .bytes(.view)
    case 24: type = .text(.view)
    default: type = .other
    }
    guard let type else { return nil }
    guard let encoding = field.table(4) else {
      self = type
      return
    }
    let index = encoding.table(1).flatMap(ArrowType.integer) ?? .integer(bits: 32, isSigned: true)
    self = .dictionary(
      index: index, value: type, identifier: encoding.number(0, size: 8, default: 0),
      isOrdered: encoding.flag(2))
  }

  private static func integer(_ table: FlatBuffer.Table) -> ArrowType? {
    let bits = Int(table.number(0, size: 4, default: 0))
    guard [8, 16, 32, 64, 128].contains(bits) else { return nil }
    return .integer(bits: bits, isSigned: table.flag(1))
  }
}
