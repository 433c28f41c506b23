import Testing

@testable import FileFormats

@Suite struct PickleCompletenessTests {
  @Test func everyFixtureIsCompleteWhateverFollows() throws {
    for name in try PickleFixtures.names() {
      let bytes = try PickleFixtures.bytes(name)
      let complete = PickleCompleteness.complete(endOffset: bytes.count)
      #expect(PickleCompleteness(of: bytes) == complete, "\(name)")
      #expect(PickleCompleteness(of: bytes + [0xff]) == complete, "\(name)")
      #expect(PickleCompleteness(of: bytes + bytes) == complete, "\(name)")
    }
  }

  private func inParts(_ bytes: [UInt8], of size: Int) -> PickleCompleteness {
    var scan = PickleCompletenessScan(length: bytes.count)
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBufferPointer { scan.take($0) }
    }
    return scan.finish()
  }

  /// Bytes that come in parts are as whole as they are all at once.
  @Test func partsAreAsWholeAsAllOfIt() throws {
    for name in try PickleFixtures.names() {
      let bytes = try PickleFixtures.bytes(name)
      for size in [1, 7, 1_000] where bytes.count / size < 500 {
        let twice: [UInt8] = bytes + bytes
        let after: [UInt8] = [UInt8(0xFF)] + bytes
        let rest = [UInt8](bytes.dropFirst())
        let parts: [[UInt8]] = [bytes, twice, after, rest]
        for part in parts {
          #expect(inParts(part, of: size) == PickleCompleteness(of: part), "\(name), \(size)")
        }
        for length in stride(from: 0, to: bytes.count, by: 1 + bytes.count / 11) {
          let cut = Array(bytes[..<length])
          #expect(
            inParts(cut, of: size) == PickleCompleteness(of: cut), "\(name), \(size), \(length)")
        }
      }
    }
  }

  /// A text of the oldest protocol is a line of any length; looking for its end takes no more time where it
  /// comes in many parts.
  @Test(arguments: [1_000, 1 << 20, 3 << 20]) func linesOfAnyLength(_ length: Int) {
    for opcode in ["V", "S'"] {
      let line = Array(opcode.utf8) + Array(repeating: UInt8(ascii: "a"), count: length)
      let end = opcode == "V" ? [UInt8(ascii: "\n")] : Array("'\n".utf8)
      let whole = [0x4E, 0x30] + line + end + [0x2E]
      for size in [64, 1 << 16] {
        #expect(inParts(whole, of: size) == .complete(endOffset: whole.count))
        let cut = Array(whole.dropLast(2))
        #expect(inParts(cut, of: size) == PickleCompleteness(of: cut))
        #expect(inParts(whole.dropLast(), of: size) == .truncated(offset: whole.count - 1))
        #expect(
          inParts(whole.dropLast() + [0xFF], of: size)
            == .malformed(
              PickleError(offset: whole.count - 1, reason: .unknownOpcode(0xFF))))
      }
    }
  }

  /// The answer for every cut follows from where the instructions and the frames of the whole begin
  /// and end.
  @Test func aFixtureCutAtAnyByteIsTruncatedAtTheInstructionThatIsNotWhole() throws {
    var cuts = 0
    for name in try PickleFixtures.names() {
      let bytes = try PickleFixtures.bytes(name)
      var parts: [Range<Int>] = []
      var scanner = PickleScanner(bytes: bytes)
      while let instruction = try scanner.next() {
        var end = scanner.offset
        if instruction.opcode == .frame, case .integer(let length) = instruction.argument {
          end += length
        }
        parts.append(instruction.offset..<end)
      }
      for length in bytes.indices {
        cuts += 1
        let offset =
          parts.first { $0.lowerBound < length && $0.upperBound > length }?.lowerBound ?? length
        let found = PickleCompleteness(of: Array(bytes[..<length]))
        if found != .truncated(offset: offset) { Issue.record("\(name), \(length): \(found)") }
      }
    }
    #expect(cuts > 30_000)
  }

  @Test(
    arguments: [
      ("", .truncated(offset: 0)),
      ("N", .truncated(offset: 1)),
      (".", .complete(endOffset: 1)),
      ("K\u{1}.K\u{2}.", .complete(endOffset: 3)),
      ("\u{80}", .truncated(offset: 0)),
      ("\u{80}\u{5}", .truncated(offset: 2)),
      ("N\u{8c}\u{3}ab", .truncated(offset: 1)),
      ("NI12", .truncated(offset: 1)),
      ("cos\nsystem", .truncated(offset: 0)),
      ("\u{80}\u{4}\u{95}\u{9}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}N.", .truncated(offset: 2)),
      // The length could be that of a large array.
      ("\u{8e}\u{0}\u{0}\u{0}\u{0}\u{1}\u{0}\u{0}\u{0}ab", .truncated(offset: 0)),
      // What begins a Parquet file may also begin a pickle.
      ("PAR1", .truncated(offset: 0)),
      // It makes no difference what the instructions mean together.
      ("ttt\u{93}.", .complete(endOffset: 5)),
    ] as [(String, PickleCompleteness)])
  func aPickleEndsWithStop(_ text: String, _ expected: PickleCompleteness) {
    #expect(PickleCompleteness(of: pickleBytes(text)) == expected)
  }

  @Test(
    arguments: [
      ("\u{0}", "pickle, byte 0: there is no opcode 0x00"),
      ("{\"json\": 1}", "pickle, byte 0: there is no opcode 0x7b"),
      ("N\u{ff}.", "pickle, byte 1: there is no opcode 0xff"),
      ("\u{80}\u{6}N.", "pickle, byte 0: protocol 6 is not supported, the newest known one is 5"),
      ("T\u{ff}\u{ff}\u{ff}\u{ff}.", "pickle, byte 0: BINSTRING claims a negative length, -1"),
      ("Itwo\n.", "pickle, byte 0: the argument of INT is not a number in its range"),
      (
        "\u{8e}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}",
        "pickle, byte 0: BINBYTES8 claims 18446744073709551615 bytes, and 0 are left"
      ),
      (
        "N\u{95}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{80}N.",
        "pickle, byte 1: FRAME claims 9223372036854775808 bytes, and 2 are left"
      ),
    ])
  func whatCanNotBecomeAPickleIsMalformed(_ text: String, _ sentence: String) {
    guard case .malformed(let error) = PickleCompleteness(of: pickleBytes(text)) else {
      Issue.record("\(text.debugDescription) is not malformed")
      return
    }
    #expect(error.description == sentence)
  }

  /// Whatever the decoder accepts is complete, and what it misses the end of is truncated there.
  @Test func itAgreesWithTheDecoderOnDamagedPickles() throws {
    var generator = SeededGenerator(seed: 3)
    let pickles = try PickleFixtures.names().map { try PickleFixtures.bytes($0) }
    for _ in 0..<5_000 {
      var bytes = pickles.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      let found = PickleCompleteness(of: bytes)
      do throws(PickleError) {
        _ = try PickleDecoder.decode(bytes)
        guard case .complete = found else {
          Issue.record("\(bytes): \(found)")
          continue
        }
      } catch {
        switch error.reason {
        case .missingStop, .truncated:
          #expect(found == .truncated(offset: error.offset))
        case .unknownOpcode, .unsupportedProtocol, .negativeLength:
          #expect(found == .malformed(error))
        default: break
        }
      }
    }
  }

  /// Each of these is long, and none may take time that grows faster than its length.
  @Test(arguments: [
    "N", "I", "V", "L1", "(", "K", "0F", "\u{95}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
  ])
  func longInputIsScannedOnce(_ pattern: String) {
    let unit = pickleBytes(pattern)
    let count = 2_000_000 / unit.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * unit.count)
    for _ in 0..<count { bytes += unit }
    guard case .truncated = PickleCompleteness(of: bytes) else {
      Issue.record("\(PickleCompleteness(of: bytes))")
      return
    }
  }
}
