import FileFormats
import ReadOnlyFiles

/// How many files were written in each of a few equally long spans of time, in memory that does not grow
/// with the number of files or with the time between them.
///
/// The spans begin a millisecond long. Whenever a time lies too far from the others, pairs of neighbours
/// are merged, until all fit.
public struct WriteHistogram: Equatable, Sendable {
  /// The most spans that are kept.
  public static let mostSpans = 60

  /// How many files were written in each span, from the first write to the last.
  public private(set) var counts: [Int] = []
  /// The length of a span is this power of two, in milliseconds.
  private var exponent = 0
  /// The number of the first span, counted from 1970-01-01T00:00:00Z.
  private var first: Int64 = 0

  /// Nothing was written.
  init() {}

  /// When the first span begins, in seconds since 1970-01-01T00:00:00Z.
  public var start: Double { Double(first) * spanSeconds }

  /// How long each span is, in seconds.
  public var spanSeconds: Double { Double((1 as Int64) << Int64(exponent)) / 1_000 }

  /// How many files were written in all.
  public var total: Int { counts.reduce(0) { $0.addingSaturated($1) } }

  /// The largest number of seconds from 1970 that is told apart from larger ones, in either direction.
  private static let farthest: Int64 = 100_000_000_000

  /// Counts a file.
  mutating func add(_ time: Timestamp) {
    let seconds = min(max(time.seconds, -WriteHistogram.farthest), WriteHistogram.farthest)
    let milliseconds = seconds * 1_000 + Int64(time.nanoseconds / 1_000_000)
    if counts.isEmpty {
      first = milliseconds >> Int64(exponent)
      counts = [1]
      return
    }
    var span = milliseconds >> Int64(exponent)
    while max(span, first + Int64(counts.count - 1)) - min(span, first) >= WriteHistogram.mostSpans
    {
      mergePairs()
      span >>= 1
    }
    if span < first {
      counts.insert(contentsOf: repeatElement(0, count: Int(first - span)), at: 0)
      first = span
    }
    let position = Int(span - first)
    if position >= counts.count {
      counts += repeatElement(0, count: position + 1 - counts.count)
    }
    counts[position] = counts[position].addingSaturated(1)
  }

  private mutating func mergePairs() {
    var merged: [Int] = []
    let start = first >> 1
    for (offset, count) in counts.enumerated() {
      let position = Int((first + Int64(offset)) >> 1 - start)
      if position == merged.count { merged.append(0) }
      merged[position] = merged[position].addingSaturated(count)
    }
    counts = merged
    first = start
    exponent += 1
  }
}

/// When the elements of an output were written.
public struct OutputThroughput: Sendable {
  /// The name of the output.
  public let name: JSONString
  /// The writes of its files.
  public let writes: WriteHistogram
}
