/// The inner loop over the sequences of a block (RFC 8878 sections 3.1.1.3.2.1.2 and 3.1.1.4).
enum ZstandardSequenceMachine {
  struct Tables {
    var literalLengths: ZstandardSequenceTable
    var offsets: ZstandardSequenceTable
    var matchLengths: ZstandardSequenceTable
  }

  private typealias Entries = UnsafeBufferPointer<ZstandardSequenceTable.Entry>

  /// Runs `count` sequences, 1 or more, appends the literals that remain, and advances `end` over
  /// what it has written to `target`. There must be room for `bounds.room` bytes and the slack.
  static func run(
    count: Int, bits: inout ReverseBitReader, tables: Tables,
    literals: UnsafeBufferPointer<UInt8>, bounds: ZstandardSequences.Bounds,
    recentOffsets: inout ZstandardRecentOffsets,
    target: UnsafeMutableBufferPointer<UInt8>, end: inout Int
  ) -> ZstandardSequences.Fault? {
    precondition(target.count >= end + bounds.room + DecompressionBuffer.slack)
    guard let base = target.baseAddress else { return .roomExceeded }
    return tables.literalLengths.entries.withUnsafeBufferPointer { literalLengths in
      tables.offsets.entries.withUnsafeBufferPointer { offsets in
        tables.matchLengths.entries.withUnsafeBufferPointer { matchLengths in
          // The states are read in this order.
          let literalLengthState = bits.read(tables.literalLengths.accuracy)
          let offsetState = bits.read(tables.offsets.accuracy)
          let matchLengthState = bits.read(tables.matchLengths.accuracy)
          return run(
            count: count, bits: &bits,
            literalLengths: literalLengths, literalLengthState: literalLengthState,
            offsets: offsets, offsetState: offsetState,
            matchLengths: matchLengths, matchLengthState: matchLengthState,
            literals: literals, bounds: bounds, recentOffsets: &recentOffsets,
            base: base, end: &end)
        }
      }
    }
  }

  /// No state leaves its table, whatever the bits are; every length and distance is checked before
  /// it is used.
  private static func run(
    count: Int, bits outerBits: inout ReverseBitReader,
    literalLengths: Entries, literalLengthState: Int,
    offsets: Entries, offsetState: Int,
    matchLengths: Entries, matchLengthState: Int,
    literals: UnsafeBufferPointer<UInt8>, bounds: ZstandardSequences.Bounds,
    recentOffsets: inout ZstandardRecentOffsets, base: UnsafeMutablePointer<UInt8>,
    end outerEnd: inout Int
  ) -> ZstandardSequences.Fault? {
    var bits = outerBits
    var end = outerEnd
    var recent = recentOffsets
    defer {
      outerBits = bits
      outerEnd = end
      recentOffsets = recent
    }
    var literalLengthState = literalLengthState
    var offsetState = offsetState
    var matchLengthState = matchLengthState
    let roomEnd = end + bounds.room
    var literal = 0
    for left in stride(from: count - 1, through: 0, by: -1) {
      let offsetEntry = offsets[offsetState]
      let matchEntry = matchLengths[matchLengthState]
      let literalEntry = literalLengths[literalLengthState]

      // At most 31 and 16 bits, then 16, 9, 9 and 8: each group fits in the 57 bits of a window.
      var window = bits.window
      let offsetValue = Int(offsetEntry.value) + take(offsetEntry.valueBits, &window)
      let matchLength = Int(matchEntry.value) + take(matchEntry.valueBits, &window)
      bits.skip(Int(offsetEntry.valueBits) + Int(matchEntry.valueBits))
      window = bits.window
      let literalLength = Int(literalEntry.value) + take(literalEntry.valueBits, &window)
      bits.skip(Int(literalEntry.valueBits))
      if left > 0 {
        literalLengthState = Int(literalEntry.nextState) + take(literalEntry.stateBits, &window)
        matchLengthState = Int(matchEntry.nextState) + take(matchEntry.stateBits, &window)
        offsetState = Int(offsetEntry.nextState) + take(offsetEntry.stateBits, &window)
        bits.skip(
          Int(literalEntry.stateBits) + Int(matchEntry.stateBits) + Int(offsetEntry.stateBits))
      }
      guard bits.unread >= 0 else { return .damage(.bitStream(.sequences)) }

      let distance = recent.distance(of: offsetValue, literalLength: literalLength)
      let literalsLeft = literals.count - literal
      guard literalLength <= literalsLeft else {
        return .damage(.literalsExhausted(needed: literalLength, available: literalsLeft))
      }
      guard literalLength + matchLength <= roomEnd - end else { return .roomExceeded }
      let reach = min(bounds.windowSize, end + literalLength - bounds.frameStart)
      guard distance >= 1, distance <= reach else {
        return .damage(.copyOutOfReach(distance: distance, available: reach))
      }

      copyLiterals(literals, from: literal, count: literalLength, to: base + end)
      literal += literalLength
      end += literalLength
      MatchCopy.copy(to: base + end, distance: distance, count: matchLength)
      end += matchLength
    }
    guard bits.unread == 0 else { return .damage(.bitStream(.sequences)) }
    let literalsLeft = literals.count - literal
    guard literalsLeft <= roomEnd - end else { return .roomExceeded }
    copyLiterals(literals, from: literal, count: literalsLeft, to: base + end)
    end += literalsLeft
    return nil
  }

  /// Takes the topmost bits out of the window.
  @inline(__always)
  private static func take(_ count: UInt8, _ window: inout UInt64) -> Int {
    let value = window.top(Int(count))
    window = window &<< UInt64(count)
    return value
  }

  /// `count` literals from index `start` on must exist; short runs write up to 16 bytes.
  @inline(__always)
  private static func copyLiterals(
    _ literals: UnsafeBufferPointer<UInt8>, from start: Int, count: Int,
    to target: UnsafeMutablePointer<UInt8>
  ) {
    guard count > 0, let base = literals.baseAddress else { return }
    if count <= 16, literals.count - start >= 16 {
      MatchCopy.copyInWords(from: base + start, to: target, count: 16)
    } else {
      target.update(from: base + start, count: count)
    }
  }
}
