import ReadOnlyFiles

/// Which of many runs are meant, and in which order. All conditions have to hold.
public struct RunSelection: Sendable {
  /// The kinds of runs by their states; all if empty.
  public var kinds: [RunKind] = []
  /// Whether runs that can't be read or don't exist are selected whatever kinds are: they may be of any.
  public var keepsUnreadable = false
  /// The layouts; all if empty.
  public var layouts: [LayoutName] = []
  /// How many seconds ago a run may have been active for the last time; nil for any time.
  public var since: Double?
  /// Patterns of which the name of a run has to match one; any name if empty.
  public var patterns: [NamePattern] = []
  /// The part of all runs.
  public var shard: RunShard?
  /// The order.
  public var order = RunOrder.activity
  /// Whether the order is reversed.
  public var isReversed = false
  /// The most runs to show, at least 1; nil for all.
  public var most: Int?
  /// Whether to look for runs in folders below folders that are no runs.
  public var isRecursive = false

  /// All runs, those with the newest activity first.
  public init() {}

  /// Whether the name of a run fulfils the conditions on names.
  func includes(name: @autoclosure () -> RawPath) -> Bool {
    if patterns.isEmpty, shard == nil { return true }
    let name = name()
    return (patterns.isEmpty || patterns.contains { $0.matches(name) })
      && shard.map { $0.contains(name) } ?? true
  }

  /// Whether a run that was last active at this time fulfils the condition on times.
  func includes(activity: Timestamp, now: Timestamp) -> Bool {
    since.map { now.secondsSince(activity) <= $0 } ?? true
  }

  /// Whether a run that has been read is of one of the kinds.
  public func includes(kindOf run: RunStatus) -> Bool {
    if keepsUnreadable, run.state == .error || run.state == .missing { return true }
    return kinds.isEmpty || kinds.contains { $0.includes(run) }
  }

  /// Whether a run that has been read fulfils all conditions. A run that could not be read may have any
  /// layout and any activity.
  public func includes(_ run: RunStatus, now: Timestamp) -> Bool {
    guard includes(name: run.runFolder.lastName), includes(kindOf: run) else { return false }
    if !layouts.isEmpty, let layout = run.layout, !layouts.contains(layout) { return false }
    guard let activity = run.lastActivity else { return run.error != nil || since == nil }
    return includes(activity: activity, now: now)
  }

  /// How many levels of folders a recursive search examines.
  public static let deepestLevel = RunFinder.deepestLevel
  /// How many folders a search examines at most.
  public static let mostFolders = RunFinder.mostFolders

  /// The positions of runs in the requested order.
  ///
  /// - Parameter runs: the runs, each with what to order by if the order is `key`.
  public func ordered(_ runs: [(run: RunStatus, key: RunOrderKey)]) -> [Int] {
    let keys = runs.map { run, key in
      switch order {
      case .key: key
      // The newest comes first.
      case .activity: RunOrderKey(run.lastActivity.map { -$0.unixSeconds })
      default: order.key(of: run)
      }
    }
    return runs.indices.sorted { left, right in
      keys[left].precedes(keys[right], isReversed: isReversed) ?? (left < right)
    }
  }

  /// Whether every run has to be read before the first one can be shown.
  var needsAll: Bool {
    switch order {
    case .activity, .name: false
    case .status, .progress, .failed, .bytes, .duration, .key: true
    }
  }
}
