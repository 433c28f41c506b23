import Testing

@testable import RunInspection

@Suite struct BlocksAheadTests {
  @Test(
    arguments: [
      (-1, []), (0, []), (1, [0..<1]), (8, [0..<8]), (9, [0..<8, 8..<9]),
      (
        1_000,
        [0..<8, 8..<24, 24..<56, 56..<120, 120..<248, 248..<504, 504..<760, 760..<1_000]
      ),
    ] as [(Int, [Range<Int>])])
  func blocksGrowUpToALimit(_ count: Int, _ blocks: [Range<Int>]) {
    #expect(Array(BlocksAhead(of: count)) == blocks)
  }
}
