import FileFormats
import ReadOnlyFiles
import RunInspection

/// Sentences on the state of a run, for messages.
enum RunText {
  /// Where a search for runs ends.
  static var searchLimit: String {
    "the search ends after \(RunSelection.deepestLevel) levels and \(RunSelection.mostFolders) folders"
  }

  /// Where a run is: its state, how far it is, and what is wrong with it.
  ///
  /// - Parameter name: what to call it.
  static func sentence(_ name: RawPath, _ run: RunStatus) -> String {
    if run.state == .missing || run.state == .error, let error = run.error { return error.text }
    return "\(name)" + predicate(run)
  }

  /// Where a run still was when the patience with it ended.
  ///
  /// - Parameter seconds: how long that took.
  static func still(_ name: RawPath, _ run: RunStatus, after seconds: Double?) -> String {
    guard run.verdict == .unfinished, !run.endedUnfinished else { return sentence(name, run) }
    return "\(name) still \(run.state.rawValue)" + progress(run) + silence(run)
      + (seconds.map { ", after \(DurationText.text($0))" } ?? "")
  }

  /// How many runs there are, where more are expected.
  static func count(_ count: Int, expected: Int) -> String {
    switch (count, expected) {
    case (0, 1): "there is no run"
    case (1, _): "there is 1 run of \(expected)"
    default: "there are \(count) runs of \(expected)"
    }
  }

  private static func predicate(_ run: RunStatus) -> String {
    switch run.state {
    case .missing, .error: return " can't be read"
    case .failed: return " failed" + elements(run, before: ", ")
    case .cancelled: return " was cancelled"
    case .completed:
      if let error = run.error { return " completed, but \(error.text)" }
      guard run.tally?.failedCount != nil else {
        return " completed, but it is unknown whether anything failed"
      }
      return " completed" + elements(run, before: ", but ")
    case .pending, .running, .incomplete:
      return " is \(run.state.rawValue)" + progress(run) + silence(run)
    }
  }

  private static func progress(_ run: RunStatus) -> String {
    guard let fraction = run.tally?.progressFraction, (0...1).contains(fraction) else { return "" }
    return ", \(Percentage.wholePercent(fraction))%"
  }

  private static func silence(_ run: RunStatus) -> String {
    guard run.isStale, let limit = run.staleness?.limit else { return "" }
    return ", silent for more than \(DurationText.text(limit))"
  }

  private static func elements(_ run: RunStatus, before: String) -> String {
    guard let failed = run.tally?.failedCount, failed > 0 else { return "" }
    return before + (failed == 1 ? "1 element failed" : "\(failed) elements failed")
  }
}
