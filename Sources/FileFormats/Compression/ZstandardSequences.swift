/// The sequences section of a compressed block: runs of literals, each followed by a copy of earlier
/// output (RFC 8878 section 3.1.1.3.2).
struct ZstandardSequences {
  /// What one block may write and reach.
  struct Bounds {
    /// The most bytes that the block may add to the output.
    var room: Int
    /// The index in the output at which the frame begins; copies reach no further back.
    var frameStart: Int
    /// The furthest that a copy may reach back (RFC 8878 section 3.1.1.1.2).
    var windowSize: Int
  }

  /// Why the sequences of a block stopped early.
  enum Fault: Equatable {
    /// The block has more content than `Bounds.room`.
    case roomExceeded
    case damage(DecompressionError.Reason)
  }

  private var literalLengths: ZstandardSequenceTable?
  private var offsets: ZstandardSequenceTable?
  private var matchLengths: ZstandardSequenceTable?
  private var recentOffsets = ZstandardRecentOffsets()

  /// Reads the section, which ends where `reader` does, and writes the block's content. Returns
  /// false, with part of it written, if the content exceeds `bounds.room`.
  mutating func run(
    from reader: inout CompressedByteReader, literals: ZstandardLiterals, bounds: Bounds,
    output: inout DecompressionBuffer
  ) throws(DecompressionError) -> Bool {
    let count = try Self.readCount(from: &reader)
    guard count > 0 else {
      guard reader.remaining == 0 else {
        throw reader.error(.trailingBytes(count: reader.remaining))
      }
      guard literals.count <= bounds.room else { return false }
      literals.withBytes { output.append($0) }
      return true
    }
    try readTables(from: &reader)
    guard let literalLengths, let offsets, let matchLengths else {
      throw reader.error(.inconsistent(.sequencesHeader))
    }
    let start = reader.position
    guard var bits = ReverseBitReader(try reader.take(reader.remaining, in: .sequences)) else {
      throw reader.error(.bitStream(.sequences), at: start)
    }
    let tables = ZstandardSequenceMachine.Tables(
      literalLengths: literalLengths, offsets: offsets, matchLengths: matchLengths)
    output.makeRoom(bounds.room)
    let fault = output.extend { target, end in
      literals.withBytes { literals in
        ZstandardSequenceMachine.run(
          count: count, bits: &bits, tables: tables, literals: literals, bounds: bounds,
          recentOffsets: &recentOffsets, target: target, end: &end)
      }
    }
    switch fault {
    case nil: return true
    case .roomExceeded: return false
    case .damage(let reason):
      throw reader.error(reason, at: start + max(0, bits.unread - 1) / 8)
    }
  }

  /// The number of sequences: one to three bytes (RFC 8878 section 3.1.1.3.2.1).
  private static func readCount(
    from reader: inout CompressedByteReader
  ) throws(DecompressionError) -> Int {
    let first = Int(try reader.byte(in: .sequencesHeader))
    if first < 128 { return first }
    if first < 255 {
      return (first - 128) << 8 + Int(try reader.byte(in: .sequencesHeader))
    }
    return Int(try reader.number(of: 2, in: .sequencesHeader)) + 0x7F00
  }

  private mutating func readTables(
    from reader: inout CompressedByteReader
  ) throws(DecompressionError) {
    let modes = try reader.byte(in: .sequencesHeader)
    guard modes & 3 == 0 else { throw reader.error(.reservedBit(.sequencesHeader)) }
    literalLengths = try ZstandardSequenceKind.literalLengths.readTable(
      mode: modes >> 6, previous: literalLengths, from: &reader)
    offsets = try ZstandardSequenceKind.offsets.readTable(
      mode: modes >> 4 & 3, previous: offsets, from: &reader)
    matchLengths = try ZstandardSequenceKind.matchLengths.readTable(
      mode: modes >> 2 & 3, previous: matchLengths, from: &reader)
  }
}

/// The last three offsets of a frame, which short codes repeat (RFC 8878 section 3.1.1.5).
struct ZstandardRecentOffsets {
  private var first = 1
  private var second = 4
  private var third = 8

  /// The distance that an offset value stands for, 0 or more; the distance becomes the most recent.
  @inline(__always)
  mutating func distance(of value: Int, literalLength: Int) -> Int {
    let distance: Int
    if value > 3 {
      distance = value - 3
    } else {
      // With no literals in between, repeating the last offset would merely extend the last copy,
      // so the values are shifted by one, and the largest means one byte less than the last offset.
      switch literalLength == 0 ? value + 1 : value {
      case 1: return first
      case 2:
        swap(&first, &second)
        return first
      case 3: distance = third
      default: distance = first - 1
      }
    }
    third = second
    second = first
    first = distance
    return distance
  }
}
