/// The fields of a message in the wire format of Protocol Buffers (protobuf.dev, "Encoding"): tags of a
/// field number and a wire type, each followed by a value.
///
/// No schema is needed to read it, and unknown fields are skipped. Nothing is copied: the values are
/// ranges of the bytes. Messages in messages are read by a reader of their own, so nothing recurs.
public struct ProtobufReader {
  /// A value as it is encoded.
  public enum Value: Equatable, Sendable {
    /// A number of up to 64 bits (wire type 0); a negative one is its two's complement.
    case number(UInt64)
    /// Eight bytes, little endian (wire type 1), such as a `double`.
    case fixed64(UInt64)
    /// Four bytes, little endian (wire type 5).
    case fixed32(UInt32)
    /// Where a text, bytes or a message in it lies (wire type 2).
    case bytes(Range<Int>)
    /// A group, which is skipped (wire types 3 and 4; no message has used it since 2008).
    case group
  }

  /// A field and its value.
  public struct Field: Equatable, Sendable {
    /// The number of the field, from 1.
    public let number: Int
    /// The value.
    public let value: Value
  }

  /// Why the bytes are no message.
  public enum Fault: Error, Equatable, Sendable {
    /// They end within a field; where the field begins.
    case cutShort(offset: Int)
    /// A number takes more than ten bytes, or more than 64 bits.
    case numberTooLong(offset: Int)
    /// A length leads beyond the end, or is larger than any.
    case lengthTooLarge(offset: Int)
    /// A wire type or a field number that there is not.
    case invalidTag(offset: Int)
    /// Groups are nested too deeply, or end without having begun.
    case invalidGroup(offset: Int)
  }

  /// How deep groups may be nested that are skipped.
  public static let groupLimit = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset: Int
  private let end: Int

  /// Reads a message that takes all bytes, or a range of them that lies within.
  ///
  /// - Parameter bytes: must stay valid as long as the reader is used.
  public init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>? = nil) {
    self.bytes = bytes
    let range = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The next field; nil at the end of the message.
  public mutating func next() throws(Fault) -> Field? {
    guard offset < end else { return nil }
    let start = offset
    let (number, type) = try tag()
    switch type {
    case 3:
      try skipGroup(number, start)
      return Field(number: number, value: .group)
    case 4: throw .invalidGroup(offset: start)
    default: return Field(number: number, value: try value(type, start))
    }
  }

  private mutating func tag() throws(Fault) -> (number: Int, type: UInt64) {
    let start = offset
    let tag = try varint()
    let number = tag >> 3
    guard number >= 1, number < 1 << 29 else { throw .invalidTag(offset: start) }
    return (Int(number), tag & 7)
  }

  private mutating func value(_ type: UInt64, _ start: Int) throws(Fault) -> Value {
    switch type {
    case 0: return .number(try varint())
    case 1: return .fixed64(try fixed(8, start))
    case 5: return .fixed32(UInt32(truncatingIfNeeded: try fixed(4, start)))
    case 2:
      let length = try varint()
      guard length <= UInt64(end - offset) else { throw .lengthTooLarge(offset: start) }
      let range = offset..<offset + Int(length)
      offset = range.upperBound
      return .bytes(range)
    default: throw .invalidTag(offset: start)
    }
  }

  private mutating func varint() throws(Fault) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard offset < end else { throw .cutShort(offset: start) }
      let byte = bytes[offset]
      offset += 1
      // Of the tenth byte only one bit fits.
      guard shift < 63 || byte <= 1 else { throw .numberTooLong(offset: start) }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  private mutating func fixed(_ count: Int, _ start: Int) throws(Fault) -> UInt64 {
    guard end - offset >= count else { throw .cutShort(offset: start) }
    var value: UInt64 = 0
    for index in (offset..<offset + count).reversed() { value = value << 8 | UInt64(bytes[index]) }
    offset += count
    return value
  }

  /// Skips a group with all groups in it, up to the tag that ends it.
  private mutating func skipGroup(_ number: Int, _ start: Int) throws(Fault) {
    var open = [number]
    while let innermost = open.last {
      guard offset < end else { throw .cutShort(offset: start) }
      let (number, type) = try tag()
      switch type {
      case 3:
        guard open.count < ProtobufReader.groupLimit else { throw .invalidGroup(offset: start) }
        open.append(number)
      case 4:
        guard number == innermost else { throw .invalidGroup(offset: start) }
        open.removeLast()
      default: _ = try value(type, start)
      }
    }
  }
}

extension ProtobufReader.Value {
  /// A field of type `int32` or `int64`: negative numbers are encoded in 64 bits whichever it is.
  public var signed: Int? {
    if case .number(let bits) = self { return Int(Int64(bitPattern: bits)) }
    return nil
  }

  /// A field of type `bool`.
  public var bool: Bool? {
    if case .number(let bits) = self { return bits != 0 }
    return nil
  }

  /// Where a text, bytes or a message lies.
  public var range: Range<Int>? {
    if case .bytes(let range) = self { return range }
    return nil
  }
}
