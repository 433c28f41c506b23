/// The decoding table of one of the three kinds of codes in a sequence.
struct ZstandardSequenceTable: Sendable {
  /// A state: the value that its code stands for, as a base plus some bits to read, and the next
  /// state, likewise.
  struct Entry: Sendable {
    var value: UInt32
    var nextState: UInt16
    var valueBits: UInt8
    var stateBits: UInt8
  }

  /// `1 << accuracy` entries; no entry leads to a state outside the table.
  let entries: [Entry]
  let accuracy: Int

  /// The table of a distribution.
  init(_ distribution: FiniteStateEntropy.Distribution, codes: [ZstandardSequenceKind.Code]) {
    accuracy = distribution.accuracy
    entries = FiniteStateEntropy.states(of: distribution).map { state in
      let code = codes[Int(state.symbol)]
      return Entry(
        value: code.value, nextState: state.nextState, valueBits: code.bits,
        stateBits: state.bitCount)
    }
  }

  /// The table of a single code, which takes no bits.
  init(code: ZstandardSequenceKind.Code) {
    accuracy = 0
    entries = [Entry(value: code.value, nextState: 0, valueBits: code.bits, stateBits: 0)]
  }
}

/// What distinguishes the codes of literal lengths, offsets and match lengths (RFC 8878 sections
/// 3.1.1.3.2.1.1 and 3.1.1.3.2.2).
struct ZstandardSequenceKind: Sendable {
  /// The smallest value of a code and the bits that are added to it.
  struct Code: Sendable {
    var value: UInt32
    var bits: UInt8
  }

  let part: DecompressionError.Part
  let codes: [Code]
  let largestAccuracy: Int
  let predefinedTable: ZstandardSequenceTable

  static let literalLengths = ZstandardSequenceKind(
    part: .literalLengthTable, first: 0,
    bits: [UInt8](repeating: 0, count: 16)
      + [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    largestAccuracy: 9, accuracy: 6,
    counts: [
      4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1,
      1, -1, -1, -1, -1,
    ])

  static let offsets = ZstandardSequenceKind(
    part: .offsetTable, first: 1, bits: [UInt8](0...31), largestAccuracy: 8, accuracy: 5,
    counts: [
      1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1,
    ])

  static let matchLengths = ZstandardSequenceKind(
    part: .matchLengthTable, first: 3,
    bits: [UInt8](repeating: 0, count: 32)
      + [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    largestAccuracy: 9, accuracy: 6,
    counts: [
      1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
    ])

  /// The values of the codes begin at `first` and leave no gaps.
  private init(
    part: DecompressionError.Part, first: UInt32, bits: [UInt8], largestAccuracy: Int,
    accuracy: Int, counts: [Int]
  ) {
    self.part = part
    var value = UInt64(first)
    var codes: [Code] = []
    for count in bits {
      codes.append(Code(value: UInt32(truncatingIfNeeded: value), bits: count))
      value += 1 << UInt64(count)
    }
    self.codes = codes
    self.largestAccuracy = largestAccuracy
    let predefined = FiniteStateEntropy.Distribution(counts: counts, accuracy: accuracy)
    predefinedTable = ZstandardSequenceTable(predefined, codes: codes)
  }

  /// Reads the table that the two bits of `mode` announce (RFC 8878 section 3.1.1.3.2.1).
  func readTable(
    mode: UInt8, previous: ZstandardSequenceTable?, from reader: inout CompressedByteReader
  ) throws(DecompressionError) -> ZstandardSequenceTable {
    switch mode {
    case 0:
      return predefinedTable
    case 1:
      let start = reader.position
      let code = Int(try reader.byte(in: part))
      guard code < codes.count else {
        throw reader.error(.codeOutOfRange(part, code: code, largest: codes.count - 1), at: start)
      }
      return ZstandardSequenceTable(code: codes[code])
    case 2:
      let distribution = try FiniteStateEntropy.readDistribution(
        from: &reader, largestSymbol: codes.count - 1, largestAccuracy: largestAccuracy, part: part)
      return ZstandardSequenceTable(distribution, codes: codes)
    default:
      guard let previous else { throw reader.error(.nothingToRepeat(part)) }
      return previous
    }
  }
}
