import ReadOnlyFiles

/// Work on many items, shared by a few threads of the operating system, which start in microseconds;
/// entering a task group takes milliseconds.
public enum ParallelMap {
  /// Calls `transform` once for each index below `count` and gives the results in the order of the
  /// indices.
  ///
  /// - Parameter workers: how many threads may share the work.
  /// - Parameter isLarge: whether it is known already that the work is worth more than one thread.
  @inlinable
  public static func map<Value: Sendable>(
    count: Int, _ workers: Workers, isLarge: Bool = false, _ transform: @Sendable (Int) -> Value
  ) -> [Value] {
    let workers = workers.limited(to: count)
    guard workers.most > 1 else { return (0..<max(0, count)).map(transform) }
    var values: [Value] = []
    let begun = HostClock.monotonicSeconds()
    // As in `Crew.work`, a small job ends here.
    while !isLarge, !workers.isWaiting, HostClock.monotonicSeconds() - begun < Crew.startingTime {
      values.append(transform(values.count))
      if values.count == count { return values }
    }
    return map(after: values, to: count, workers, begun: begun, isLarge: isLarge, transform)
  }

  /// Calls `transform` once for each element and gives the results in the order of the elements.
  @inlinable
  public static func map<Element: Sendable, Value: Sendable>(
    _ elements: ArraySlice<Element>, _ workers: Workers,
    _ transform: @Sendable (Element) -> Value
  ) -> [Value] {
    map(count: elements.count, workers) { transform(elements[elements.startIndex + $0]) }
  }

  /// The rest of the items, on several threads.
  ///
  /// - Parameter values: the results that are there.
  @usableFromInline
  static func map<Value: Sendable>(
    after values: consuming [Value], to count: Int, _ workers: Workers, begun: Double,
    isLarge: Bool,
    _ transform: @Sendable (Int) -> Value
  ) -> [Value] {
    let first = values.count
    let next = Guarded(first)
    return [Value](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      let results = Results(start: buffer.baseAddress)
      for (index, value) in values.enumerated() { results.set(index, value) }
      _ = Crew.goOn(
        with: (), Staffing(workers, begun: begun, steps: first, isLarge: isLarge),
        isKnownLarge: true,
        isWorthMore: { elapsed in
          let begun = next.with { $0 }
          // What is left has to take longer than starting a thread does.
          return elapsed / Double(max(1, begun)) * Double(count - begun) > Crew.startingTime
        }, start: {},
        step: { _ in
          let indices = next.with { next in
            // Small pieces at the beginning, so that every thread gets one, and at the end, so that none is
            // left alone with a large one.
            let piece =
              next - first < workers.most
              ? 1 : max(1, min(mostAtOnce, (count - next) / (2 * workers.most)))
            defer { next = min(count, next + piece) }
            return next..<min(count, next + piece)
          }
          for index in indices { results.set(index, transform(index)) }
          return indices.upperBound < count
        })
      // All threads have ended, and each index was taken by one of them.
      initializedCount = count
    }
  }

  /// How many items a thread takes at once.
  private static let mostAtOnce = 16

  /// Room for the results of all threads. Each of them sets those of the indices that it has taken, which no
  /// other thread touches, and nobody reads any before all have ended: that is what makes it safe to share.
  private struct Results<Value: Sendable>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Value>?

    func set(_ index: Int, _ value: consuming Value) {
      start?.advanced(by: index).initialize(to: value)
    }
  }
}
