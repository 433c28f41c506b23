/// The Huffman code of the literals of Zstandard blocks (RFC 8878 section 4.2).
struct ZstandardHuffman {
  /// The longest code, in bits (RFC 8878 section 4.2.1).
  private static let largestBitCount = 11
  /// The highest accuracy that the FSE table of the weights may have (RFC 8878 section 4.2.1.2).
  private static let largestWeightAccuracy = 6

  /// For every value of the next `bitCount` bits: the symbol times 256, plus the length of its code
  /// in bits.
  private let table: [UInt16]
  private let bitCount: Int

  /// Reads a tree description and advances past it.
  init(from reader: inout CompressedByteReader) throws(DecompressionError) {
    let start = reader.position
    var weights: [UInt8]
    let header = Int(try reader.byte(in: .huffmanTree))
    if header >= 128 {
      weights = try Self.directWeights(count: header - 127, from: &reader)
    } else {
      var part = try reader.part(header, in: .huffmanTree)
      weights = try Self.compressedWeights(from: &part)
    }
    guard let bitCount = Self.addLastWeight(to: &weights) else {
      throw reader.error(.inconsistent(.huffmanTree), at: start)
    }
    self.bitCount = bitCount
    table = Self.table(of: weights, bitCount: bitCount)
  }

  /// Weights of four bits each, the first in the upper half of its byte.
  private static func directWeights(
    count: Int, from reader: inout CompressedByteReader
  ) throws(DecompressionError) -> [UInt8] {
    let bytes = try reader.take((count + 1) / 2, in: .huffmanTree)
    return (0..<count).map { index in
      index % 2 == 0 ? bytes[index / 2] >> 4 : bytes[index / 2] & 15
    }
  }

  /// Weights from one bit stream that two states read alternately. The stream has no count: it ends
  /// when a state finds too few bits, and the other state then holds the last weight.
  private static func compressedWeights(
    from reader: inout CompressedByteReader
  ) throws(DecompressionError) -> [UInt8] {
    let distribution = try FiniteStateEntropy.readDistribution(
      from: &reader, largestSymbol: 255, largestAccuracy: largestWeightAccuracy,
      part: .huffmanTree)
    let states = FiniteStateEntropy.states(of: distribution)
    let start = reader.position
    guard var bits = ReverseBitReader(try reader.take(reader.remaining, in: .huffmanTree)) else {
      throw reader.error(.bitStream(.huffmanTree), at: start)
    }
    var current = bits.read(distribution.accuracy)
    var other = bits.read(distribution.accuracy)
    guard bits.unread >= 0 else { throw reader.error(.bitStream(.huffmanTree), at: start) }
    var weights: [UInt8] = []
    // The last symbol is implied, so there are at most 255 weights.
    while weights.count < 255 {
      let state = states[current]
      weights.append(state.symbol)
      current = Int(state.nextState) + bits.read(Int(state.bitCount))
      if bits.unread < 0 {
        guard weights.count < 255 else { break }
        weights.append(states[other].symbol)
        return weights
      }
      swap(&current, &other)
    }
    throw reader.error(.bitStream(.huffmanTree), at: start)
  }

  /// Adds the weight of the last symbol, which completes the code to a power of two, and returns
  /// the length of the longest code in bits; `nil` if no weight does.
  private static func addLastWeight(to weights: inout [UInt8]) -> Int? {
    var sum = 0
    for weight in weights where weight > 0 {
      guard weight <= largestBitCount else { return nil }
      sum += 1 << (Int(weight) - 1)
    }
    guard sum > 0 else { return nil }
    let bitCount = Int.bitWidth - sum.leadingZeroBitCount
    let rest = (1 << bitCount) - sum
    guard bitCount <= largestBitCount, rest & (rest - 1) == 0 else { return nil }
    weights.append(UInt8(rest.trailingZeroBitCount + 1))
    return bitCount
  }

  /// Codes are assigned in order of weight, then of symbol, starting at zero.
  private static func table(of weights: [UInt8], bitCount: Int) -> [UInt16] {
    var table: [UInt16] = []
    table.reserveCapacity(1 << bitCount)
    for weight in 1...bitCount {
      let length = UInt16(bitCount + 1 - weight)
      for (symbol, symbolWeight) in weights.enumerated() where Int(symbolWeight) == weight {
        table.append(
          contentsOf: repeatElement(UInt16(symbol) << 8 | length, count: 1 << (weight - 1)))
      }
    }
    return table
  }

  /// Decodes exactly as many symbols as `target` has room for, from one stream; false when the
  /// stream has no end mark, or is shorter or longer than that.
  func decode(
    _ stream: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    guard var bits = ReverseBitReader(stream) else { return false }
    let complete = table.withUnsafeBufferPointer { table in
      precondition(table.count == 1 << bitCount)
      let shift = UInt64(64 - bitCount)
      var index = 0
      // Five codes of at most 11 bits fit in the 57 bits of one window.
      while index + 5 <= target.count, bits.unread >= 64 {
        var window = bits.window
        var used = 0
        for step in 0..<5 {
          let entry = table[Int(truncatingIfNeeded: window &>> shift)]
          target[index + step] = UInt8(truncatingIfNeeded: entry >> 8)
          window = window &<< UInt64(entry & 0xFF)
          used &+= Int(entry & 0xFF)
        }
        bits.skip(used)
        index += 5
      }
      while index < target.count, bits.unread > 0 {
        let entry = table[Int(truncatingIfNeeded: bits.window &>> shift)]
        target[index] = UInt8(truncatingIfNeeded: entry >> 8)
        bits.skip(Int(entry & 0xFF))
        index += 1
      }
      return index == target.count
    }
    return complete && bits.unread == 0
  }
}
