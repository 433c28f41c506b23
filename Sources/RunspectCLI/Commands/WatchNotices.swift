import HostProcess
import ReadOnlyFiles
import RunInspection

/// The messages of a watch on standard error: that a run is stale, that one is waited for, what it has
/// reached, and what the user may have meant.
struct WatchNotices {
  private let rules: WatchRules
  private var runs: [RawPath]
  private let context: CommandContext
  /// The runs that were reported missing.
  private var missing: Set<Int> = []
  /// The folders of which was told that they can't be searched.
  private var unsearched: Set<Int> = []
  private var milestones = MilestoneNotices()
  /// Why the system does not report changes; nil where it does, and once that was told.
  private var failure: () -> ErrorNumber?

  init(
    rules: WatchRules, runs: [RawPath], context: CommandContext,
    failure: @escaping () -> ErrorNumber? = { nil }
  ) {
    self.failure = failure
    self.rules = rules
    self.runs = runs
    self.context = context
  }

  /// Whether was told why the runs in a folder are not all known.
  func hasTold(searchFaultOf run: Int) -> Bool { unsearched.contains(run) }

  mutating func tell(_ event: WatchEvent) {
    for line in lines(for: event) { context.complain(line) }
  }

  /// The messages about an event.
  mutating func lines(for event: WatchEvent) -> [String] {
    switch event {
    case .staleBegan(let run, let status):
      let limit =
        status.staleness.map { " for more than \(DurationText.text($0.limit))" } ?? ""
      return ["\(runs[run]) has shown no sign of life\(limit)"]
    case .staleEnded(let run, _): return ["\(runs[run]) shows signs of life again"]
    case .status(let run, let status, _):
      var lines = milestones.newLines(for: status)
      guard status.state == .missing else {
        missing.remove(run)
        return lines
      }
      if missing.insert(run).inserted, rules.waitsForStart {
        lines.append("waiting for \(runs[run])")
      }
      return lines
    case .found(_, let path): runs.append(path)
    case .searchFailed(let run, let error):
      unsearched.insert(run)
      return [error.text]
    case .roundEnded:
      guard let number = failure() else { return [] }
      failure = { nil }
      return [
        "the system reports no changes (\(number)); the runs are read every "
          + DurationText.text(rules.interval)
      ]
    case .resized, .isFolder, .keys: break
    }
    return []
  }
}
