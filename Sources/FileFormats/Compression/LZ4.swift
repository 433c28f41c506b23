/// Unpacks LZ4 blocks, as the LZ4 Block Format Description defines them.
enum LZ4 {
  /// The most output bytes that one input byte can stand for: the largest step of a long copy's
  /// length.
  private static let largestRatio = 255

  /// Appends the content of the block in `range`, without the LZ4 frame format around it.
  ///
  /// - Parameter size: the exact size of the content in bytes, which the block itself does not tell.
  /// - Throws: an error of the format `lz4`, its offset an index of `bytes`, when the block is damaged
  ///   or its content has another size.
  static func decompressBlock(
    _ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, size: Int,
    to output: inout DecompressionBuffer
  ) throws(DecompressionError) {
    var reader = CompressedByteReader(bytes, range: range, format: .lz4)
    let (largest, overflow) = range.count.multipliedReportingOverflow(by: largestRatio)
    guard size >= 0, overflow || size <= largest else {
      throw reader.error(.impossibleSize(claimed: size, largest: largest))
    }
    output.makeRoom(size)
    let block = try reader.take(range.count, in: .block)
    var position = 0
    let reason = output.extend { target, end in
      run(block, position: &position, size: size, target: target, end: &end)
    }
    if let reason {
      throw reader.error(reason, at: range.lowerBound + position)
    }
  }

  /// Runs the sequences of a block. If something is wrong, returns what, and leaves `position`
  /// there. `target` must have room for `size` bytes after `end`, plus the slack.
  private static func run(
    _ block: UnsafeBufferPointer<UInt8>, position outerPosition: inout Int, size: Int,
    target: UnsafeMutableBufferPointer<UInt8>, end outerEnd: inout Int
  ) -> DecompressionError.Reason? {
    precondition(target.count >= outerEnd + size + DecompressionBuffer.slack)
    guard let base = target.baseAddress, let source = block.baseAddress else {
      return .truncated(.sequence)
    }
    var position = 0
    var end = outerEnd
    let start = end
    let roomEnd = end + size
    defer {
      outerPosition = position
      outerEnd = end
    }
    while position < block.count {
      let token = block[position]
      position += 1
      guard
        let literals = length(Int(token >> 4), in: block, position: &position),
        literals <= block.count - position
      else { return .truncated(.sequence) }
      guard literals <= roomEnd - end else {
        return .unpackedSize(expected: size, found: end - start + literals)
      }
      if literals <= 16, block.count - position >= 16 {
        MatchCopy.copyInWords(from: source + position, to: base + end, count: 16)
      } else {
        (base + end).update(from: source + position, count: literals)
      }
      position += literals
      end += literals
      // The last sequence has literals only.
      if position == block.count {
        return end == roomEnd ? nil : .unpackedSize(expected: size, found: end - start)
      }

      guard block.count - position >= 2 else { return .truncated(.sequence) }
      let distance = Int(block[position]) | Int(block[position + 1]) << 8
      guard distance >= 1, distance <= end - start else {
        return .copyOutOfReach(distance: distance, available: end - start)
      }
      position += 2
      guard let match = length(Int(token & 15), in: block, position: &position) else {
        return .truncated(.sequence)
      }
      // The shortest copy is 4 bytes, so lengths are stored less 4.
      let count = match + 4
      guard count <= roomEnd - end else {
        return .unpackedSize(expected: size, found: end - start + count)
      }
      MatchCopy.copy(to: base + end, distance: distance, count: count)
      end += count
    }
    return .truncated(.sequence)
  }

  /// A length: up to 14 in the token itself; after a 15, bytes are added until one is not 255.
  /// `nil` if the block ends first. At most 255 per byte of input, so it cannot overflow.
  @inline(__always)
  private static func length(
    _ first: Int, in block: UnsafeBufferPointer<UInt8>, position: inout Int
  ) -> Int? {
    guard first == 15 else { return first }
    var length = first
    while position < block.count {
      let byte = block[position]
      position += 1
      length += Int(byte)
      if byte != 255 { return length }
    }
    return nil
  }
}
