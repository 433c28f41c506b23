/// Kinds of runs, by which they are selected: the states, and what several states have in common.
public enum RunKind: String, Sendable, CaseIterable {
  /// Nothing has been computed yet.
  case pending
  /// It is computing.
  case running
  /// It computed a part and no longer shows signs of life.
  case incomplete
  /// Everything was computed.
  case completed
  /// It ended with an error.
  case failed
  /// It was stopped on purpose.
  case cancelled
  /// There is no run.
  case missing
  /// It could not be read.
  case error
  /// It has shown no sign of life for too long and has not ended.
  case stale
  /// It is pending, running or incomplete.
  case unfinished
  /// Elements of it failed, whatever its state.
  case elements

  /// Whether a run is of this kind.
  public func includes(_ run: RunStatus) -> Bool {
    switch self {
    case .pending: run.state == .pending
    case .running: run.state == .running
    case .incomplete: run.state == .incomplete
    case .completed: run.state == .completed
    case .failed: run.state == .failed
    case .cancelled: run.state == .cancelled
    case .missing: run.state == .missing
    case .error: run.state == .error
    case .stale: run.isStale
    case .unfinished: run.verdict == .unfinished
    case .elements: (run.tally?.failedCount ?? 0) > 0
    }
  }

  /// What the word means, for the documentation; empty for a state.
  public var meaning: String {
    switch self {
    case .stale: "silent for too long"
    case .unfinished: "pending, running or incomplete"
    case .elements: "with failed elements"
    default: ""
    }
  }
}
