/// The header of a frame after its magic number (RFC 8878 section 3.1.1.1).
struct ZstandardFrameHeader {
  /// The furthest that a copy may reach back, in bytes.
  let windowSize: Int
  /// The size of the content in bytes, where the frame announces it.
  let contentSize: UInt64?
  /// Whether the checksum of the content follows the last block.
  let hasChecksum: Bool

  /// The most bytes of a block, packed or unpacked (RFC 8878 section 3.1.1.2.4).
  var largestBlock: Int { min(windowSize, 128 * 1024) }

  /// Reads the header of the frame that begins at `start`, and advances past it.
  init(from reader: inout CompressedByteReader, start: Int) throws(DecompressionError) {
    let descriptor = try reader.byte(in: .header)
    guard descriptor & 8 == 0 else {
      throw reader.error(.reservedBit(.header), at: reader.position - 1)
    }
    hasChecksum = descriptor & 4 != 0
    let isSingleSegment = descriptor & 32 != 0
    var windowSize: UInt64?
    if !isSingleSegment {
      let window = try reader.byte(in: .header)
      let base: UInt64 = 1 << UInt64(10 + window >> 3)
      windowSize = base + base / 8 * UInt64(window & 7)
    }
    let identifier = try reader.number(of: [0, 1, 2, 4][Int(descriptor & 3)], in: .header)
    guard identifier == 0 else {
      throw reader.error(
        .dictionaryNeeded(identifier: UInt32(truncatingIfNeeded: identifier)), at: start)
    }
    let contentSizeFlag = Int(descriptor >> 6)
    let contentSizeBytes =
      contentSizeFlag == 0 ? (isSingleSegment ? 1 : 0) : 1 << contentSizeFlag
    if contentSizeBytes > 0 {
      // Two-byte sizes begin where one-byte sizes end, so that no size has two encodings.
      let stored = try reader.number(of: contentSizeBytes, in: .header)
      contentSize = contentSizeBytes == 2 ? stored + 256 : stored
    } else {
      contentSize = nil
    }
    // A frame that gives no window size uses its whole content as the window.
    self.windowSize = Int(clamping: windowSize ?? contentSize ?? 0)
  }
}
