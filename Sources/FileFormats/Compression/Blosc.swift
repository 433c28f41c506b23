/// Unpacks Blosc 1 buffers, which Zarr 2 uses by default (c-blosc's README_CHUNK_FORMAT).
public enum Blosc {
  /// The content of one buffer.
  ///
  /// The codecs LZ4 (also written by `lz4hc`) and Zstandard are unpacked, and both shuffles undone.
  ///
  /// - Parameters:
  ///   - input: the whole buffer and nothing else.
  ///   - limit: the most bytes of content that the caller accepts, 0 or more.
  /// - Throws: an error of the format `blosc`, or of the format of a stream inside; its reason is
  ///   `outputTooLarge` when the content exceeds `limit`, which is noticed before the memory is
  ///   used, and `unsupportedCodec` for `blosclz`, `snappy` and `zlib`.
  public static func decompress(
    _ input: [UInt8], limit: Int
  ) throws(DecompressionError) -> [UInt8] {
    var output = DecompressionBuffer(limit: limit)
    try decompress(input, limit: limit, largestBlock: .max, to: &output) { _ in }
    return output.finish()
  }

  /// The largest block of an output in parts, in bytes; c-blosc makes them no larger than 8 MiB.
  private static let largestBlock = 1 << 24

  /// Calls `body` with the content of one buffer, in parts, verifying it as `decompress` does, in memory
  /// that does not grow with the content.
  ///
  /// - Throws: as `decompress`, after `body` may have been called; the reason is `reachTooLong` where a
  ///   block has more than 16 MiB.
  public static func forEachPart(
    of input: [UInt8], limit: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(DecompressionError) {
    var output = DecompressionBuffer(limit: largestBlock)
    try decompress(input, limit: limit, largestBlock: largestBlock, to: &output) { output in
      output.withBytes(body)
      output.removeAll()
    }
  }

  /// Unpacks a buffer, and calls `afterBlock` after each of its blocks.
  private static func decompress(
    _ input: [UInt8], limit: Int, largestBlock: Int, to output: inout DecompressionBuffer,
    _ afterBlock: (inout DecompressionBuffer) -> Void
  ) throws(DecompressionError) {
    try input.withUnsafeBufferPointer { (bytes) throws(DecompressionError) in
      var reader = CompressedByteReader(bytes, range: 0..<bytes.count, format: .blosc)
      let header = try BloscHeader(from: &reader, limit: limit)
      guard header.contentSize > 0 else { return }
      guard !header.isStored else {
        let content = try reader.take(header.contentSize, in: .block)
        guard reader.remaining == 0 else {
          throw reader.error(.trailingBytes(count: reader.remaining))
        }
        output.append(content)
        afterBlock(&output)
        return
      }
      guard header.blockSize <= largestBlock else {
        throw reader.error(.reachTooLong(limit: largestBlock), at: 0)
      }
      try decompressBlocks(of: header, bytes: bytes, from: &reader, to: &output, afterBlock)
    }
  }

  /// Whether a file of so many bytes that begins so can be of this format: its header states its size.
  public static func isPlausible(header: [UInt8], size: Int) -> Bool {
    guard header.count >= BloscHeader.size, header[0] == 2 else { return false }
    return header[12..<16].reversed().reduce(0) { $0 << 8 | Int($1) } == size
  }

  private static func decompressBlocks(
    of header: BloscHeader, bytes: UnsafeBufferPointer<UInt8>,
    from reader: inout CompressedByteReader, to output: inout DecompressionBuffer,
    _ afterBlock: (inout DecompressionBuffer) -> Void
  ) throws(DecompressionError) {
    let codec = try header.codec(of: reader)
    guard header.blockCount <= reader.remaining / 4 else {
      throw reader.error(.truncated(.blockPositions), at: reader.end)
    }
    var positions: [Int] = []
    for _ in 0..<header.blockCount {
      let position = try reader.length(in: .blockPositions)
      guard (BloscHeader.size..<reader.end).contains(position) else {
        throw reader.error(.positionOutOfRange(position), at: reader.position - 4)
      }
      positions.append(position)
    }
    // Blocks may come in any order, so overlaps show only in the total. Without this check a buffer
    // could point every block at the same long stream and take quadratic time.
    var unclaimed = reader.remaining
    var scratch = DecompressionBuffer(limit: header.blockSize)
    for (index, position) in positions.enumerated() {
      let size = header.size(ofBlock: index)
      var block = CompressedByteReader(bytes, range: position..<reader.end, format: .blosc)
      if header.shuffle == .none {
        try decompressBlock(
          of: header, size: size, codec: codec, bytes: bytes, from: &block, to: &output)
      } else {
        scratch.removeAll()
        try decompressBlock(
          of: header, size: size, codec: codec, bytes: bytes, from: &block, to: &scratch)
        output.makeRoom(size)
        scratch.withBytes { shuffled in
          unshuffle(shuffled, of: header, to: &output)
        }
      }
      afterBlock(&output)
      unclaimed -= block.position - position
      guard unclaimed >= 0 else { throw reader.error(.overlappingStreams, at: position) }
    }
  }

  /// Appends the content of one block, still shuffled, to `output`.
  private static func decompressBlock(
    of header: BloscHeader, size: Int, codec: BloscHeader.Codec,
    bytes: UnsafeBufferPointer<UInt8>, from reader: inout CompressedByteReader,
    to output: inout DecompressionBuffer
  ) throws(DecompressionError) {
    let streamCount = header.streamCount(ofBlockWithSize: size)
    guard size % streamCount == 0 else {
      throw reader.error(
        .impossibleLayout(
          blockSize: size, itemSize: header.itemSize, size: header.contentSize))
    }
    let streamSize = size / streamCount
    for _ in 0..<streamCount {
      let packedSize = try reader.length(in: .stream)
      let start = reader.position
      let stream = try reader.take(packedSize, in: .stream)
      // A stream that would not shrink is stored as it is.
      if packedSize == streamSize {
        output.append(stream)
        continue
      }
      switch codec {
      case .lz4:
        try LZ4.decompressBlock(
          bytes, range: start..<reader.position, size: streamSize, to: &output)
      case .zstandard:
        let before = output.count
        try Zstandard.decompress(
          bytes, range: start..<reader.position, limit: streamSize, to: &output)
        guard output.count - before == streamSize else {
          throw reader.error(
            .unpackedSize(expected: streamSize, found: output.count - before), at: start)
        }
      }
    }
  }

  /// Appends the content of a block as it was before shuffling; there must be room for it.
  private static func unshuffle(
    _ shuffled: UnsafeBufferPointer<UInt8>, of header: BloscHeader,
    to output: inout DecompressionBuffer
  ) {
    output.extend { target, end in
      let part = UnsafeMutableBufferPointer(rebasing: target[end..<end + shuffled.count])
      switch header.shuffle {
      case .bits: BloscShuffle.undoBits(shuffled, itemSize: header.itemSize, into: part)
      default: BloscShuffle.undoBytes(shuffled, itemSize: header.itemSize, into: part)
      }
      end += shuffled.count
    }
  }
}
