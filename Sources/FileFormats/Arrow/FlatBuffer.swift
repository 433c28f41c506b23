/// Reads a buffer of FlatBuffers, in which Arrow writes its messages: tables whose fields are found by
/// way of a table of offsets (flatbuffers.dev, "Internals"). Nothing is copied, every access is
/// checked, and what lies outside reads as absent.
struct FlatBuffer {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// A table in the buffer.
  struct Table {
    fileprivate let buffer: FlatBuffer
    fileprivate let position: Int
    fileprivate let fields: Int
    fileprivate let fieldBytes: Int

    /// Where a field lies; nil where it is left out.
    private func place(_ field: Int) -> Int? {
      let slot = 4 + 2 * field
      guard slot + 2 <= fieldBytes, let offset = buffer.number(at: fields + slot, 2), offset > 0
      else { return nil }
      return position + Int(offset)
    }

    /// A number of `size` bytes; its default where it is left out.
    func number(_ field: Int, size: Int, default standard: Int64) -> Int64 {
      guard let place = place(field), let bits = buffer.number(at: place, size) else {
        return standard
      }
      let shift = UInt64(64 - 8 * size)
      return Int64(bitPattern: bits << shift) >> Int64(shift)
    }

    /// A truth value; false where it is left out.
    func flag(_ field: Int) -> Bool {
      number(field, size: 1, default: 0) != 0
    }

    /// A table in a field.
    func table(_ field: Int) -> Table? {
      place(field).flatMap { buffer.target(of: $0) }.flatMap { buffer.table(at: $0) }
    }

    /// A text in a field.
    func text(_ field: Int) -> ArraySlice<UInt8>? {
      guard let place = place(field), let start = buffer.target(of: place),
        let length = buffer.number(at: start, 4)
      else { return nil }
      return buffer.slice(start + 4, Int(length))
    }

    /// A vector of elements of `size` bytes each.
    func vector(_ field: Int, size: Int) -> Vector? {
      guard let place = place(field), let start = buffer.target(of: place),
        let count = buffer.number(at: start, 4),
        buffer.slice(start + 4, Int(count) * size) != nil
      else { return nil }
      return Vector(buffer: buffer, start: start + 4, count: Int(count), size: size)
    }
  }

  /// Elements one after the other.
  struct Vector {
    fileprivate let buffer: FlatBuffer
    fileprivate let start: Int
    let count: Int
    fileprivate let size: Int

    /// A table that an element refers to.
    func table(_ index: Int) -> Table? {
      guard index >= 0, index < count else { return nil }
      return buffer.target(of: start + index * size).flatMap { buffer.table(at: $0) }
    }

    /// A number of 8 bytes in an element.
    func number(_ index: Int, offset: Int = 0) -> Int64? {
      guard index >= 0, index < count else { return nil }
      return buffer.number(at: start + index * size + offset, 8).map { Int64(bitPattern: $0) }
    }
  }

  /// The table that the buffer is.
  var root: Table? { target(of: 0).flatMap { table(at: $0) } }

  /// Offsets count from where they stand, in 4 bytes without a sign.
  fileprivate func target(of place: Int) -> Int? {
    guard let offset = number(at: place, 4) else { return nil }
    let target = place + Int(offset)
    return target < bytes.count ? target : nil
  }

  fileprivate func table(at position: Int) -> Table? {
    // The offset to the table of fields is signed, and is subtracted.
    guard let bits = number(at: position, 4) else { return nil }
    let fields = position - Int(Int32(truncatingIfNeeded: bits))
    guard fields >= 0, let size = number(at: fields, 2), slice(fields, Int(size)) != nil else {
      return nil
    }
    return Table(buffer: self, position: position, fields: fields, fieldBytes: Int(size))
  }

  /// A number without a sign, least significant byte first, at an offset from the start.
  fileprivate func number(at offset: Int, _ size: Int) -> UInt64? {
    slice(offset, size)?.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  fileprivate func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
      return nil
    }
    return bytes[(bytes.startIndex + offset)..<(bytes.startIndex + offset + count)]
  }
}
