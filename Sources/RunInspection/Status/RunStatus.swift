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
  /// No sign of life for longer than allowed, and not at its end.
  public var isStale = false
  /// How long it may be silent before it is stale, in seconds; nil where nothing says so.
  public var staleAfter: Double?
  /// The newest evidence of progress.
  public var lastActivity: Timestamp?
  /// When the description of the run was last changed.
  public var lastModified: Timestamp?
  /// The release of the producer that wrote the run.
  public var producerVersion: JSONString?
  /// Done work over all work, 0 to 1; nil while nothing is known of either.
  public var progressFraction: Double?
  /// How many outputs the run has.
  public var outputCount = 0
  /// How many of them are complete.
  public var completedOutputCount = 0
  /// Whether all outputs are complete.
  public var isAllComplete = false
  /// How many elements failed, over all outputs; nil where that can't be told.
  public var failedCount: Int?
  /// The outputs in the order in which to show them; nil when only a summary was asked for.
  public var outputs: [OutputStatus]?
  /// What the run reports of itself, to be passed through.
  public var report: JSONNode?
  /// Facts that only this layout has, under keys of its own.
  public var details = JSONObject()
  /// What the run has reached so far, each to be told once by a watcher, in order.
  public var milestones: [Milestone] = []
  /// The description of the run, where the caller asked for it.
  public var runInfo: JSONNode?

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
}
