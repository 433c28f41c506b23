import Testing

@testable import FileFormats

/// The sentences that people read, for inputs that break one rule each.
@Suite struct DecompressionErrorTests {
  /// An input in hexadecimal and what is said about it, for a limit or a size of 100.
  struct Fault: Sendable, CustomTestStringConvertible {
    let input: String
    let text: String
    var testDescription: String { text }

    init(_ input: String, _ text: String) {
      self.input = input
      self.text = text
    }

    var bytes: [UInt8] { [UInt8](hexadecimal: input) }
  }

  /// Magic number and descriptor of a frame with one segment and one byte of content size.
  private static let frame = "28b52ffd 20 "
  private static let damaged = "zstd frame damaged at byte "

  static let zstandard = [
    Fault("", damaged + "0: the data ends inside the header"),
    Fault("28b52f", damaged + "0: the data ends inside the header"),
    Fault("1f8b0800", damaged + "0: no frame begins with 0x00088b1f"),
    Fault("28b52ffd 28", damaged + "4: a reserved bit is set in the header"),
    Fault(
      "28b52ffd 21 07 05", "zstd frame at byte 0 cannot be unpacked: it needs dictionary 7"),
    Fault("28b52ffd 20 65", "zstd frame at byte 0 unpacks to more than the 100 bytes allowed"),
    Fault(
      "28b52ffd e0 ffffffffffffffff",
      "zstd frame at byte 0 unpacks to more than the 100 bytes allowed"),
    Fault(
      "28b52ffd 00 00 2b0300 41",
      "zstd frame at byte 6 unpacks to more than the 100 bytes allowed"),
    Fault("502a4d18 0500 0000 00", damaged + "8: the data ends inside a skippable frame"),
    Fault(frame + "05 2900", damaged + "6: the data ends inside a block header"),
    Fault(frame + "05 290000 6162", damaged + "9: the data ends inside a block"),
    Fault(frame + "05 070000", damaged + "6: the block type is reserved"),
    Fault(
      frame + "05 310000 616263646566",
      damaged + "6: a block claims 6 bytes where at most 5 are allowed"),
    Fault(frame + "05 210000 61626364", damaged + "0: the content has 4 bytes, 5 were announced"),
    Fault(
      frame + "05 200000 61626364 210000 61626364",
      damaged + "13: the content has 6 bytes, 5 were announced"),
    Fault(
      "28b52ffd 24 01 090000 61 00000000",
      damaged + "10: the content has checksum 0xa98c6e5b, 0x00000000 was announced"),
    Fault("28b52ffd 24 01 090000 61 0000", damaged + "10: the data ends inside the checksum"),
    Fault(frame + "05 090000 61 61", damaged + "0: the content has 1 byte, 5 were announced"),
    Fault(frame + "01 090000 61 6161", damaged + "10: the data ends inside the header"),
    // Compressed blocks: literals, then sequences.
    Fault(frame + "0a 0d0000 52", damaged + "10: the data ends inside the literals"),
    Fault(
      frame + "0a 150000 59 61",
      damaged + "9: a block claims 11 bytes where at most 10 are allowed"),
    Fault(
      frame + "0a 150000 29 61", damaged + "11: the data ends inside the header of the sequences"),
    Fault(
      frame + "0a 250000 a3 0000 00",
      damaged + "9: the Huffman tree is repeated before it is defined"),
    Fault(
      frame + "0a 1d0000 29 61 00 00", damaged + "0: the content has 5 bytes, 10 were announced"),
    Fault(frame + "0a 250000 29 61 00 00", damaged + "12: 1 byte is left over"),
    Fault(
      frame + "0a 250000 29 61 01 01",
      damaged + "13: a reserved bit is set in the header of the sequences"),
    Fault(
      frame + "0a 250000 29 61 01 fc",
      damaged + "13: the literal length table is repeated before it is defined"),
    Fault(
      frame + "0a 2d0000 29 61 01 54 40",
      damaged + "13: the literal length table has code 64, the largest is 35"),
    // A table with an empty code 0, and 36 more of them.
    Fault(
      frame + "0a 4d0000 29 61 01 80 10 feffff 01",
      damaged + "13: the literal length table has code 36, the largest is 35"),
    Fault(
      frame + "0a 3d0000 29 61 01 54 00 00 00",
      damaged + "16: the bits of the sequences do not end where they should"),
    Fault(
      frame + "0a 450000 29 61 01 54 00 03 05 01",
      damaged + "16: the bits of the sequences do not end where they should"),
    Fault(
      frame + "0a 450000 29 61 01 54 06 00 00 01",
      damaged + "16: a sequence takes 6 literals where 5 are left"),
    Fault(
      frame + "0a 450000 29 61 01 54 00 00 00 01",
      damaged + "16: a copy reaches back 4 bytes where 0 are in reach"),
  ]

