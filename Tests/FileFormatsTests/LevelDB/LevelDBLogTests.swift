import FileFormats
import Testing

/// The framing of logs of LevelDB with plain CRC-32, as W&B writes it.
@Suite struct LevelDBLogTests {
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var checksum = CRC32()
    bytes.withUnsafeBufferPointer { checksum.take($0) }
    return checksum.value
  }

  /// Writes records as the format says, from an offset in the file on.
  static func log(_ records: [[UInt8]], from start: Int = 0) -> [UInt8] {
    var log: [UInt8] = []
    for record in records {
      var rest = record[...]
      var isFirst = true
      while isFirst || !rest.isEmpty {
        let room = LevelDBLog.blockSize - (start + log.count) % LevelDBLog.blockSize
        if room < LevelDBLog.headSize {
          log += Array(repeating: 0, count: room)
          continue
        }
        let part = Array(rest.prefix(room - LevelDBLog.headSize))
        rest = rest.dropFirst(part.count)
        let type: UInt8 = isFirst ? (rest.isEmpty ? 1 : 2) : (rest.isEmpty ? 4 : 3)
        let sum = checksum([type] + part)
        log += (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) }
        log += [UInt8(part.count & 0xFF), UInt8(part.count >> 8), type] + part
        isFirst = false
      }
    }
    return log
  }

  private func read(
    _ bytes: [UInt8], at offset: Int = 0, limit: Int = 1 << 22, isFromStart: Bool = true
  ) -> (records: [[UInt8]], log: LevelDBLog, end: LevelDBLog.End) {
    var log = LevelDBLog(recordLimit: limit, isFromStart: isFromStart)
    var records: [[UInt8]] = []
    let end = bytes.withUnsafeBufferPointer {
      log.read($0, at: offset) { records.append(Array($0)) }
    }
    return (records, log, end)
  }

  /// Of lengths that fill a block, leave room for a head, or for less.
  private static let records: [[UInt8]] = [
    [], [1], Array(repeating: 2, count: 32_740), Array(repeating: 3, count: 100_000), [4],
    Array(repeating: 5, count: 32_768 - 7), Array(repeating: 6, count: 31_700), [7, 7],
  ]

  @Test func checksums() {
    // The check value of the catalogue of parametrised CRC algorithms, and zlib's.
    #expect(LevelDBLogTests.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(LevelDBLogTests.checksum([]) == 0)
    #expect(
      LevelDBLogTests.checksum(Array("The quick brown fox jumps over the lazy dog".utf8))
        == 0x414F_A339)
  }

  @Test(arguments: [0, 7, 32_760, 32_768])
  func whatWasWrittenIsRead(_ start: Int) {
    let (records, log, end) = read(
      LevelDBLogTests.log(LevelDBLogTests.records, from: start), at: start)
    #expect(records == LevelDBLogTests.records)
    #expect(end == .whole)
    #expect(log.damagedCount == 0)
  }

  /// What comes after zeros, or without its beginning or its end, is no whole log.
  @Test func whatIsMissingIsDamage() {
    let block = LevelDBLog.blockSize
    let records: [[UInt8]] = (0..<6).map { Array(repeating: $0, count: 20_000) }
    let whole = LevelDBLogTests.log(records)
    func with(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
      var bytes = whole
      change(&bytes)
      return bytes
    }
    func damage(_ bytes: [UInt8]) -> (count: Int, first: Int?, records: [UInt8]) {
      let (records, log, _) = read(bytes)
      return (log.damagedCount, log.firstDamage, records.compactMap(\.first))
    }
    // A block of zeros: the records that lie in it are lost, and no other.
    let hole = damage(
      with { $0.replaceSubrange(block..<2 * block, with: Array(repeating: 0, count: block)) })
    #expect(hole.count == 1)
    #expect(hole.first == block)
    #expect(hole.records == [0, 4, 5])
    // Zeros in a block in which something follows.
    let small = damage(
      with { $0.replaceSubrange(0..<20_007, with: Array(repeating: 0, count: 20_007)) })
    #expect(small == (1, 0, [2, 3, 4, 5]))
    // Zeros at the end are what was reserved.
    let end = read(whole + Array(repeating: 0, count: 3 * block))
    #expect(end.log.damagedCount == 0)
    #expect(end.end == .unfinished(offset: whole.count))
    // Pieces without the others of their record.
    let first = LevelDBLogTests.log([Array(repeating: 7, count: block)])[..<block]
    let rest = LevelDBLogTests.log([Array(repeating: 7, count: block)])[block...]
    let next = LevelDBLogTests.log([[8]], from: block)
    #expect(damage(Array(first) + next) == (1, 0, [8]))
    #expect(damage(Array(rest) + LevelDBLogTests.log([[8]], from: rest.count)) == (1, 0, [8]))
    var middle = LevelDBLog(isFromStart: false)
    var found = 0
    _ = Array(rest).withUnsafeBufferPointer { middle.read($0, at: block) { _ in found += 1 } }
    #expect((middle.damagedCount, found) == (0, 0))
  }

  /// The same in portions.
  @Test func aHoleBetweenPortions() {
    let block = LevelDBLog.blockSize
    var log = LevelDBLog()
    var found: [UInt8] = []
    let portions = [
      LevelDBLogTests.log([[1], Array(repeating: 2, count: 40_000)]).prefix(block),
      ArraySlice(repeating: UInt8(0), count: block),
      ArraySlice(LevelDBLogTests.log([[3]], from: 2 * block)),
    ]
    var ends: [LevelDBLog.End] = []
    for (position, portion) in portions.enumerated() {
      ends.append(
        Array(portion).withUnsafeBufferPointer {
          log.read($0, at: position * block) { found.append($0[0]) }
        })
    }
    #expect(found == [1, 3])
    #expect(ends == [.unfinished(offset: block), .unfinished(offset: block), .whole])
    #expect((log.damagedCount, log.firstDamage) == (1, block))
  }

  @Test func aLogCutShortEndsThere() {
    let bytes = LevelDBLogTests.log([[1, 2, 3], [4, 5, 6]])
    for length in 0..<bytes.count {
      let (records, log, end) = read(Array(bytes.prefix(length)))
      #expect(records.count == length / 10)
      #expect(end == (length % 10 == 0 ? .whole : .unfinished(offset: length / 10 * 10)))
      #expect(log.damagedCount == 0)
    }
    let zeros = read(bytes + Array(repeating: 0, count: 50))
    #expect(zeros.records.count == 2)
    #expect(zeros.end == .unfinished(offset: 20))
  }

  @Test func damageCostsARecordAndItsBlock() {
    let all = (0..<40).map { Array(repeating: UInt8($0), count: 4_000) }
    var bytes = LevelDBLogTests.log(all)
    bytes[40_000] ^= 1
    let (records, log, end) = read(bytes)
    #expect(log.damagedCount == 1)
    #expect(end == .whole)
    #expect(records.count < all.count && records.count > all.count - 12)
    #expect(records.allSatisfy { all.contains($0) })
    #expect(records.last == all.last)
  }

  @Test func aReaderMayBeginAtAnyBlock() {
    let bytes = LevelDBLogTests.log(LevelDBLogTests.records)
    let start = 2 * LevelDBLog.blockSize
    let (records, log, _) = read(Array(bytes[start...]), at: start, isFromStart: false)
    #expect(records == Array(LevelDBLogTests.records.suffix(4)))
    #expect(log.damagedCount == 0)
  }

  @Test func aRecordOverTheLimitIsLeftOut() {
    let (records, log, _) = read(LevelDBLogTests.log(LevelDBLogTests.records), limit: 40_000)
    #expect(records == LevelDBLogTests.records.filter { $0.count <= 40_000 })
    #expect(log.oversizedCount == 1)
  }

  @Test func aLengthBeyondTheBlockIsDamage() {
    var bytes = LevelDBLogTests.log([[1]]) + Array(repeating: 9, count: 40_000)
    bytes[4] = 0xFF
    bytes[5] = 0xFF
    let (records, log, _) = read(bytes)
    #expect(records == [])
    #expect(log.damagedCount == 2)
    #expect(log.firstDamage == 0)
  }
}
