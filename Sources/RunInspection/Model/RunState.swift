/// The state of a run, according to its files.
public enum RunState: String, Sendable, CaseIterable {
  /// It was set up, and nothing has been computed yet.
  case pending
  /// It is computing.
  case running
  /// It computed a part and no longer shows signs of life.
  case incomplete
  /// Everything was computed; individual elements may still have failed.
  case completed
  /// It ended with an error.
  case failed
  /// It was stopped on purpose.
  case cancelled
  /// There is no run.
  case missing
  /// There is a run, but it could not be read.
  case error

  /// Whether the state is final.
  public var isTerminal: Bool {
    switch self {
    case .completed, .failed, .cancelled, .missing, .error: true
    case .pending, .running, .incomplete: false
    }
  }
}

/// Where the state was read from.
public enum StatusSource: String, Sendable {
  /// A file in which the run reports its own state.
  case heartbeat
  /// The files that the run has written so far.
  case diskHeuristic = "disk_heuristic"
}
