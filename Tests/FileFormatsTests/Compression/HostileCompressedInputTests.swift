import Testing

@testable import FileFormats

/// Damaged inputs: the result is an error or content within the limit, never a crash.
@Suite struct HostileCompressedInputTests {
  enum Unpacker: CaseIterable {
    case zstandard, lz4, blosc

    /// Each case is unpacked once per byte, so only the quick ones are used, and a longer one with
    /// repeated tables.
    var cases: [CompressionCase] {
      let cases =
        switch self {
        case .zstandard: CompressionFixtures.zstandard
        case .lz4: CompressionFixtures.lz4
        case .blosc: CompressionFixtures.blosc
        }
      return cases.filter { item in
        item.name == "short text in each block"
          || item.input.count * item.expected.count <= 180_000
      }
    }

    func unpack(_ bytes: [UInt8], size: Int) throws(DecompressionError) -> [UInt8] {
      switch self {
      case .zstandard: try Zstandard.decompress(bytes, limit: size)
      case .lz4: try LZ4.content(of: bytes, size: size)
      case .blosc: try Blosc.decompress(bytes, limit: size)
      }
    }
  }

  @Test(arguments: Unpacker.allCases)
  func everyTruncationIsAnError(_ unpacker: Unpacker) {
    var truncations = 0
    for item in unpacker.cases {
      let bytes = item.bytes
      let size = item.expected.count
      // Frames and skippable frames may be followed by more of them, or not.
      let ends = Self.frameEnds[item.name] ?? []
      for count in 0..<bytes.count where !ends.contains(count) {
        truncations += 1
        #expect(throws: DecompressionError.self, "\(item.name), first \(count) bytes") {
          try unpacker.unpack(Array(bytes[..<count]), size: size)
        }
      }
    }
    #expect(truncations > 900)
  }

  private static let frameEnds: [String: Set<Int>] = {
    var ends: [String: Set<Int>] = [:]
    for item in CompressionFixtures.zstandard where item.name.contains("frames") {
      let bytes = item.bytes
      // Every frame begins with a magic number, in these cases nowhere else.
      ends[item.name] = Set(
        (1..<bytes.count - 3).filter { index in
          let magic = Array(bytes[index..<index + 4])
          return magic == .littleEndian(0xFD2F_B528) || magic == .littleEndian(0x184D_2A53)
        })
    }
    return ends
  }()

  @Test(arguments: Unpacker.allCases)
  func everyFlippedBitIsAnErrorOrFits(_ unpacker: Unpacker) {
    var flips = 0
    for item in unpacker.cases {
      var bytes = item.bytes
      let size = item.expected.count
      for position in bytes.indices {
        let bit = UInt8(1) << UInt8((position * 5 + flips) % 8)
        bytes[position] ^= bit
        flips += 1
        if let content = try? unpacker.unpack(bytes, size: size), content.count > size {
          Issue.record("\(item.name), byte \(position): \(content.count) bytes")
        }
        bytes[position] ^= bit
      }
    }
    #expect(flips > 900)
  }

  @Test(arguments: Unpacker.allCases)
  func everyByteOfHeadersMayHaveAnyValue(_ unpacker: Unpacker) {
    for item in unpacker.cases.prefix(6) {
      let size = item.expected.count
      for position in item.bytes.indices.prefix(24) {
        for value in stride(from: UInt8.min, through: UInt8.max, by: 5) {
          var bytes = item.bytes
          bytes[position] = value
          if let content = try? unpacker.unpack(bytes, size: size), content.count > size {
            Issue.record("\(item.name), byte \(position): \(content.count) bytes")
          }
        }
      }
    }
  }

  @Test func noiseIsAnError() {
    var generator = LinearGenerator(state: 7)
    for count in 0..<300 {
      let noise = (0..<count).map { _ in UInt8(generator.next() >> 24) }
      #expect(throws: DecompressionError.self) { try Zstandard.decompress(noise, limit: 1000) }
      #expect(throws: DecompressionError.self) { try Blosc.decompress(noise, limit: 1000) }
      #expect(throws: DecompressionError.self) {
        try VariableLengthBytes.items(of: noise, limit: 1000)
      }
      // A magic number and a harmless descriptor get the reader further.
      let frame = [UInt8](hexadecimal: "28b52ffd 00 00") + noise
      #expect(throws: DecompressionError.self) { try Zstandard.decompress(frame, limit: 1000) }
    }
  }
}
