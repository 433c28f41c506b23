import RunInspection

/// How many runs are in which state.
struct StateCounts {
  private var counts: [RunState: Int] = [:]
  private var staleCount = 0
  /// How many runs there are.
  private(set) var total = 0

  private static let order: [RunState] = [
    .completed, .running, .pending, .incomplete, .failed, .cancelled, .error, .missing,
  ]

  mutating func add(_ state: RunState, isStale: Bool) {
    counts[state, default: 0] += 1
    if isStale { staleCount += 1 }
    total += 1
  }

  /// Such as "271 completed, 3 running, 27 failed of 301".
  var text: String {
    var parts = StateCounts.order.compactMap { state in
      counts[state].map { "\($0) \(state.rawValue)" }
    }
    if staleCount > 0 { parts.append("\(staleCount) stale") }
    return parts.joined(separator: ", ") + " of \(total)"
  }
}
