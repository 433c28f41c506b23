/// The keys of a dictionary that were met: Python writes each once, but a pickle may set one again.
///
/// There can be millions of them, so that each takes as little room as possible: an index where the
/// shape allows one.
struct SeenKeys {
  private let grid: ArrayGrid
  private var indices: Set<Int> = []
  private var keys: Set<[Int]> = []

  init(_ grid: ArrayGrid) {
    self.grid = grid
  }

  /// How many different keys were met.
  var count: Int { indices.count + keys.count }

  /// Takes note of a key; false if it was met before.
  mutating func insert(_ key: [Int]) -> Bool {
    if let index = grid.index(of: key) { return indices.insert(index).inserted }
    return keys.insert(key).inserted
  }
}
