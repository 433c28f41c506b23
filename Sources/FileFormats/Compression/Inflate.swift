/// Unpacks DEFLATE streams (RFC 1951), in memory that the caller bounds.
struct Inflate {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int
  private var bits: UInt32 = 0
  private var bitCount = 0
  private let limit: Int
  private(set) var output: [UInt8] = []

  /// - Parameter start: where the stream begins.
  /// - Parameter limit: the most bytes that are unpacked.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int) {
    self.bytes = bytes
    position = start
    self.limit = limit
  }

  /// Unpacks the stream.
  ///
  /// - Returns: where it ends.
  mutating func run() throws(GzipError) -> Int {
    while true {
      let isLast = try take(1) == 1
      switch try take(2) {
      case 0: try copyStored()
      case 1: try unpack(try table(Inflate.fixedLengths), try table(Inflate.fixedDistances))
      case 2:
        let (lengths, distances) = try readTables()
        try unpack(lengths, distances)
      default: throw GzipError(.reservedBlockType, at: position)
      }
      if isLast { return position - bitCount / 8 }
    }
  }

  /// The next bits, the first one lowest; at most 16.
  private mutating func take(_ count: Int) throws(GzipError) -> Int {
    while bitCount < count {
      guard position < bytes.count else { throw GzipError(.cutShort, at: position) }
      bits |= UInt32(bytes[position]) << UInt32(bitCount)
      position += 1
      bitCount += 8
    }
    let value = Int(bits & (1 << UInt32(count) - 1))
    bits >>= UInt32(count)
    bitCount -= count
    return value
  }

  /// A stored block: its length, the same inverted, and the bytes.
  private mutating func copyStored() throws(GzipError) {
    position -= bitCount / 8
    bits = 0
    bitCount = 0
    let length = try take(16)
    let inverted = try take(16)
    guard length == ~inverted & 0xFFFF else { throw GzipError(.inconsistent, at: position) }
    guard length <= bytes.count - position else { throw GzipError(.cutShort, at: bytes.count) }
    guard length <= limit - output.count else { throw GzipError(.tooLarge(limit), at: position) }
    output += bytes[position..<position + length]
    position += length
  }

  private mutating func unpack(
    _ lengths: HuffmanTable, _ distances: HuffmanTable
  ) throws(GzipError) {
    while true {
      let symbol = try decode(lengths)
      if symbol < 256 {
        guard output.count < limit else { throw GzipError(.tooLarge(limit), at: position) }
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol <= 285 else { throw GzipError(.inconsistent, at: position) }
      let length = Inflate.lengthBases[symbol - 257] + (try take(Inflate.lengthBits[symbol - 257]))
      let code = try decode(distances)
      guard code < 30 else { throw GzipError(.inconsistent, at: position) }
      let distance = Inflate.distanceBases[code] + (try take(Inflate.distanceBits[code]))
      guard distance <= output.count else { throw GzipError(.inconsistent, at: position) }
      guard length <= limit - output.count else { throw GzipError(.tooLarge(limit), at: position) }
      let start = output.count - distance
      // The copy may overlap what it writes.
      for index in start..<start + length { output.append(output[index]) }
    }
  }

  /// The tables of a block with codes of its own (RFC 1951, 3.2.7).
  private mutating func readTables() throws(GzipError) -> (HuffmanTable, HuffmanTable) {
    let lengthCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let codeCount = try take(4) + 4
    guard lengthCount <= 286, distanceCount <= 30 else {
      throw GzipError(.inconsistent, at: position)
    }
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<codeCount { codeLengths[Inflate.codeOrder[index]] = UInt8(try take(3)) }
    let codes = try table(codeLengths)
    var lengths: [UInt8] = []
    while lengths.count < lengthCount + distanceCount {
      let symbol = try decode(codes)
      var value: UInt8 = 0
      var count = 1
      switch symbol {
      case ..<16: value = UInt8(symbol)
      case 16:
        guard let last = lengths.last else { throw GzipError(.inconsistent, at: position) }
        value = last
        count = 3 + (try take(2))
      case 17: count = 3 + (try take(3))
      default: count = 11 + (try take(7))
      }
      lengths += repeatElement(value, count: count)
    }
    guard lengths.count == lengthCount + distanceCount else {
      throw GzipError(.inconsistent, at: position)
    }
    return (
      try table(Array(lengths[..<lengthCount])), try table(Array(lengths[lengthCount...]))
    )
  }

  private func table(_ lengths: [UInt8]) throws(GzipError) -> HuffmanTable {
    guard let table = HuffmanTable(lengths) else { throw GzipError(.inconsistent, at: position) }
    return table
  }

  private mutating func decode(_ table: HuffmanTable) throws(GzipError) -> Int {
    var code = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      code |= try take(1)
      let count = table.counts[length]
      if code - count < first { return table.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw GzipError(.inconsistent, at: position)
  }

  /// Canonical codes: how many there are of each length, and their symbols in order.
  private struct HuffmanTable: Sendable {
    private(set) var counts = [Int](repeating: 0, count: 16)
    private(set) var symbols: [Int] = []

    /// - Returns: nil if there are more codes than their lengths allow.
    init?(_ lengths: [UInt8]) {
      for length in lengths { counts[Int(length)] += 1 }
      counts[0] = 0
      var left = 1
      for length in 1...15 {
        left = left << 1 - counts[length]
        if left < 0 { return nil }
      }
      var starts = [Int](repeating: 0, count: 17)
      for length in 1...15 { starts[length + 1] = starts[length] + counts[length] }
      symbols = [Int](repeating: 0, count: starts[16])
      for (symbol, length) in lengths.enumerated() where length > 0 {
        symbols[starts[Int(length)]] = symbol
        starts[Int(length)] += 1
      }
    }
  }

  /// The lengths of the codes of a block without tables (RFC 1951, 3.2.6).
  private static let fixedLengths =
    [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
    + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8)
  private static let fixedDistances = [UInt8](repeating: 5, count: 30)
  private static let codeOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
}
