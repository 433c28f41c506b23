/// The first 16 bytes of a Blosc 1 buffer (the header section of c-blosc's README_CHUNK_FORMAT).
struct BloscHeader {
  enum Codec {
    case lz4
    case zstandard
  }

  enum Shuffle {
    case none
    case bytes
    case bits
  }

  static let size = 16
  /// Blocks of items larger than this are one stream.
  private static let largestSplitItem = 16
  /// Blocks whose streams would be smaller than this are one stream.
  private static let smallestSplitStream = 128

  /// The size of the content in bytes.
  let contentSize: Int
  /// The size of each block's content in bytes; the last block may be smaller.
  let blockSize: Int
  /// The size in bytes of an item, the unit that the shuffles work on.
  let itemSize: Int
  /// Whether the content follows the header uncompressed.
  let isStored: Bool
  private let flags: UInt8

  /// Reads the header and checks its sizes against the buffer and `limit`.
  init(from reader: inout CompressedByteReader, limit: Int) throws(DecompressionError) {
    let version = try reader.byte(in: .header)
    guard version == 2 else { throw reader.error(.unsupportedVersion(version), at: 0) }
    // The version of the codec's format is 1 for all codecs so far, and readers ignore it.
    _ = try reader.byte(in: .header)
    flags = try reader.byte(in: .header)
    itemSize = Int(try reader.byte(in: .header))
    contentSize = try reader.length(in: .header)
    blockSize = try reader.length(in: .header)
    let bufferSize = try reader.length(in: .header)
    isStored = flags & 2 != 0
    guard bufferSize <= reader.end else {
      throw reader.error(.truncated(.stream), at: reader.end)
    }
    guard bufferSize == reader.end else {
      throw reader.error(.trailingBytes(count: reader.end - bufferSize), at: bufferSize)
    }
    guard contentSize <= limit else { throw reader.error(.outputTooLarge(limit: limit), at: 0) }
    guard contentSize == 0 || isStored || (1...contentSize).contains(blockSize) && itemSize > 0
    else {
      throw reader.error(
        .impossibleLayout(blockSize: blockSize, itemSize: itemSize, size: contentSize), at: 0)
    }
  }

  /// The codec of the streams; throws if it is not supported.
  func codec(of reader: CompressedByteReader) throws(DecompressionError) -> Codec {
    switch flags >> 5 {
    case 1: return .lz4
    case 4: return .zstandard
    case 0: throw reader.error(.unsupportedCodec(.blosclz), at: 0)
    case 2: throw reader.error(.unsupportedCodec(.snappy), at: 0)
    case 3: throw reader.error(.unsupportedCodec(.zlib), at: 0)
    case let number: throw reader.error(.unsupportedCodec(.unknown(number: number)), at: 0)
    }
  }

  /// How the bytes of each block were rearranged; items of one byte have only bits to rearrange.
  var shuffle: Shuffle {
    if flags & 1 != 0 { return itemSize > 1 ? .bytes : .none }
    return flags & 4 != 0 ? .bits : .none
  }

  var blockCount: Int { (contentSize + blockSize - 1) / blockSize }

  /// The size in bytes of the content of a block.
  func size(ofBlock index: Int) -> Int {
    min(blockSize, contentSize - index * blockSize)
  }

  /// The number of streams in a block of this size: one for each byte of an item, or a single one
  /// if the writer chose not to split, the items are too large, the streams would be too small, or
  /// it is a smaller last block.
  func streamCount(ofBlockWithSize size: Int) -> Int {
    let isSplit =
      flags & 16 == 0 && itemSize <= Self.largestSplitItem
      && size / itemSize >= Self.smallestSplitStream && size == blockSize
    return isSplit ? itemSize : 1
  }
}
