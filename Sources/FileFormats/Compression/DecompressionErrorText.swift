extension DecompressionError: CustomStringConvertible {
  /// One sentence without a full stop, such as
  /// "zstd frame damaged at byte 17: the data ends inside a block".
  public var description: String {
    switch reason {
    case .outputTooLarge(let limit):
      "\(format.text) at byte \(offset) unpacks to more than the \(limit) \(format.unit) allowed"
    case .reachTooLong(let limit):
      "\(format.text) at byte \(offset) cannot be unpacked in parts: it needs more than \(limit) of its bytes "
        + "at a time"
    case .dictionaryNeeded(let identifier):
      "\(format.text) at byte \(offset) cannot be unpacked: it needs dictionary \(identifier)"
    case .unsupportedVersion(let version):
      "\(format.text) cannot be unpacked: format version \(version) is not supported"
    case .unsupportedCodec(let codec):
      "\(format.text) cannot be unpacked: the codec \(codec.text) is not supported"
    default:
      "\(format.text) damaged at byte \(offset): \(reason.damage)"
    }
  }
}

extension DecompressionError.Format {
  fileprivate var text: String {
    switch self {
    case .zstandard: "zstd frame"
    case .lz4: "lz4 block"
    case .blosc: "blosc buffer"
    case .variableLengthBytes: "vlen-bytes array"
    }
  }

  fileprivate var unit: String {
    self == .variableLengthBytes ? "items" : "bytes"
  }
}

extension DecompressionError.UnsupportedCodec {
  fileprivate var text: String {
    switch self {
    case .blosclz: "blosclz"
    case .snappy: "snappy"
    case .zlib: "zlib"
    case .unknown(let number): "number \(number)"
    }
  }
}

extension DecompressionError.Part {
  fileprivate var text: String {
    switch self {
    case .header: "the header"
    case .skippableFrame: "a skippable frame"
    case .blockHeader: "a block header"
    case .block: "a block"
    case .literals: "the literals"
    case .huffmanTree: "the Huffman tree"
    case .sequencesHeader: "the header of the sequences"
    case .sequences: "the sequences"
    case .literalLengthTable: "the literal length table"
    case .offsetTable: "the offset table"
    case .matchLengthTable: "the match length table"
    case .checksum: "the checksum"
    case .sequence: "a sequence"
    case .blockPositions: "the block positions"
    case .stream: "a stream"
    case .itemCount: "the item count"
    case .itemLength: "an item length"
    case .item: "an item"
    }
  }
}

extension DecompressionError.Reason {
  /// How the input contradicts the format; empty for the reasons that `description` words itself.
  fileprivate var damage: String {
    switch self {
    case .outputTooLarge, .reachTooLong, .dictionaryNeeded, .unsupportedVersion, .unsupportedCodec:
      ""
    case .truncated(let part):
      "the data ends inside \(part.text)"
    case .unknownMagic(let magic):
      "no frame begins with 0x\(magic.hexadecimal)"
    case .reservedBit(let part):
      "a reserved bit is set in \(part.text)"
    case .reservedBlockType:
      "the block type is reserved"
    case .blockTooLarge(let size, let largest):
      "a block claims \(size.bytes) where at most \(largest) are allowed"
    case .contentSize(let announced, let found):
      "the content has \(found.bytes), \(announced) were announced"
    case .checksum(let announced, let found):
      "the content has checksum 0x\(found.hexadecimal), 0x\(announced.hexadecimal) was announced"
    case .inconsistent(let part):
      "\(part.text) contradicts itself"
    case .codeOutOfRange(let part, let code, let largest):
      "\(part.text) has code \(code), the largest is \(largest)"
    case .nothingToRepeat(let part):
      "\(part.text) is repeated before it is defined"
    case .bitStream(let part):
      "the bits of \(part.text) do not end where they should"
    case .copyOutOfReach(let distance, let available):
      "a copy reaches back \(distance.bytes) where \(available) are in reach"
    case .literalsExhausted(let needed, let available):
      "a sequence takes \(needed) literals where \(available) are left"
    case .trailingBytes(let count):
      "\(count.bytes) \(count == 1 ? "is" : "are") left over"
    case .impossibleLayout(let blockSize, let itemSize, let size):
      "\(size.bytes) cannot have blocks of \(blockSize.bytes) and items of \(itemSize)"
    case .impossibleSize(let claimed, let largest):
      "\(claimed) are claimed where the data can hold at most \(largest)"
    case .positionOutOfRange(let position):
      "position \(position) is outside of the data"
    case .overlappingStreams:
      "the streams of the blocks overlap"
    case .unpackedSize(let expected, let found):
      "a part unpacks to \(found.bytes) instead of \(expected)"
    }
  }
}

extension BinaryInteger {
  fileprivate var bytes: String {
    self == 1 ? "1 byte" : "\(self) bytes"
  }
}

extension UInt32 {
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
