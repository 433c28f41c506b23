/// Unpacks Zstandard data (RFC 8878).
public enum Zstandard {
  /// The content of all frames in `input`, one after the other.
  ///
  /// Skippable frames are passed over, content sizes and checksums verified, and frames that need a
  /// dictionary refused. Time and memory are bounded by the sizes of input and output, whatever the
  /// input claims.
  ///
  /// - Parameters:
  ///   - input: one frame or more, and nothing else (RFC 8878 section 3.1).
  ///   - limit: the most bytes of content that the caller accepts, 0 or more.
  /// - Throws: an error of the format `zstandard`; its reason is `outputTooLarge` when the content
  ///   exceeds `limit`, which is noticed before the memory is used.
  public static func decompress(
    _ input: [UInt8], limit: Int
  ) throws(DecompressionError) -> [UInt8] {
    var output = DecompressionBuffer(limit: limit)
    try input.withUnsafeBufferPointer { (bytes) throws(DecompressionError) in
      try decompress(bytes, range: 0..<bytes.count, limit: limit, to: &output)
    }
    return output.finish()
  }

  /// How much of an output in parts copies can reach back to, in bytes. Encoders use up to 8 MiB unless
  /// they are told otherwise (RFC 8878 section 3.1.1.1.2).
  private static let kept = 1 << 23

  /// Calls `body` with the content of all frames in `input`, in parts, verifying it as `decompress` does,
  /// in memory that does not grow with the content.
  ///
  /// - Throws: as `decompress`, after `body` may have been called; the reason is `reachTooLong` where more
  ///   than 8 MiB of the content would have to be kept.
  public static func forEachPart(
    of input: [UInt8], limit: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(DecompressionError) {
    try forEachPart(of: input, limit: limit, keeping: kept, body)
  }

  static func forEachPart(
    of input: [UInt8], limit: Int, keeping kept: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(DecompressionError) {
    try input.withUnsafeBufferPointer { (bytes) throws(DecompressionError) in
      var reader = CompressedByteReader(bytes, range: 0..<bytes.count, format: .zstandard)
      var output = DecompressionBuffer(limit: 2 * kept + (1 << 18))
      var used = 0
      repeat {
        output.removeAll()
        try decompressFrame(
          from: &reader, limit: max(0, limit), used: used, keeping: kept, to: &output
        ) { part in
          used += part.count
          body(part)
        }
      } while reader.remaining > 0
    }
  }

  /// Whether a file that begins so can be of this format: with a frame, or one to be skipped.
  public static func isPlausible(header: [UInt8]) -> Bool {
    let magic = header.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return magic == 0xFD2F_B528 || (0x184D_2A50...0x184D_2A5F).contains(magic)
  }

  /// The size that the first frame announces for its content; nil if it announces none.
  public static func announcedSize(of input: [UInt8]) -> Int? {
    input.withUnsafeBufferPointer { bytes in
      var reader = CompressedByteReader(bytes, range: 0..<bytes.count, format: .zstandard)
      guard let magic = try? reader.number(of: 4, in: .header), magic == 0xFD2F_B528,
        let header = try? ZstandardFrameHeader(from: &reader, start: 0)
      else { return nil }
      return header.contentSize.map { Int(clamping: $0) }
    }
  }

  /// The first bytes of the content of the first frame, at least as many as are asked for if it has as
  /// many. What follows is neither unpacked nor verified.
  public static func prefix(
    of input: [UInt8], count: Int
  ) throws(DecompressionError) -> [UInt8] {
    var output = DecompressionBuffer(limit: count)
    try input.withUnsafeBufferPointer { (bytes) throws(DecompressionError) in
      var reader = CompressedByteReader(bytes, range: 0..<bytes.count, format: .zstandard)
      let magic = UInt32(truncatingIfNeeded: try reader.number(of: 4, in: .header))
      guard magic == 0xFD2F_B528 else { throw reader.error(.unknownMagic(magic), at: 0) }
      let header = try ZstandardFrameHeader(from: &reader, start: 0)
      var frame = ZstandardFrame(
        header: header, start: 0, limit: .max, used: 0, outputStart: 0)
      try frame.decompress(from: &reader, upTo: count, to: &output)
    }
    return output.finish()
  }

  /// Appends the content of the frames in `range` to `output`: at most `limit` bytes.
  static func decompress(
    _ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, limit: Int,
    to output: inout DecompressionBuffer
  ) throws(DecompressionError) {
    let limit = max(0, limit)
    let start = output.count
    var reader = CompressedByteReader(bytes, range: range, format: .zstandard)
    repeat {
      try decompressFrame(
        from: &reader, limit: limit, used: output.count - start, keeping: .max, to: &output
      ) { _ in }
    } while reader.remaining > 0
  }

  private static func decompressFrame(
    from reader: inout CompressedByteReader, limit: Int, used: Int, keeping kept: Int,
    to output: inout DecompressionBuffer, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(DecompressionError) {
    let position = reader.position
    let magic = UInt32(truncatingIfNeeded: try reader.number(of: 4, in: .header))
    switch magic {
    case 0xFD2F_B528:
      let header = try ZstandardFrameHeader(from: &reader, start: position)
      var frame = ZstandardFrame(
        header: header, start: position, limit: limit, used: used, outputStart: output.count,
        keeping: kept)
      try frame.decompress(from: &reader, to: &output, body)
    case 0x184D_2A50...0x184D_2A5F:
      let size = try reader.length(in: .skippableFrame)
      _ = try reader.take(size, in: .skippableFrame)
    default:
      throw reader.error(.unknownMagic(magic), at: position)
    }
  }
}
