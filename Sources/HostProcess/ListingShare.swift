/// How many entries of a folder, which several threads look at while it is being listed, one of them takes
/// next: few before it is known how long a look takes, then as many as are at hand, so that a thread looks
/// at them while another reads which come next.
public struct ListingShare: Sendable {
  private let most: Int
  private var last = 16

  /// - Parameter most: the most entries that a thread takes at once.
  public init(most: Int = .max) { self.most = most }

  /// What to take next.
  ///
  /// - Returns: the part of the entries at hand, as a divisor, and the most of them.
  public mutating func next(for workers: Workers) -> (divisor: Int, most: Int) {
    last = min(2 * last, most, 1 << 20)
    // Where each look takes milliseconds, nobody takes many entries while others have none.
    return (workers.isWaiting ? 4 * workers.most : 1, last)
  }
}
