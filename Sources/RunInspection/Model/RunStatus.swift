import FileFormats
import ReadOnlyFiles

/// Everything that is known of one run.
public struct RunStatus: Sendable {
  /// The absolute path of the run folder.
  public var runFolder: RawPath
  /// Which producer's way of laying out a run folder this is; nil where none was recognised.
  public var layout: LayoutName?
  /// The state.
  public var state: RunState
  /// Where the state was read from.
  public var source: StatusSource = .diskHeuristic
  /// Why the run could not be read, in whole or in part.
  public var error: InspectionError?
  /// What the reader had to work around.
  public var warnings: [InspectionWarning] = []
  /// Whether it shows signs of life; nil for a run that could not be read.
  public var staleness: Staleness?
  /// The newest evidence of progress.
  public var lastActivity: Timestamp?
  /// How many seconds are left of the run; nil where that can't be told.
  public var remainingSeconds: Double?
  /// When the description of the run was last changed.
  public var lastModified: Timestamp?
  /// The totals over the outputs; nil for a run of which nothing could be counted.
  public var tally: RunTally?
  /// The outputs in the order in which to show them; nil when only a summary was asked for.
  public var outputs: [OutputStatus]?
  /// What the run says of itself, to be passed through.
  public var passedThrough: JSONNode?
  /// Facts that only this layout knows.
  public var facts = LayoutFacts()
  /// What the run has reached so far, in order, each to be told once by whoever watches it.
  public var milestones: [Milestone] = []
  /// The folders in which changes tell of progress, as paths below the run folder; the run folder
  /// itself always does.
  public var foldersToWatch: [RawPath] = []

  /// Something that a run reaches once.
  public enum Milestone: Hashable, Sendable {
    /// A module is done: its name, its place from 1, and how many there are.
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

  /// Whether the run says that it has ended though its outputs are not complete, so that nothing more is
  /// to be expected.
  public var endedUnfinished = false

  /// Whether nothing more is to be expected.
  public var hasEnded: Bool { state.isTerminal || endedUnfinished }

  /// No sign of life for longer than allowed, and not at its end.
  public var isStale: Bool { staleness?.isStale ?? false }

  /// Takes over whether the run shows signs of life; that all of them are from the future is told.
  mutating func take(_ staleness: Staleness) {
    self.staleness = staleness
    if let ahead = staleness.secondsAhead {
      warnings.append(.timesFromFuture(seconds: ahead))
    }
  }

  /// Takes back that the run completed: by its own word it has ended, but what it says of its outputs, or
  /// what is there of them, contradicts that.
  mutating func contradict(_ warning: InspectionWarning) {
    warnings.append(warning)
    if error == nil { state = .incomplete }
    // Files that are fresh are no sign of life of a run that has ended.
    staleness?.isStale = false
    endedUnfinished = true
  }

  /// Takes over the outputs and adds them up.
  ///
  /// - Parameter detail: for a summary only the totals are kept.
  mutating func take(_ outputs: [OutputStatus], detail: StatusRequest.Detail) {
    tally = RunTally(of: outputs)
    self.outputs = detail == .outputs ? outputs : nil
  }
}
