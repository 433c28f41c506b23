import ReadOnlyFiles

/// One run that is watched.
struct WatchedRun {
  let path: RawPath
  /// The last status that counts; nil before the first.
  var status: RunStatus?
  /// Whether the last reading does not count yet.
  private(set) var isHeld = false
  /// Whether nothing more is to be expected.
  private(set) var hasEnded = false
  /// Whether it ended because it was stale.
  private(set) var endedStale = false
  /// Whether it has shown no sign of life for too long.
  private(set) var isStale = false
  /// The folders of which changes were asked for.
  private var watched: Set<RawPath> = []
  /// Since when it can't be read.
  private var unreadableSince: Double?
  /// Since when it is not there.
  private var missingSince: Double?
  /// The last sign of life, and since when it is the last one by our own clock.
  private var lastSign: (activity: Timestamp?, since: Double)?

  init(path: RawPath) {
    self.path = path
  }

  /// What it comes to; a run that is waited for has not failed.
  var verdict: RunVerdict {
    guard let status, hasEnded || status.state != .missing else { return .unfinished }
    return status.verdict
  }

  /// Asks to be told of changes in the run folder, in those that its layout names, and for a run that is
  /// not there yet in the folder that it will be in. Folders that are not there yet are asked for again.
  ///
  /// - Returns: whether there are more of them than the last time.
  @discardableResult
  mutating func watch(_ ask: (RawPath) -> Void) -> Bool {
    let below = (status?.foldersToWatch ?? []).filter { $0 != RawPath(".") }
    let folders = [path.parent, path] + below.map { path.appending($0) }
    for folder in folders { ask(folder) }
    defer { watched.formUnion(folders) }
    return !watched.isSuperset(of: folders)
  }

  /// Takes over what was read.
  ///
  /// - Returns: whether it does not count yet: a document that can't be read may be half-written.
  mutating func take(_ reading: RunStatus, at now: Double, rules: WatchRules) -> Bool {
    if reading.mayBeHalfWritten {
      let since = unreadableSince ?? now
      unreadableSince = since
      isHeld = now - since < RunWatcher.patience
      if isHeld { return true }
    } else {
      unreadableSince = nil
      isHeld = false
    }
    var reading = reading
    noteSign(&reading, at: now)
    isStale = reading.isStale && rules.onStale != .ignore
    hasEnded = reading.hasEnded && !(reading.state == .missing && rules.waitsForStart)
    let neverBegan = !hasEnded && hasNotBegun(reading, at: now, rules: rules)
    if !hasEnded, reading.isStale || neverBegan, rules.onStale == .fail {
      hasEnded = true
      endedStale = true
    }
    status = reading
    return false
  }

  /// Whether a run that is waited for has not been there for as long as a run may be silent.
  private mutating func hasNotBegun(
    _ reading: RunStatus, at now: Double, rules: WatchRules
  ) -> Bool {
    guard reading.state == .missing else {
      missingSince = nil
      return false
    }
    let since = missingSince ?? now
    missingSince = since
    return now - since > rules.staleAfter ?? Staleness.defaultLimit
  }

  /// Signs of life from the future have no age: the run is stale once they have stayed the same for too
  /// long by our own clock.
  private mutating func noteSign(_ reading: inout RunStatus, at now: Double) {
    guard let lastSign, lastSign.activity == reading.lastActivity else {
      lastSign = (reading.lastActivity, now)
      return
    }
    guard var staleness = reading.staleness, staleness.secondsAhead != nil,
      now - lastSign.since > staleness.limit
    else { return }
    staleness.isStale = true
    reading.staleness = staleness
  }
}

extension RunStatus {
  /// Whether a document of the run can't be read at this moment, but perhaps the next.
  fileprivate var mayBeHalfWritten: Bool {
    if let error, error.mayPass { return true }
    // A network file system may show the last files later than the heartbeat.
    if endedUnfinished { return true }
    // Without its heartbeat a run that has just failed may look complete.
    return warnings.contains { warning in
      if case .heartbeatUnusable(let error) = warning { return error.mayPass }
      return false
    }
  }
}
