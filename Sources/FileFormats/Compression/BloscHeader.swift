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

  /// The bytes of content.
  let contentSize: Int
  /// The bytes of each block's content, except that the last may have fewer.
  let blockSize: Int
  /// The bytes of an item, which the shuffles work on.
  let itemSize: Int
  /// Whether the content follows the header as it is.
  let isStored: Bool
  private let flags: UInt8

  /// Reads the header and compares its sizes with those of the buffer and with `limit`.
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

  /// The codec of the streams; throws when it is one that is not unpacked.
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

  /// The bytes of content of the block with this index.
  func size(ofBlock index: Int) -> Int {
    min(blockSize, contentSize - index * blockSize)
  }

  /// The number of streams of a block with this many bytes: one, or one for each byte of an item,
  /// unless the writer chose not to split or the block is a last, smaller one.
  func streamCount(ofBlockWithSize size: Int) -> Int {
    let isSplit =
      flags & 16 == 0 && itemSize <= Self.largestSplitItem
      && size / itemSize >= Self.smallestSplitStream && size == blockSize
    return isSplit ? itemSize : 1
  }
}
