/// Why compressed bytes could not be unpacked: which format, where in the input, and what is wrong.
///
/// `description` is the message for people.
public struct DecompressionError: Error, Equatable, Sendable {
  /// The format whose rule was broken; for a stream inside a Blosc buffer, the stream's format.
  public let format: Format

  /// The index in the caller's input, in bytes, at or near which the fault was noticed.
  ///
  /// For a stream inside a Blosc buffer it counts from the start of the Blosc buffer. For a slice
  /// it is an index of the slice. Entropy-coded streams are read from their end, so there it is the
  /// byte that was being read, or the start of the stream.
  public let offset: Int

  /// The rule that was broken, with the numbers involved.
  public let reason: Reason

  /// Creates an error from its facts.
  public init(format: Format, offset: Int, reason: Reason) {
    self.format = format
    self.offset = offset
    self.reason = reason
  }

  /// A compressed format that this folder reads.
  public enum Format: Equatable, Sendable {
    /// Zstandard frames, RFC 8878.
    case zstandard
    /// One LZ4 block, without the LZ4 frame around it.
    case lz4
    /// A Blosc 1 buffer.
    case blosc
    /// The `vlen-bytes` array encoding of numcodecs.
    case variableLengthBytes
  }

  /// A region of a compressed input.
  public enum Part: Equatable, Sendable {
    /// The header of a frame or of a Blosc buffer.
    case header
    /// A frame that carries data for other programs (RFC 8878 section 3.1.2).
    case skippableFrame
    /// The three bytes before a block.
    case blockHeader
    /// The content of a block.
    case block
    /// The literals of a Zstandard block.
    case literals
    /// The description of a Huffman tree.
    case huffmanTree
    /// The number and the modes of the sequences of a Zstandard block.
    case sequencesHeader
    /// The bits of the sequences of a Zstandard block.
    case sequences
    /// The table of literal length codes.
    case literalLengthTable
    /// The table of offset codes.
    case offsetTable
    /// The table of match length codes.
    case matchLengthTable
    /// The checksum after a frame.
    case checksum
    /// A run of literal bytes and the copy after it in an LZ4 block.
    case sequence
    /// The positions of the blocks of a Blosc buffer.
    case blockPositions
    /// A compressed stream of a Blosc block.
    case stream
    /// The number of items.
    case itemCount
    /// The length of an item.
    case itemLength
    /// The bytes of an item.
    case item
  }

  /// The codec inside a Blosc buffer that is not unpacked.
  public enum UnsupportedCodec: Equatable, Sendable {
    /// Blosc's own codec, number 0.
    case blosclz
    /// Number 2.
    case snappy
    /// Number 3.
    case zlib
    /// A number that Blosc 1 does not define.
    case unknown(number: UInt8)
  }

  /// A rule of a format that the input breaks, or a requirement that cannot be met.
  public enum Reason: Equatable, Sendable {
    /// The input ends inside this part.
    case truncated(Part)
    /// The output would exceed `limit`: in bytes, or in items for variable-length items.
    case outputTooLarge(limit: Int)
    /// Copies reach back further than so many bytes, more than are kept of an output in parts.
    case reachTooLong(limit: Int)
    /// No known format begins with these four bytes, read as a little-endian number.
    case unknownMagic(UInt32)
    /// A bit that must be zero is set.
    case reservedBit(Part)
    /// The frame needs a dictionary, and there is no way to supply one; the identifier is never 0.
    case dictionaryNeeded(identifier: UInt32)
    /// The block is of type 3, which has no meaning.
    case reservedBlockType
    /// The block, or its literals, are larger than the frame allows, in bytes.
    case blockTooLarge(size: Int, largest: Int)
    /// The announced size differs from what the blocks unpack to, in bytes. Unpacking stops at the
    /// first excess, so `found` may be less than the whole.
    case contentSize(announced: UInt64, found: UInt64)
    /// The content does not have the announced checksum.
    case checksum(announced: UInt32, found: UInt32)
    /// A Huffman tree or a table of codes contradicts itself.
    case inconsistent(Part)
    /// A code above the largest that the table may hold.
    case codeOutOfRange(Part, code: Int, largest: Int)
    /// The block repeats a Huffman tree or a table that no earlier block of the frame has defined.
    case nothingToRepeat(Part)
    /// A bit stream has no end mark, or holds more or fewer bits than its symbols need.
    case bitStream(Part)
    /// A copy reaches back `distance` bytes where `available` bytes are in reach.
    case copyOutOfReach(distance: Int, available: Int)
    /// A sequence needs more literal bytes than the block has left.
    case literalsExhausted(needed: Int, available: Int)
    /// Bytes are left over after the end.
    case trailingBytes(count: Int)
    /// The Blosc format version is not 2.
    case unsupportedVersion(UInt8)
    /// The codec is known to Blosc, not to this reader.
    case unsupportedCodec(UnsupportedCodec)
    /// A Blosc buffer of this size cannot have blocks and items of these sizes, all in bytes.
    case impossibleLayout(blockSize: Int, itemSize: Int, size: Int)
    /// A claimed size, in bytes or items, that the input is too short to produce.
    case impossibleSize(claimed: Int, largest: Int)
    /// A position points outside the input.
    case positionOutOfRange(Int)
    /// The streams of the blocks claim more bytes than the input has, so they overlap.
    case overlappingStreams
    /// A block or a stream unpacks to the wrong number of bytes.
    case unpackedSize(expected: Int, found: Int)
  }
}
