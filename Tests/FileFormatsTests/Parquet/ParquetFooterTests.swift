import Foundation
import TestSupport
import Testing

@testable import FileFormats

@Suite struct ParquetFooterTests {
  /// A table that polars wrote, of which every type is in `fixtures/expected/values/parquet.json`.
  private static func table() throws -> [UInt8] {
    [UInt8](
      try Data(
        contentsOf: FixtureFile.folder.appendingPathComponent(
          "runs/values/parquet/outputs/types.cloudpickle")))
  }

  /// A file with a footer of these bytes.
  private func file(_ footer: [UInt8], length: Int? = nil) -> [UInt8] {
    let length = UInt32(length ?? footer.count)
    let mark = Array("PAR1".utf8)
    return mark + footer + (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + mark
  }

  private func failure(_ bytes: [UInt8]) -> ParquetError? {
    do throws(ParquetError) {
      _ = try ParquetFooter(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func aTableThatIsCutShort() throws {
    let whole = try ParquetFooterTests.table()
    #expect(failure(whole) == nil)
    for length in 0..<whole.count {
      #expect(failure(Array(whole.prefix(length))) == .missingMark)
    }
    var encrypted = whole
    encrypted.replaceSubrange(whole.count - 4..<whole.count, with: Array("PARE".utf8))
    #expect(failure(encrypted) == .encrypted)
  }

  @Test func aFooterThatIsCutShort() throws {
    let whole = try ParquetFooterTests.table()
    let length = whole.dropLast(4).suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    let footer = Array(whole.dropLast(8).suffix(length))
    let columns = try ParquetFooter(whole).columnCount
    for cut in 0..<footer.count {
      // What follows the number of rows is not looked at.
      guard let found = try? ParquetFooter(file(Array(footer.prefix(cut)))) else { continue }
      #expect(found.columnCount == columns)
    }
    #expect(failure(file(footer, length: 1 << 31)) == .lengthBeyondFile(1 << 31))
    #expect(failure(file([], length: 1)) == .lengthBeyondFile(1))
  }

  @Test(arguments: [
    [], [0x00], [0x15], [0xFF], [0x29], [0x29, 0xFC], [0x29, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
    [0x29, 0x1C], [0x29, 0x1C, 0x48, 0xFF, 0xFF, 0x03], Array(repeating: UInt8(0x1C), count: 5_000),
    [0x29, 0x0C, 0x16, 0x02, 0x00], Array(repeating: UInt8(0x80), count: 100),
    [0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x11], [0x19, 0xFC, 0x7F], [0x29, 0x15, 0x02],
  ])
  func aFooterThatMakesNoSense(_ footer: [UInt8]) {
    guard case .malformed = failure(file(footer)) else {
      Issue.record("\(footer) is no footer")
      return
    }
  }

  /// Nothing that can stand in a footer brings the reader down.
  @Test func aFooterOfWhichBytesAreOthers() throws {
    let whole = try ParquetFooterTests.table()
    var random = SplitMix(state: 7)
    let start =
      whole.count - 8 - whole.dropLast(4).suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    for _ in 0..<5_000 {
      var damaged = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: start..<whole.count - 8, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      _ = try? ParquetFooter(damaged)
    }
  }
}

/// Numbers that look random and are the same in each run (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
