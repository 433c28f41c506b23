/// Blocks of positions whose elements are read together before their turn comes.
///
/// The first block is small and each has twice as many as the one before, so that who wants only the first
/// elements does not wait for many.
struct BlocksAhead: Sequence, IteratorProtocol {
  private let count: Int
  private var start = 0
  private var size = 8

  /// The most elements of a block.
  private static let most = 256

  /// The blocks of so many positions.
  init(of count: Int) { self.count = count }

  mutating func next() -> Range<Int>? {
    guard start < count else { return nil }
    let block = start..<Swift.min(start + size, count)
    start = block.upperBound
    size = Swift.min(2 * size, BlocksAhead.most)
    return block
  }
}
