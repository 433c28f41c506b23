import ReadOnlyFiles
import RunInspection

/// Tells what runs have reached, each thing once.
struct MilestoneNotices {
  private var told: [RawPath: Set<RunStatus.Milestone>] = [:]

  /// The lines for what a run has reached since it was last asked about.
  mutating func newLines(for run: RunStatus) -> [String] {
    run.milestones.compactMap { milestone in
      told[run.runFolder, default: []].insert(milestone).inserted
        ? milestone.text : nil
    }
  }
}
