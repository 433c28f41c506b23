import ReadOnlyFiles

/// Work on many items, shared by a few threads of the operating system, which start in microseconds;
/// entering a task group takes milliseconds.
public enum ParallelMap {
  /// Calls `transform` once for each index below `count` and gives the results in the order of the
  /// indices.
  ///
  /// - Parameter workers: how many threads may share the work.
  @inlinable
  public static func map<Value: Sendable>(
    count: Int, _ workers: Workers, _ transform: @Sendable (Int) -> Value
  ) -> [Value] {
    let workers = workers.limited(to: count)
    guard workers.most > 1 else { return (0..<max(0, count)).map(transform) }
    var values: [Value] = []
    let begun = HostClock.monotonicSeconds()
    // As in `Crew.work`, a small job ends here.
    while !workers.isWaiting, HostClock.monotonicSeconds() - begun < Crew.startingTime {
      values.append(transform(values.count))
      if values.count == count { return values }
    }
    return values + map(from: values.count, to: count, workers, begun: begun, transform)
  }

  /// The rest of the items, on several threads.
  @usableFromInline
  static func map<Value: Sendable>(
    from first: Int, to count: Int, _ workers: Workers, begun: Double,
    _ transform: @Sendable (Int) -> Value
  ) -> [Value] {
    let next = Guarded(first)
    let shares = Crew.goOn(
      with: Share<Value>(), Staffing(workers, begun: begun, steps: first), isKnownLarge: true,
      isWorthMore: { elapsed in
        let begun = next.with { $0 }
        // What is left has to take longer than starting a thread does.
        return elapsed / Double(max(1, begun)) * Double(count - begun) > Crew.startingTime
      }, start: { Share<Value>() },
      step: { share in
        let indices = next.with { next in
          // Small pieces at the beginning, so that every thread gets one, and at the end, so that none is
          // left alone with a large one.
          let piece =
            next - first < workers.most
            ? 1 : max(1, min(mostAtOnce, (count - next) / (2 * workers.most)))
          defer { next = min(count, next + piece) }
          return next..<min(count, next + piece)
        }
        share.pieces.append((indices.lowerBound, indices.map(transform)))
        return indices.upperBound < count
      })
    return shares.flatMap(\.pieces).sorted { $0.first < $1.first }.flatMap(\.values)
  }

  /// How many items a thread takes at once.
  private static let mostAtOnce = 16

  /// What one thread has done.
  private struct Share<Value: Sendable>: Sendable {
    var pieces: [(first: Int, values: [Value])] = []
  }
}
