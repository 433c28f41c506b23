/// What state a run is in, as far as its files tell.
public enum RunState: String, Sendable, CaseIterable {
  /// It was set up, and nothing has been computed yet.
  case pending
  /// It is computing.
  case running
  /// It computed a part and shows no sign of life any more.
  case incomplete
  /// Everything was computed; single elements may still have failed.
  case completed
  /// It ended with an error.
  case failed
  /// It was stopped on purpose.
  case cancelled
  /// No run is there.
  case missing
  /// A run is there, but it could not be read.
  case error

  /// Whether nothing more is to be expected.
  public var isTerminal: Bool {
    switch self {
    case .completed, .failed, .cancelled, .missing, .error: true
    case .pending, .running, .incomplete: false
    }
  }
}

/// Where the state was read from.
public enum StatusSource: String, Sendable {
  /// A file in which the run itself reports.
  case heartbeat
  /// The files that the run has written so far.
  case diskHeuristic = "disk_heuristic"
}
