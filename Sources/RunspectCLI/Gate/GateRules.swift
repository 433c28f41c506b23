import RunInspection

/// For which reasons a gate over runs fails.
struct GateRules: Sendable {
  /// The reasons.
  var conditions: [GateCondition] = [.failed, .unfinished, .elements]
  /// How many runs there have to be.
  var expected = 1

  /// The rules of `--exit-status` alone.
  init() {}

  /// What one run means for the gate.
  func outcome(of run: RunStatus) -> ExitStatus {
    switch run.state {
    case .missing, .error: return .failure
    case .failed, .cancelled: return conditions.contains(.failed) ? .failure : .success
    case .completed:
      // What can't be read may have failed.
      guard run.error == nil, run.isReadWhole, let failed = run.tally?.failedCount else {
        return .failure
      }
      return failed > 0 && conditions.contains(.elements) ? .failure : .success
    case .pending, .running, .incomplete:
      if run.isStale, conditions.contains(.stale) { return .stale }
      // A run that has ended without being complete will never be.
      let isAwaited =
        conditions.contains(.unfinished)
        || (run.endedUnfinished && conditions.contains(.failed))
      return isAwaited ? .notFinished : .success
    }
  }

  /// What a number of runs means for the gate.
  func outcome(count: Int) -> ExitStatus {
    count >= expected ? .success : count == 0 && expected == 1 ? .failure : .notFinished
  }
}

/// A gate over runs that come one after the other.
struct Gate {
  let rules: GateRules
  /// How many runs there were.
  private(set) var count = 0
  private var worst = ExitStatus.success

  init(_ rules: GateRules) {
    self.rules = rules
  }

  /// Adds a run by what it means.
  mutating func add(_ outcome: ExitStatus) {
    count += 1
    worst = ExitStatus.worse(worst, outcome)
  }

  /// What all runs mean together.
  var outcome: ExitStatus { ExitStatus.worse(worst, rules.outcome(count: count)) }
}

extension ExitStatus {
  /// The worse of two outcomes of a gate: 1, then 3, then 2, then 0.
  static func worse(_ left: ExitStatus, _ right: ExitStatus) -> ExitStatus {
    let order: [ExitStatus] = [.failure, .stale, .notFinished]
    return order.first { $0 == left || $0 == right } ?? .success
  }
}
