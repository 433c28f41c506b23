import ReadOnlyFiles

extension RunWatcher {
  /// What is known of a run that is watched.
  public struct Outcome {
    /// The path by which it was named or found.
    public let path: RawPath
    /// Its last status; nil if it has not been read yet.
    public let status: RunStatus?
    /// The verdict on it so far.
    public let verdict: RunVerdict
    /// Whether it has ever been there.
    public let hasExisted: Bool
    /// Whether nothing more is to be expected.
    public let hasEnded: Bool
    /// Whether it ended because it was stale.
    public let endedStale: Bool

    /// Whether it ended without being finished, because it contradicts itself.
    public var endedUnfinished: Bool { hasEnded && !endedStale && verdict == .unfinished }
  }

  /// What is known of each run so far, without the folders that hold them.
  public var outcomes: [Outcome] {
    runs.filter { !$0.isFolder }.map { run in
      Outcome(
        path: run.path, status: run.status, verdict: run.verdict,
        hasExisted: run.hasExisted, hasEnded: run.hasEnded,
        endedStale: run.endedStale)
    }
  }

  /// The folders of which the last search did not find all runs, and why.
  public var searchFaults: [(run: Int, fault: InspectionError)] {
    runs.indices.compactMap { index in runs[index].searchFault.map { (index, $0.error) } }
  }
}
