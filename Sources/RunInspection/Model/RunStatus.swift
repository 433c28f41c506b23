import FileFormats
import ReadOnlyFiles

/// Everything that is known about one run.
public struct RunStatus: Sendable {
  /// The absolute path of the run folder.
  public var runFolder: RawPath
  /// The layout of the run folder; nil if none was recognised.
  public var layout: LayoutName?
  /// The state.
  public var state: RunState
  /// Where the state was read from.
  public var source: StatusSource = .diskHeuristic
  /// Why the run could not be read, in whole or in part.
  public var error: InspectionError?
  /// What the reader had to work around.
  public var warnings: [InspectionWarning] = []
  /// Whether the run shows signs of life; nil if it could not be read.
  public var staleness: Staleness?
  /// The newest evidence of progress.
  public var lastActivity: Timestamp?
  /// How many seconds passed from the start of the run, or from the first trace of it, to its last sign
  /// of life; nil if that is unknown.
  public var elapsedSeconds: Double?
  /// How many seconds are left of the run; nil if that is unknown.
  public var remainingSeconds: Double?
  /// What the run says of itself in a sentence.
  public var message: JSONString?
  /// When the description of the run was last changed.
  public var lastModified: Timestamp?
  /// The totals over the outputs; nil if nothing could be counted.
  public var tally: RunTally?
  /// The outputs in the order in which to show them; nil if only a summary was requested.
  public var outputs: [OutputStatus]?
  /// How many files were read to their ends; nil if that was not requested or is not possible.
  public var verifiedCount: Int?
  /// What the run reports about itself, to be passed through.
  public var passedThrough: JSONNode?
  /// Facts that only this layout knows.
  public var facts = LayoutFacts()
  /// What the run has reached so far, in order. A watcher announces each milestone once.
  public var milestones: [Milestone] = []
  /// The folders to watch for progress, as paths below the run folder; the run folder itself is always
  /// watched.
  public var foldersToWatch: [RawPath] = []

  /// Something that a run reaches once.
  public enum Milestone: Hashable, Sendable {
    /// A module is done: its name, its position from 1, and how many modules there are.
    case moduleComplete(JSONString, position: Int, of: Int)
  }

  init(runFolder: RawPath, layout: LayoutName?, state: RunState) {
    self.runFolder = runFolder
    self.layout = layout
    self.state = state
  }

  /// The status of a run that could not be read.
  init(runFolder: RawPath, layout: LayoutName?, error: InspectionError) {
    self.init(runFolder: runFolder, layout: layout, state: error.state)
    self.error = error
  }

  /// Whether the run reports that it has ended although its outputs are not complete, so that nothing
  /// more is to be expected.
  public var endedUnfinished = false

  /// Whether nothing more is to be expected.
  public var hasEnded: Bool { state.isTerminal || endedUnfinished }

  /// Whether it has shown no sign of life for longer than allowed and has not ended.
  public var isStale: Bool { staleness?.isStale ?? false }

  /// Its last sign of life, if it has not ended and has been silent for longer than allowed.
  public var silentSince: Timestamp? {
    isStale || state == .incomplete && !endedUnfinished ? lastActivity : nil
  }

  /// How many bytes all outputs take on disk; nil if that is unknown or was not requested.
  public var totalBytes: Int? {
    guard let outputs, !outputs.isEmpty else { return nil }
    return outputs.reduce(0 as Int?) { total, output in
      guard let total, let bytes = output.size.bytes else { return nil }
      return total.addingSaturated(bytes)
    }
  }

  /// Sets the staleness, and warns if all signs of life are in the future.
  mutating func take(_ staleness: Staleness) {
    self.staleness = staleness
    if let ahead = staleness.secondsAhead {
      warnings.append(.timesFromFuture(seconds: ahead))
    }
  }

  /// Revokes that the run completed: it reports that it has ended, but its own account of its outputs,
  /// or what exists of them, contradicts that.
  mutating func contradict(_ warning: InspectionWarning) {
    warnings.append(warning)
    if error == nil { state = .incomplete }
    // In a run that has ended, recent files are not signs of life.
    staleness?.isStale = false
    endedUnfinished = true
  }

  /// Sets the outputs and their totals.
  ///
  /// - Parameter detail: for a summary, only the totals are kept.
  mutating func take(_ outputs: [OutputStatus], detail: StatusRequest.Detail) {
    tally = RunTally(of: outputs)
    self.outputs = detail == .outputs ? outputs : nil
  }
}