  @Test(arguments: zstandard)
  func saysWhatIsWrongWithAZstandardFrame(_ fault: Fault) {
    let error = #expect(throws: DecompressionError.self) {
      try Zstandard.decompress(fault.bytes, limit: 100)
    }
    #expect(error?.description == fault.text)
  }

  static let lz4 = [
    Fault("", "lz4 block damaged at byte 0: 100 are claimed where the data can hold at most 0"),
    Fault("50 61", "lz4 block damaged at byte 1: the data ends inside a sequence"),
    Fault("10 61 01", "lz4 block damaged at byte 2: the data ends inside a sequence"),
    Fault("1f 61 0100 ff", "lz4 block damaged at byte 5: the data ends inside a sequence"),
    Fault(
      "10 61 0000", "lz4 block damaged at byte 2: a copy reaches back 0 bytes where 1 are in reach"),
    Fault(
      "10 61 0200", "lz4 block damaged at byte 2: a copy reaches back 2 bytes where 1 are in reach"),
    Fault("10 61", "lz4 block damaged at byte 2: a part unpacks to 1 byte instead of 100"),
    Fault(
      "1f 61 0100 ff 00", "lz4 block damaged at byte 6: a part unpacks to 275 bytes instead of 100"),
  ]

  @Test(arguments: lz4)
  func saysWhatIsWrongWithAnLZ4Block(_ fault: Fault) {
    let error = #expect(throws: DecompressionError.self) {
      try LZ4.content(of: fault.bytes, size: 100)
    }
    #expect(error?.description == fault.text)
  }

  static let blosc = [
    Fault("0201", "blosc buffer damaged at byte 2: the data ends inside the header"),
    Fault("05", "blosc buffer cannot be unpacked: format version 5 is not supported"),
    Fault(
      "02013304 65000000 65000000 10000000",
      "blosc buffer at byte 0 unpacks to more than the 100 bytes allowed"),
    Fault(
      "02013304 08000000 08000000 18000000 00",
      "blosc buffer damaged at byte 17: the data ends inside a stream"),
    Fault(
      "02013304 00000000 08000000 10000000 00",
      "blosc buffer damaged at byte 16: 1 byte is left over"),
    Fault(
      "02012104 08000000 09000000 10000000",
      "blosc buffer damaged at byte 0: 8 bytes cannot have blocks of 9 bytes and items of 4"),
    Fault(
      "02015104 08000000 08000000 10000000",
      "blosc buffer cannot be unpacked: the codec snappy is not supported"),
    Fault(
      "0201f104 08000000 08000000 10000000",
      "blosc buffer cannot be unpacked: the codec number 7 is not supported"),
    Fault(
      "02012104 08000000 04000000 14000000 14000000",
      "blosc buffer damaged at byte 20: the data ends inside the block positions"),
    Fault(
      "02012104 08000000 08000000 14000000 14000000",
      "blosc buffer damaged at byte 16: position 20 is outside of the data"),
    Fault(
      "02019101 08000000 08000000 19000000 14000000 01000000 00",
      "zstd frame damaged at byte 24: the data ends inside the header"),
  ]

  @Test(arguments: blosc)
  func saysWhatIsWrongWithABloscBuffer(_ fault: Fault) {
    let error = #expect(throws: DecompressionError.self) {
      try Blosc.decompress(fault.bytes, limit: 100)
    }
    #expect(error?.description == fault.text)
  }

  static let variableLengthBytes = [
    Fault("010000", "vlen-bytes array damaged at byte 0: the data ends inside the item count"),
    Fault("65000000", "vlen-bytes array at byte 0 unpacks to more than the 100 items allowed"),
    Fault(
      "02000000 00000000",
      "vlen-bytes array damaged at byte 0: 2 are claimed where the data can hold at most 1"),
    Fault(
      "01000000 ffffffff 61", "vlen-bytes array damaged at byte 8: the data ends inside an item"),
    Fault("00000000 6161", "vlen-bytes array damaged at byte 4: 2 bytes are left over"),
  ]

  @Test(arguments: variableLengthBytes)
  func saysWhatIsWrongWithAnArray(_ fault: Fault) {
    let error = #expect(throws: DecompressionError.self) {
      try VariableLengthBytes.items(of: fault.bytes, limit: 100)
    }
    #expect(error?.description == fault.text)
  }
}
