import HostProcess

/// What a watch tells.
public enum WatchEvent: Sendable {
  /// Why a status is told.
  public enum Occasion: Sendable {
    /// An interval is over.
    case interval
    /// Something may have changed.
    case change
    /// Nothing more will be told of this run.
    case end
  }

  /// The status of a run, by its place among the runs.
  case status(run: Int, RunStatus, Occasion)
  /// A run has shown no sign of life for too long.
  case staleBegan(run: Int, RunStatus)
  /// It shows signs of life again.
  case staleEnded(run: Int, RunStatus)
  /// All runs have been told of, for now.
  case roundEnded
  /// The terminal has another size.
  case resized
}

/// How a watch ended.
public enum WatchEnd: Equatable, Sendable {
  /// As the rules say.
  case finished
  /// The time is over.
  case timeout
  /// The process was asked to stop.
  case signal(ProcessSignal)
}
