import RunInspection

/// How many runs are in which state.
struct RunSummary: Sendable {
  private var counts: [RunState: Int] = [:]
  /// How many there are.
  private(set) var count = 0
  private var staleCount = 0
  private var failedElements = 0

  /// What is counted of a run.
  struct Facts: Sendable {
    fileprivate let state: RunState
    fileprivate let isStale: Bool
    fileprivate let failedElements: Int

    init(_ run: RunStatus) {
      state = run.state
      isStale = run.isStale
      failedElements = max(0, run.tally?.failedCount ?? 0)
    }
  }

  /// Adds a run.
  mutating func add(_ run: Facts) {
    count += 1
    counts[run.state, default: 0] += 1
    if run.isStale { staleCount += 1 }
    failedElements = failedElements.addingSaturated(run.failedElements)
  }

  /// The sentence in two parts, such as `3 of 5 runs completed` and `, 1 failed, 1 running`.
  ///
  /// - Parameter hidden: how many more runs were selected but are not shown.
  func sentence(hidden: Int = 0) -> SummaryLine {
    guard count > 0 else { return SummaryLine(headline: "no runs", rest: "") }
    let completed = counts[.completed] ?? 0
    var parts = RunState.allCases.filter { $0 != .completed }.compactMap { state in
      counts[state].map { "\($0) \(RunSummary.word(state))" }
    }
    if staleCount > 0 { parts.append("\(staleCount) stale") }
    if failedElements > 0 { parts.append(Words.count(failedElements, "failed element")) }
    if hidden > 0 { parts.append("\(hidden) more not shown") }
    return SummaryLine(
      headline: "\(completed) of \(Words.count(count, "run")) completed",
      rest: parts.map { ", " + $0 }.joined())
  }

  private static func word(_ state: RunState) -> String {
    switch state {
    case .error: "unreadable"
    default: state.rawValue
    }
  }
}

/// One line that says what an answer comes to.
struct SummaryLine: Equatable, Sendable {
  /// What is most important.
  let headline: String
  /// What follows it.
  let rest: String
}
