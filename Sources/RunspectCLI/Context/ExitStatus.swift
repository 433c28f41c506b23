import RunInspection

/// Every exit status of the tool and its meaning.
public enum ExitStatus: Int32, CaseIterable, Sendable {
  /// It worked; for `watch` and `status --exit-status`, the run completed and nothing in it failed.
  case success = 0
  /// The run failed or was cancelled, or can't be read, or holds failed elements.
  case failure = 1
  /// The run is not finished.
  case notFinished = 2
  /// The run is stale, and the caller treats that as an end.
  case stale = 3
  /// The command line is invalid.
  case usage = 64
  /// The terminal was closed (SIGHUP).
  case hungUp = 129
  /// Interrupted (SIGINT).
  case interrupted = 130
  /// Whoever read the answer closed the pipe before its end (as SIGPIPE would end the process).
  case closedPipe = 141
  /// Terminated (SIGTERM).
  case terminated = 143

  /// What the status means, for the documentation.
  var meaning: String {
    switch self {
    case .success:
      "It worked. For watch and gates (--exit-status): every run completed and nothing in it failed."
    case .failure:
      "The run failed or was cancelled, or cannot be read, or it completed and holds failed elements."
    case .notFinished:
      "A run is not finished: watch ran into its timeout, or a gate found a run that is pending, running "
        + "or incomplete, or fewer runs than --expect."
    case .stale:
      "A run is stale, and the caller asked to treat that as an end (--on-stale fail, --fail-if stale)."
    case .usage: "Usage error; also the name of an output or an input that the run does not have."
    case .hungUp: "The terminal was closed (SIGHUP)."
    case .interrupted: "Interrupted (SIGINT)."
    case .closedPipe: "The reader of the answer closed the pipe before its end."
    case .terminated: "Terminated (SIGTERM)."
    }
  }

  /// The exit status of a command that has no answer. A mistyped name of an output or an input is a usage
  /// error.
  init(_ error: InspectionError) {
    switch error {
    case .notFound(.values, _, _), .notFound(.inputs, _, _): self = .usage
    default: self = .failure
    }
  }
}
