import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct RunShardTests {
  /// FNV-1a of 64 bits and MurmurHash3's last step, computed by an independent program in Python. The
  /// values must never change: the shards of two versions have to fit together.
  @Test(
    arguments: [
      ("", 0xefd0_1f60_ba99_2926), ("a", 0x82a2_a958_a9be_ce5b),
      ("run-1", 0xd10b_8653_7384_8d2a), ("漢字", 0x39dd_5906_2c72_10fe),
    ] as [(String, UInt64)])
  func hashesTheSameEverywhere(_ name: String, _ hash: UInt64) {
    #expect(RunShard.hash(RawPath(name)) == hash)
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func eachRunLiesInOnePart(_ count: Int) throws {
    let shards = (1...count).compactMap { RunShard(index: $0, count: count) }
    #expect(shards.count == count)
    var sizes = [Int](repeating: 0, count: count)
    for number in 0..<2_000 {
      let name = RawPath("run-\(number)")
      let holding = shards.filter { $0.contains(name) }
      #expect(holding.count == 1)
      sizes[(holding.first?.index ?? 1) - 1] += 1
    }
    // With this many runs, no part is far from the average.
    #expect(sizes.allSatisfy { $0 > 2_000 / count / 2 && $0 < 2 * 2_000 / count + 1 })
  }

  @Test(arguments: [(0, 1), (2, 1), (-1, 3), (1, 0), (1, -1)])
  func thereAreNoOtherParts(_ index: Int, _ count: Int) {
    #expect(RunShard(index: index, count: count) == nil)
  }
}
