/// A frame being unpacked: its blocks and the state that they pass on (RFC 8878 section 3.1.1).
struct ZstandardFrame {
  private let header: ZstandardFrameHeader
  /// The index of the frame in the input.
  private let start: Int
  /// The most content that the caller accepts from all frames together, in bytes.
  private let limit: Int
  /// One past the last index of the output that the caller accepts.
  private let limitEnd: Int
  /// The index in the output at which the frame's content begins.
  private let outputStart: Int
  /// How many bytes of content copies can reach back to, where not all of it is kept.
  private let kept: Int
  /// How many bytes of the frame's content are no longer in the output.
  private var dropped = 0
  /// The index in the output up to which the content was handed over.
  private var passed: Int
  private var checksum = XXHash64()
  private var literals = ZstandardLiterals()
  private var sequences = ZstandardSequences()

  /// `used` is how many bytes of `limit` earlier frames have taken.
  init(
    header: ZstandardFrameHeader, start: Int, limit: Int, used: Int, outputStart: Int,
    keeping kept: Int = .max
  ) {
    self.header = header
    self.start = start
    self.limit = limit
    self.outputStart = outputStart
    self.kept = kept
    passed = outputStart
    let (end, overflow) = outputStart.addingReportingOverflow(limit - used)
    limitEnd = overflow ? .max : end
  }

  /// Unpacks the blocks and verifies size and checksum; `reader` is at the end of the header.
  ///
  /// Calls `body` with the content, in parts. Of the parts that `body` has seen, only what copies can
  /// reach back to stays in the output.
  mutating func decompress(
    from reader: inout CompressedByteReader, to output: inout DecompressionBuffer,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void = { _ in }
  ) throws(DecompressionError) {
    if let size = header.contentSize, size > UInt64(limitEnd - outputStart) {
      throw reader.error(.outputTooLarge(limit: limit), at: start)
    }
    var isLast = false
    while !isLast {
      isLast = try readBlock(from: &reader, to: &output)
      // Seldom, because what is kept has to be moved.
      if (output.count - outputStart) / 2 >= kept { passOn(&output, body) }
    }
    let size = UInt64(output.count - outputStart + dropped)
    if let announced = header.contentSize, announced != size {
      throw reader.error(.contentSize(announced: announced, found: size), at: start)
    }
    output.withBytes { body(UnsafeBufferPointer(rebasing: $0[passed...])) }
    if header.hasChecksum {
      let position = reader.position
      let announced = UInt32(truncatingIfNeeded: try reader.number(of: 4, in: .checksum))
      let found = output.withBytes { content in
        UInt32(
          truncatingIfNeeded: checksum.finish(UnsafeBufferPointer(rebasing: content[passed...])))
      }
      guard announced == found else {
        throw reader.error(.checksum(announced: announced, found: found), at: position)
      }
    }
  }

  /// Hands over what was unpacked, and forgets what no copy can reach.
  private mutating func passOn(
    _ output: inout DecompressionBuffer, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let end = passed + (output.count - passed) / 32 * 32
    output.withBytes { content in
      let part = UnsafeBufferPointer(rebasing: content[passed..<end])
      body(part)
      if header.hasChecksum { checksum.take(part) }
    }
    passed = end
    let surplus = passed - outputStart - kept
    guard surplus > 0 else { return }
    output.remove(surplus, from: outputStart)
    passed -= surplus
    dropped += surplus
  }

  /// Unpacks blocks until there are so many bytes of content, or no more.
  mutating func decompress(
    from reader: inout CompressedByteReader, upTo count: Int, to output: inout DecompressionBuffer
  ) throws(DecompressionError) {
    var isLast = false
    while !isLast, output.count - outputStart < count {
      isLast = try readBlock(from: &reader, to: &output)
    }
  }

  /// Unpacks one block and returns whether it is the last (RFC 8878 section 3.1.1.2).
  private mutating func readBlock(
    from reader: inout CompressedByteReader, to output: inout DecompressionBuffer
  ) throws(DecompressionError) -> Bool {
    let position = reader.position
    let word = Int(try reader.number(of: 3, in: .blockHeader))
    let size = word >> 3
    let type = word >> 1 & 3
    guard type != 3 else { throw reader.error(.reservedBlockType, at: position) }
    guard size <= header.largestBlock else {
      throw reader.error(.blockTooLarge(size: size, largest: header.largestBlock), at: position)
    }
    let room = min(header.largestBlock, contentEnd - output.count)
    switch type {
    case 0:
      let content = try reader.take(size, in: .block)
      guard size <= room else { throw excess(over: room, at: position, of: reader) }
      output.append(content)
    case 1:
      let byte = try reader.byte(in: .block)
      guard size <= room else { throw excess(over: room, at: position, of: reader) }
      output.append(byte, count: size)
    default:
      var content = try reader.part(size, in: .block)
      try literals.read(from: &content, largest: header.largestBlock)
      let bounds = ZstandardSequences.Bounds(
        room: room, frameStart: outputStart, windowSize: header.windowSize)
      let fits = try run(from: &content, bounds, to: &output)
      guard fits else { throw excess(over: room, at: position, of: reader) }
    }
    return word & 1 == 1
  }

  /// Writes the content of a block. A copy that reaches for what was kept no longer is no damage.
  private mutating func run(
    from content: inout CompressedByteReader, _ bounds: ZstandardSequences.Bounds,
    to output: inout DecompressionBuffer
  ) throws(DecompressionError) -> Bool {
    do throws(DecompressionError) {
      return try sequences.run(
        from: &content, literals: literals, bounds: bounds, output: &output)
    } catch {
      if case .copyOutOfReach = error.reason, dropped > 0, header.windowSize > kept {
        throw DecompressionError(
          format: error.format, offset: error.offset, reason: .reachTooLong(limit: kept))
      }
      throw error
    }
  }

  /// One past the last index of the output that the frame may fill.
  private var contentEnd: Int {
    // Never more than `limitEnd`, which was checked before the first block.
    if let size = header.contentSize {
      Int(clamping: UInt64(outputStart) + min(size, UInt64(Int.max / 2))) - dropped
    } else {
      limitEnd - dropped
    }
  }

  /// The error for a block that does not fit: too large for itself, its frame or the caller.
  private func excess(
    over room: Int, at position: Int, of reader: CompressedByteReader
  ) -> DecompressionError {
    if room == header.largestBlock {
      let largest = header.largestBlock
      return reader.error(.blockTooLarge(size: largest + 1, largest: largest), at: position)
    }
    if let announced = header.contentSize {
      return reader.error(.contentSize(announced: announced, found: announced + 1), at: position)
    }
    return reader.error(.outputTooLarge(limit: limit), at: position)
  }
}
