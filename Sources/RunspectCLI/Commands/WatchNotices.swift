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
  private var milestones = MilestoneNotices()

  init(rules: WatchRules, runs: [RawPath], context: CommandContext) {
    self.rules = rules
    self.runs = runs
    self.context = context
  }

  /// Whether there may be a message about an event.
  static func concerns(_ event: WatchEvent) -> Bool {
    switch event {
    case .staleBegan, .staleEnded: true
    case .status(_, let status, _): status.state == .missing || !status.milestones.isEmpty
    case .roundEnded, .resized, .found, .isFolder: false
    }
  }

  mutating func tell(_ event: WatchEvent) {
    switch event {
    case .staleBegan(let run, let status):
      let limit =
        status.staleness.map { " for more than \(DurationText.text($0.limit))" } ?? ""
      context.complain("\(runs[run]) has shown no sign of life\(limit)")
    case .staleEnded(let run, _): context.complain("\(runs[run]) shows signs of life again")
    case .status(let run, let status, _):
      for line in milestones.newLines(for: status) { context.complain(line) }
      guard status.state == .missing else {
        missing.remove(run)
        return
      }
      if missing.insert(run).inserted, rules.waitsForStart {
        context.complain("waiting for \(runs[run])")
      }
    case .found(_, let path): runs.append(path)
    case .roundEnded, .resized, .isFolder: break
    }
  }
}
