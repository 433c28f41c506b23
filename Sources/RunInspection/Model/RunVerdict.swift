/// What the state of a run comes to for a script that waits for it.
public enum RunVerdict: Sendable {
  /// It completed and nothing in it failed.
  case success
  /// It failed, was cancelled, can't be read, or completed with failed elements, or so that nobody can
  /// tell whether any failed.
  case failure
  /// It has not ended.
  case unfinished
}

extension RunStatus {
  /// What the state comes to.
  public var verdict: RunVerdict {
    switch state {
    case .completed: tally?.failedCount == 0 && error == nil ? .success : .failure
    case .failed, .cancelled, .missing, .error: .failure
    case .pending, .running, .incomplete: .unfinished
    }
  }
}
