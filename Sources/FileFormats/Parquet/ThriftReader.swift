/// Reads Thrift's compact protocol (thrift/doc/specs/thrift-compact-protocol.md), in which Parquet
/// writes its footer. Every length is checked against what is left.
struct ThriftReader {
  /// What a field holds.
  enum Kind: UInt8 {
    case stop, isTrue, isFalse, byte, short, int, long, double, binary, list, set, map, structure
    case uuid
  }

  /// A field of a structure.
  struct Field {
    let identifier: Int
    let kind: Kind
  }

  /// What a list says of itself.
  struct List {
    let kind: Kind
    let count: Int
  }

  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int

  /// How deep structures may lie in each other.
  private static let depthLimit = 16

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  private var malformed: ParquetError { .malformed(offset: position) }

  private mutating func byte() throws(ParquetError) -> UInt8 {
    guard position < bytes.endIndex else { throw malformed }
    defer { position += 1 }
    return bytes[position]
  }

  /// A number without a sign, in groups of seven bits, least significant first.
  private mutating func unsigned() throws(ParquetError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try byte()
      if shift < 64 { value |= UInt64(byte & 0x7F) << shift }
      if byte & 0x80 == 0 { return value }
    }
    throw malformed
  }

  /// A number whose sign is its lowest bit.
  mutating func integer() throws(ParquetError) -> Int64 {
    let bits = try unsigned()
    return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
  }

  /// Counted bytes.
  mutating func binary() throws(ParquetError) -> ArraySlice<UInt8> {
    let length = try unsigned()
    guard length <= UInt64(bytes.endIndex - position) else { throw malformed }
    defer { position += Int(length) }
    return bytes[position..<position + Int(length)]
  }

  /// A number of one byte.
  mutating func small() throws(ParquetError) -> Int8 { Int8(bitPattern: try byte()) }

  /// The next field of a structure; nil at its end.
  ///
  /// - Parameter last: the identifier of the field before it, 0 at the beginning.
  mutating func field(after last: Int) throws(ParquetError) -> Field? {
    let header = try byte()
    guard let kind = Kind(rawValue: header & 0x0F) else { throw malformed }
    if kind == .stop { return nil }
    let step = Int(header >> 4)
    let identifier = step == 0 ? Int(truncatingIfNeeded: try integer()) : last &+ step
    return Field(identifier: identifier, kind: kind)
  }

  /// The beginning of a list. An element takes a byte at least, so no count goes beyond the end.
  mutating func list() throws(ParquetError) -> List {
    let header = try byte()
    guard let kind = Kind(rawValue: header & 0x0F), kind != .stop else { throw malformed }
    let count = header >> 4 == 15 ? try unsigned() : UInt64(header >> 4)
    guard count <= UInt64(bytes.endIndex - position) else { throw malformed }
    return List(kind: kind, count: Int(count))
  }

  /// Passes over a value.
  ///
  /// - Parameter isElement: in a list, where truth values take a byte of their own.
  mutating func skip(
    _ kind: Kind, isElement: Bool = false, depth: Int = 0
  ) throws(ParquetError) {
    guard depth < ThriftReader.depthLimit else { throw malformed }
    switch kind {
    case .stop: throw malformed
    case .isTrue, .isFalse: if isElement { _ = try byte() }
    case .byte: _ = try byte()
    case .short, .int, .long: _ = try unsigned()
    case .double: try skip(bytes: 8)
    case .uuid: try skip(bytes: 16)
    case .binary: _ = try binary()
    case .list, .set:
      let list = try list()
      for _ in 0..<list.count { try skip(list.kind, isElement: true, depth: depth + 1) }
    case .map:
      let count = try unsigned()
      guard count > 0 else { return }
      guard count <= UInt64(bytes.endIndex - position) else { throw malformed }
      let kinds = try byte()
      guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 0x0F) else {
        throw malformed
      }
      for _ in 0..<count {
        try skip(key, isElement: true, depth: depth + 1)
        try skip(value, isElement: true, depth: depth + 1)
      }
    case .structure:
      var last = 0
      while let field = try field(after: last) {
        last = field.identifier
        try skip(field.kind, depth: depth + 1)
      }
    }
  }

  private mutating func skip(bytes count: Int) throws(ParquetError) {
    guard count <= bytes.endIndex - position else { throw malformed }
    position += count
  }
}
