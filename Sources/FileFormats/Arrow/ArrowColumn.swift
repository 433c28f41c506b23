/// The values of one column of Arrow: a type and the buffers that it is laid out in (Apache Arrow
/// columnar format 1.5). Every access is checked, so that buffers that are too short only lack values.
public struct ArrowColumn: Sendable {
  /// The type of the values.
  public let type: ArrowType
  /// How many values there are.
  public let count: Int
  /// Where the first one lies in the buffers.
  private let offset: Int
  /// A bit for each value, zero where it is missing; nil where none is.
  private let validity: ArraySlice<UInt8>?
  private let buffers: [ArraySlice<UInt8>]
  private let children: [ArrowColumn]

  /// A value of a column.
  public enum Value: Sendable {
    /// It is missing.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number, or a time in the unit of the type.
    case integer(Int64)
    /// A whole number beyond the range of those with a sign.
    case unsigned(UInt64)
    /// A floating-point number.
    case float(Double)
    /// A text, in UTF-8 that nobody has checked.
    case text(ArraySlice<UInt8>)
    /// Bytes.
    case bytes(ArraySlice<UInt8>)
    /// A decimal number in two's complement, least significant byte first.
    case decimal(ArraySlice<UInt8>, scale: Int)
    /// A part of another column.
    case list(ArrowColumn, Range<Int>)
    /// Named values at one place of several columns.
    case structure([(name: ArraySlice<UInt8>, column: ArrowColumn)], index: Int)
    /// A place in the list of values that the column's type refers to.
    case place(Int)
  }

  /// A column of `count` values from `offset` on.
  ///
  /// - Parameter buffers: those after the one of validity, in the order of the format.
  public init(
    type: ArrowType, count: Int, offset: Int = 0, validity: ArraySlice<UInt8>?,
    buffers: [ArraySlice<UInt8>], children: [ArrowColumn] = []
  ) {
    self.type = type
    self.count = count
    self.offset = offset
    self.validity = validity.flatMap { $0.isEmpty ? nil : $0 }
    self.buffers = buffers
    self.children = children
  }

  /// The value at a place; nil where it is outside of the column or of its buffers, or of a type that
  /// is not read.
  public func value(at index: Int) -> Value? {
    guard index >= 0, index < count, offset >= 0 else { return nil }
    let (place, overflow) = offset.addingReportingOverflow(index)
    guard !overflow else { return nil }
    if let validity, bit(place, of: validity) != true { return .null }
    return value(at: place, as: type)
  }

  private func value(at place: Int, as type: ArrowType) -> Value? {
    switch type {
    case .null: return .null
    case .bool: return buffers.first.flatMap { bit(place, of: $0) }.map { .bool($0) }
    case .integer(let bits, _) where bits > 64:
      return element(place, size: bits / 8, of: 0).map { .decimal($0, scale: 0) }
    case .integer(let bits, let isSigned):
      guard let number = number(place, bits: bits) else { return nil }
      if isSigned { return .integer(signed(number, bits: bits)) }
      return Int64(exactly: number).map { .integer($0) } ?? .unsigned(number)
    case .float(let bits): return number(place, bits: bits).map { .float(float($0, bits: bits)) }
    case .date: return number(place, bits: 32).map { .integer(signed($0, bits: 32)) }
    case .time(_, let bits):
      return number(place, bits: bits).map { .integer(signed($0, bits: bits)) }
    case .dateInMilliseconds, .timestamp, .duration:
      return number(place, bits: 64).map { .integer(signed($0, bits: 64)) }
    case .decimal(let bits, _, let scale):
      guard [32, 64, 128, 256].contains(bits) else { return nil }
      return element(place, size: bits / 8, of: 0).map { .decimal($0, scale: scale) }
    case .text(let layout): return content(place, layout).map { .text($0) }
    case .bytes(let layout): return content(place, layout).map { .bytes($0) }
    case .list(_, let layout):
      guard let range = range(place, layout), let child = children.first,
        range.upperBound <= child.count
      else { return nil }
      return .list(child, range)
    case .fixedList(_, let size):
      let (start, overflow) = place.multipliedReportingOverflow(by: size)
      guard !overflow, let child = children.first, start <= child.count - size else { return nil }
      return .list(child, start..<start + size)
    case .structure(let fields):
      guard fields.count == children.count else { return nil }
      return .structure(zip(fields, children).map { ($0.name, $1) }, index: place)
    case .dictionary(let index, _, _, _):
      guard case .integer(let place)? = value(at: place, as: index) else { return nil }
      return Int(exactly: place).map { .place($0) }
    case .other: return nil
    }
  }

  private func bit(_ place: Int, of buffer: ArraySlice<UInt8>) -> Bool? {
    guard place / 8 < buffer.count else { return nil }
    return buffer[buffer.startIndex + place / 8] >> UInt8(place % 8) & 1 == 1
  }

  private func element(_ place: Int, size: Int, of buffer: Int) -> ArraySlice<UInt8>? {
    guard buffer < buffers.count else { return nil }
    let (start, overflow) = place.multipliedReportingOverflow(by: size)
    guard !overflow else { return nil }
    return slice(buffers[buffer], start, size)
  }

  private func slice(
    _ buffer: ArraySlice<UInt8>, _ start: Int, _ count: Int
  ) -> ArraySlice<UInt8>? {
    guard start >= 0, count >= 0, start <= buffer.count, count <= buffer.count - start else {
      return nil
    }
    return buffer[(buffer.startIndex + start)..<(buffer.startIndex + start + count)]
  }

  private func number(_ place: Int, bits: Int, of buffer: Int = 0) -> UInt64? {
    element(place, size: bits / 8, of: buffer)?.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func signed(_ number: UInt64, bits: Int) -> Int64 {
    let shift = UInt64(64 - bits)
    return Int64(bitPattern: number << shift) >> Int64(shift)
  }

  private func float(_ number: UInt64, bits: Int) -> Double {
    switch bits {
    case 64: return Double(bitPattern: number)
    case 32: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: number)))
    default: return HalfPrecision.value(UInt16(truncatingIfNeeded: number))
    }
  }

  /// Where a text or a list begins and ends.
  private func range(_ place: Int, _ layout: ArrowType.Layout) -> Range<Int>? {
    let bits = layout == .small ? 32 : 64
    guard layout != .view, let start = number(place, bits: bits),
      let end = number(place + 1, bits: bits), start <= end, end <= Int.max
    else { return nil }
    return Int(start)..<Int(end)
  }

  private func content(_ place: Int, _ layout: ArrowType.Layout) -> ArraySlice<UInt8>? {
    guard layout == .view else {
      guard buffers.count > 1, let range = range(place, layout) else { return nil }
      return slice(buffers[1], range.lowerBound, range.count)
    }
    // The length, then up to 12 bytes; or the first 4, the number of a buffer, and an offset in it.
    guard let view = element(place, size: 16, of: 0) else { return nil }
    func part(_ start: Int) -> Int {
      view.dropFirst(start).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    let length = part(0)
    if length <= 12 { return view.dropFirst(4).prefix(length) }
    guard part(8) < buffers.count - 1 else { return nil }
    return slice(buffers[1 + part(8)], part(12), length)
  }
}
