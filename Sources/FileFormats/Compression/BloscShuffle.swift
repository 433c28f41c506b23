/// Undoes the rearrangements that Blosc makes in a block before it is packed.
///
/// The target must be as long as the source.
enum BloscShuffle {
  /// Undoes the byte shuffle: the first bytes of all items come first, then all second bytes, and so
  /// on; bytes after the last whole item stay where they are.
  static func undoBytes(
    _ source: UnsafeBufferPointer<UInt8>, itemSize: Int,
    into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    precondition(itemSize > 0 && source.count == target.count)
    let items = source.count / itemSize
    for byte in 0..<itemSize {
      var from = byte * items
      var to = byte
      for _ in 0..<items {
        target[to] = source[from]
        from &+= 1
        to &+= itemSize
      }
    }
    copy(source, into: target, from: items * itemSize)
  }

  /// Undoes the bit shuffle: the lowest bits of the first bytes of all items come first, packed,
  /// lowest first, then the second bits, up to the highest bits of the last bytes.
  ///
  /// Only a multiple of eight items is shuffled; a block with another number stays as it was.
  static func undoBits(
    _ source: UnsafeBufferPointer<UInt8>, itemSize: Int,
    into target: UnsafeMutableBufferPointer<UInt8>
  ) {
    precondition(itemSize > 0 && source.count == target.count)
    let items = source.count / itemSize
    guard items % 8 == 0 else {
      copy(source, into: target, from: 0)
      return
    }
    let rowSize = items / 8
    for byte in 0..<itemSize {
      let firstRow = byte * 8 * rowSize
      for column in 0..<rowSize {
        var square: UInt64 = 0
        for row in 0..<8 {
          square |= UInt64(source[firstRow + row * rowSize + column]) << UInt64(8 * row)
        }
        square = transposed(square)
        for item in 0..<8 {
          target[(column * 8 + item) * itemSize + byte] =
            UInt8(truncatingIfNeeded: square >> UInt64(8 * item))
        }
      }
    }
    copy(source, into: target, from: items * itemSize)
  }

  private static func copy(
    _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>,
    from start: Int
  ) {
    for index in start..<source.count { target[index] = source[index] }
  }

  /// Swaps rows and columns of eight by eight bits: first within squares of two, then swaps squares
  /// of two within squares of four, then of four.
  private static func transposed(_ square: UInt64) -> UInt64 {
    var square = square
    var different = (square ^ square >> 7) & 0x00AA_00AA_00AA_00AA
    square ^= different ^ different << 7
    different = (square ^ square >> 14) & 0x0000_CCCC_0000_CCCC
    square ^= different ^ different << 14
    different = (square ^ square >> 28) & 0x0000_0000_F0F0_F0F0
    return square ^ different ^ different << 28
  }
}
