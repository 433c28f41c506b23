import HostProcess
import ReadOnlyFiles

/// Something that a watch reports.
public enum WatchEvent: Sendable {
  /// Why a status is reported.
  public enum Occasion: Sendable {
    /// An interval is over.
    case interval
    /// Something may have changed.
    case change
    /// The run has ended, or the watch has; this is its last status.
    case end
  }

  /// What was named as a run is a folder of runs; nothing else is reported of it.
  case isFolder(run: Int)
  /// A run was found in a folder that is watched; its index is the next one.
  case found(run: Int, RawPath)
  /// The runs in a folder that is watched can't all be found, and that has lasted for a while.
  case searchFailed(run: Int, InspectionError)
  /// The status of a run, which is given by its index.
  case status(run: Int, RunStatus, Occasion)
  /// A run has shown no sign of life for too long.
  case staleBegan(run: Int, RunStatus)
  /// It shows signs of life again.
  case staleEnded(run: Int, RunStatus)
  /// All runs have been reported for now.
  case roundEnded
  /// Keys were pressed: the bytes that the terminal sent.
  case keys([UInt8])
  /// The terminal was resized.
  case resized
}

/// How a watch ended.
public enum WatchEnd: Equatable, Sendable {
  /// As the rules demand.
  case finished
  /// The timeout expired.
  case timeout
  /// The process was asked to stop.
  case signal(ProcessSignal)
}
