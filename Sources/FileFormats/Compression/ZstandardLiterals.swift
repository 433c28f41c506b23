/// The literals section of a compressed block (RFC 8878 section 3.1.1.3.1).
struct ZstandardLiterals {
  /// The literals of the current block, of which only the first `count` are valid.
  private var storage: [UInt8] = []
  private(set) var count = 0
  /// The tree of the last block that defined one, for the blocks that reuse it.
  private var huffman: ZstandardHuffman?

  /// Unpacks the section, which may have at most `largest` bytes of literals, and advances past it.
  mutating func read(
    from reader: inout CompressedByteReader, largest: Int
  ) throws(DecompressionError) {
    let start = reader.position
    let first = try reader.byte(in: .literals)
    let kind = first & 3
    let sizeFormat = first >> 2 & 3
    if kind < 2 {
      let size = try Self.plainSize(first: first, sizeFormat: sizeFormat, from: &reader)
      try setCount(size, largest: largest, at: start, of: reader)
      try readPlain(isRepeated: kind == 1, from: &reader)
      return
    }
    // The two sizes come one after the other, with 10, 10, 14 or 18 bits each.
    let sizeBits: UInt64 = sizeFormat < 2 ? 10 : sizeFormat == 2 ? 14 : 18
    let headerRest = sizeFormat < 2 ? 2 : sizeFormat == 2 ? 3 : 4
    let sizes = (try reader.number(of: headerRest, in: .literals) << 8 | UInt64(first)) >> 4
    let size = Int(sizes & (1 << sizeBits - 1))
    let compressedSize = Int(sizes >> sizeBits)
    try setCount(size, largest: largest, at: start, of: reader)
    var content = try reader.part(compressedSize, in: .literals)
    if kind == 2 {
      huffman = try ZstandardHuffman(from: &content)
    }
    guard let huffman else { throw reader.error(.nothingToRepeat(.huffmanTree), at: start) }
    try readStreams(count: sizeFormat == 0 ? 1 : 4, with: huffman, from: &content)
  }

  func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[0..<count])) }
  }

  /// The size of raw or repeated literals: 5, 12 or 20 bits.
  private static func plainSize(
    first: UInt8, sizeFormat: UInt8, from reader: inout CompressedByteReader
  ) throws(DecompressionError) -> Int {
    switch sizeFormat {
    case 1: Int(first >> 4) | Int(try reader.byte(in: .literals)) << 4
    case 3: Int(first >> 4) | Int(try reader.number(of: 2, in: .literals)) << 4
    default: Int(first >> 3)
    }
  }

  /// Makes room for the literals. The frame bounds them to 128 KiB, so the storage stays small.
  private mutating func setCount(
    _ size: Int, largest: Int, at start: Int, of reader: CompressedByteReader
  ) throws(DecompressionError) {
    guard size <= largest else {
      throw reader.error(.blockTooLarge(size: size, largest: largest), at: start)
    }
    if storage.count < size {
      let grown = max(size, min(storage.count * 2, largest))
      storage.append(contentsOf: repeatElement(0, count: grown - storage.count))
    }
    count = size
  }

  private mutating func readPlain(
    isRepeated: Bool, from reader: inout CompressedByteReader
  ) throws(DecompressionError) {
    let count = count
    if isRepeated {
      let byte = try reader.byte(in: .literals)
      storage.withUnsafeMutableBufferPointer { $0[0..<count].update(repeating: byte) }
    } else {
      let bytes = try reader.take(count, in: .literals)
      storage.withUnsafeMutableBufferPointer { target in
        _ = UnsafeMutableBufferPointer(rebasing: target[0..<count]).update(fromContentsOf: bytes)
      }
    }
  }

  /// Decodes one stream, or four preceded by a table with the sizes of the first three; all but the
  /// last unpack to the same number of bytes (RFC 8878 section 3.1.1.3.1.6).
  private mutating func readStreams(
    count streams: Int, with huffman: ZstandardHuffman, from reader: inout CompressedByteReader
  ) throws(DecompressionError) {
    var sizes: [Int] = []
    for _ in 1..<streams {
      sizes.append(Int(try reader.number(of: 2, in: .literals)))
    }
    let share = streams == 1 ? count : (count + 3) / 4
    var written = 0
    for index in 0..<streams {
      let start = reader.position
      let isLast = index == streams - 1
      let bytes = try reader.take(isLast ? reader.remaining : sizes[index], in: .literals)
      let end = isLast ? count : written + share
      guard end >= written, end <= count else {
        throw reader.error(.inconsistent(.literals), at: start)
      }
      let isComplete = storage.withUnsafeMutableBufferPointer { target in
        huffman.decode(bytes, into: UnsafeMutableBufferPointer(rebasing: target[written..<end]))
      }
      guard isComplete else { throw reader.error(.bitStream(.literals), at: start) }
      written = end
    }
  }
}
