/// Reads a compressed input forwards: the one place that checks the bounds of the input.
struct CompressedByteReader {
  typealias Part = DecompressionError.Part

  private let bytes: UnsafeBufferPointer<UInt8>
  private let format: DecompressionError.Format
  /// One past the index of the last byte.
  let end: Int
  /// The index of the next byte, which is what errors report.
  private(set) var position: Int

  /// `range` must lie within `bytes`, and `bytes` must outlive the reader.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, format: DecompressionError.Format
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    self.bytes = bytes
    self.format = format
    end = range.upperBound
    position = range.lowerBound
  }

  var remaining: Int { end - position }

  func error(_ reason: DecompressionError.Reason, at offset: Int? = nil) -> DecompressionError {
    DecompressionError(format: format, offset: offset ?? position, reason: reason)
  }

  /// Takes the next `count` bytes; throws if there are fewer.
  mutating func take(
    _ count: Int, in part: Part
  ) throws(DecompressionError) -> UnsafeBufferPointer<UInt8> {
    guard count >= 0, count <= remaining else { throw error(.truncated(part)) }
    let start = position
    position += count
    return UnsafeBufferPointer(rebasing: bytes[start..<position])
  }

  mutating func byte(in part: Part) throws(DecompressionError) -> UInt8 {
    guard position < end else { throw error(.truncated(part)) }
    defer { position += 1 }
    return bytes[position]
  }

  /// A little-endian number of `count` bytes, 0 to 8.
  mutating func number(of count: Int, in part: Part) throws(DecompressionError) -> UInt64 {
    var value: UInt64 = 0
    for (index, byte) in try take(count, in: part).enumerated() {
      value |= UInt64(byte) << UInt64(8 * index)
    }
    return value
  }

  /// A little-endian number of four bytes, which always fits.
  mutating func length(in part: Part) throws(DecompressionError) -> Int {
    Int(try number(of: 4, in: part))
  }

  /// A reader for the next `count` bytes, which this reader then skips.
  mutating func part(
    _ count: Int, in part: Part
  ) throws(DecompressionError) -> CompressedByteReader {
    let start = position
    _ = try take(count, in: part)
    return CompressedByteReader(bytes, range: start..<position, format: format)
  }
}
