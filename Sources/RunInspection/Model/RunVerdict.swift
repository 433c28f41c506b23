/// What a run means to a script that waits for it.
public enum RunVerdict: Sendable {
  /// It completed and nothing in it failed.
  case success
  /// It failed, was cancelled, can't be read, completed with failed elements, or completed without it
  /// being known whether any failed.
  case failure
  /// It has not ended.
  case unfinished
}

extension RunStatus {
  /// The verdict on the run.
  public var verdict: RunVerdict {
    switch state {
    case .completed:
      tally?.failedCount == 0 && error == nil && isReadWhole ? .success : .failure
    case .failed, .cancelled, .missing, .error: .failure
    case .pending, .running, .incomplete: .unfinished
    }
  }
}
