import ReadOnlyFiles
import RunInspection

/// Announces each milestone of a run once.
struct MilestoneNotices {
  private var told: [RawPath: Set<RunStatus.Milestone>] = [:]

  /// The lines for the milestones that a run has reached since the last call.
  mutating func newLines(for run: RunStatus) -> [String] {
    run.milestones.compactMap { milestone in
      told[run.runFolder, default: []].insert(milestone).inserted
        ? milestone.text : nil
    }
  }
}
