/// Finite state entropy: the distribution of a table's symbols and the decoding table made from it
/// (RFC 8878 section 4.1).
enum FiniteStateEntropy {
  /// How often each symbol occurs among the `1 << accuracy` states; -1 is "less than once", which
  /// also takes one state.
  struct Distribution: Sendable {
    var counts: [Int]
    var accuracy: Int
  }

  /// One row of a decoding table: the symbol, and the next state as a base plus some bits to read.
  struct State: Sendable {
    var symbol: UInt8
    var bitCount: UInt8
    var nextState: UInt16
  }

  /// Reads a distribution (RFC 8878 section 4.1.1) and advances past it.
  static func readDistribution(
    from reader: inout CompressedByteReader, largestSymbol: Int, largestAccuracy: Int,
    part: DecompressionError.Part
  ) throws(DecompressionError) -> Distribution {
    let start = reader.position
    var ahead = reader
    var bits = ForwardBitReader(try ahead.take(ahead.remaining, in: part))
    let accuracy = bits.peek(4) + 5
    bits.skip(4)
    guard accuracy <= largestAccuracy else { throw reader.error(.inconsistent(part)) }

    var counts: [Int] = []
    var statesLeft = 1 << accuracy
    while statesLeft > 0 {
      let count = readCount(from: &bits, statesLeft: statesLeft)
      guard !bits.isOverrun else { throw reader.error(.truncated(part)) }
      statesLeft -= abs(count)
      counts.append(count)
      if count == 0 {
        let zeros = readZeroRun(from: &bits, atMost: largestSymbol)
        counts.append(contentsOf: repeatElement(0, count: zeros))
      }
      guard counts.count <= largestSymbol + 1 else {
        throw reader.error(
          .codeOutOfRange(part, code: counts.count - 1, largest: largestSymbol), at: start)
      }
    }
    _ = try reader.take(bits.bytesRead, in: part)
    return Distribution(counts: counts, accuracy: accuracy)
  }

  /// Reads one count, -1 to `statesLeft`. There are `statesLeft + 2` values, rarely a power of two,
  /// so the lowest take one bit less.
  private static func readCount(from bits: inout ForwardBitReader, statesLeft: Int) -> Int {
    let largest = statesLeft + 1
    let bitCount = Int.bitWidth - largest.leadingZeroBitCount
    let shortValues = (1 << bitCount) - 1 - largest
    let half = 1 << (bitCount - 1)
    let value = bits.peek(bitCount)
    if value % half < shortValues {
      bits.skip(bitCount - 1)
      return value % half - 1
    }
    bits.skip(bitCount)
    return (value < half ? value : value - shortValues) - 1
  }

  /// The further zeros after a zero: two bits at a time, continued after a 3. Stops above `atMost`;
  /// the caller then reports too many symbols.
  private static func readZeroRun(from bits: inout ForwardBitReader, atMost: Int) -> Int {
    var zeros = 0
    while zeros <= atMost {
      let more = bits.peek(2)
      bits.skip(2)
      zeros += more
      if more < 3 { break }
    }
    return zeros
  }

  /// The decoding table of a distribution whose counts sum up to `1 << accuracy`.
  static func states(of distribution: Distribution) -> [State] {
    let size = 1 << distribution.accuracy
    var states = [State](
      repeating: State(symbol: 0, bitCount: 0, nextState: 0), count: size)
    var rare = size
    for (symbol, count) in distribution.counts.enumerated() where count == -1 {
      rare -= 1
      states[rare].symbol = UInt8(truncatingIfNeeded: symbol)
    }
    // The step is odd, so it visits every state once.
    let step = (size >> 1) + (size >> 3) + 3
    var position = 0
    for (symbol, count) in distribution.counts.enumerated() where count > 0 {
      for _ in 0..<count {
        states[position].symbol = UInt8(truncatingIfNeeded: symbol)
        repeat {
          position = (position + step) & (size - 1)
        } while position >= rare
      }
    }
    var occurrences = distribution.counts.map { abs($0) }
    for index in 0..<size {
      let symbol = Int(states[index].symbol)
      let occurrence = occurrences[symbol]
      occurrences[symbol] += 1
      let bitCount = distribution.accuracy - (Int.bitWidth - 1 - occurrence.leadingZeroBitCount)
      states[index].bitCount = UInt8(truncatingIfNeeded: bitCount)
      states[index].nextState = UInt16(truncatingIfNeeded: (occurrence << bitCount) - size)
    }
    return states
  }
}
