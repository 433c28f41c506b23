/// When a watch is over, and what it reacts to until then.
public struct WatchRules: Sendable {
  /// What to do with a run that shows no sign of life.
  public enum StaleRule: String, CaseIterable, Sendable {
    /// Report it, and go on.
    case warn
    /// Go on.
    case ignore
    /// Treat it as an end.
    case fail
  }

  /// The time between two readings, in seconds, if no change causes one earlier.
  public var interval = 5.0
  /// After how many seconds to give up; nil for never.
  public var timeout: Double?
  /// Whether the watch is over as soon as one run has ended.
  public var endsWithAny = false
  /// Whether the watch is over as soon as one run has failed.
  public var endsWithFailure = false
  /// What to do with a run that shows no sign of life.
  public var onStale = StaleRule.warn
  /// After how many seconds without a sign of life the caller considers a run stale; nil for each run's
  /// own limit.
  public var staleAfter: Double?
  /// Whether to wait for runs that do not exist.
  public var waitsForStart = false
  /// How many runs there have to be before the watch can be over; nil for those that exist.
  public var expectedRuns: Int?
  /// Whether to report changes before an interval is over.
  public var tellsChanges = false

  /// Whether a run that does not exist may still appear.
  var waitsForMissing: Bool { waitsForStart || expectedRuns != nil }

  /// Watches until all runs have ended.
  public init() {}
}
