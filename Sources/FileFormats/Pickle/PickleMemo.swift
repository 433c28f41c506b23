/// The memo of a pickle: entries by number. Real writers number them in order, so they are kept in
/// an array; a number far beyond, which a hostile pickle may write in five bytes, costs one entry
/// of a dictionary and not the space up to it.
struct PickleMemo<Entry: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private var dense: [Entry] = []
  private var sparse: [Int: Entry] = [:]
  /// How many different numbers have an entry.
  private(set) var count = 0

  /// The value that marks a number as not written. It is never stored.
  private static var vacant: Entry { .max }
  /// How many numbers may be skipped: protocol 0 writers start at 0 or at 1.
  private static var longestGap: Int { 4 }
  /// What one entry of the dictionary takes at most, while it grows.
  private static var sparseBytes: Int { 64 }

  init(capacity: Int) {
    dense.reserveCapacity(capacity)
  }

  subscript(number: Int) -> Entry? {
    if number >= 0, number < dense.count {
      let entry = dense[number]
      return entry == Self.vacant ? nil : entry
    }
    return sparse.isEmpty ? nil : sparse[number]
  }

  /// Writes an entry and returns how many bytes of memory that took.
  mutating func set(_ number: Int, to entry: Entry) -> Int {
    if number == dense.count, sparse.isEmpty {
      dense.append(entry)
      count += 1
      return MemoryLayout<Entry>.stride
    }
    if number < dense.count {
      if dense[number] == Self.vacant { count += 1 }
      dense[number] = entry
      return 0
    }
    if number - dense.count <= Self.longestGap, sparse.isEmpty {
      let before = dense.count
      while dense.count < number { dense.append(Self.vacant) }
      dense.append(entry)
      count += 1
      return (dense.count - before) * MemoryLayout<Entry>.stride
    }
    guard sparse.updateValue(entry, forKey: number) == nil else { return 0 }
    count += 1
    return Self.sparseBytes
  }
}
