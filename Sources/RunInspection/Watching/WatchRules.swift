/// When a watch of runs is over, and what it heeds on the way.
public struct WatchRules: Sendable {
  /// What to do with a run that shows no sign of life.
  public enum StaleRule: String, CaseIterable, Sendable {
    /// Say so, and go on.
    case warn
    /// Go on.
    case ignore
    /// Take it as an end.
    case fail
  }

  /// How long to wait between two readings where nothing is told of changes, in seconds.
  public var interval = 5.0
  /// After how many seconds to give up; nil for never.
  public var timeout: Double?
  /// Whether one run that has ended is enough.
  public var endsWithAny = false
  /// Whether one run that has failed is enough.
  public var endsWithFailure = false
  /// What to do with a run that shows no sign of life.
  public var onStale = StaleRule.warn
  /// After how many seconds without a sign of life the caller takes a run as stale; nil for what each
  /// run says itself.
  public var staleAfter: Double?
  /// Whether a run that is not there is waited for.
  public var waitsForStart = false
  /// Whether changes are of interest before an interval is over.
  public var tellsChanges = false

  /// Until all runs have ended.
  public init() {}
}
