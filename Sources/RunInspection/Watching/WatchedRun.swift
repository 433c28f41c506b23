import ReadOnlyFiles

/// A run that is being watched.
struct WatchedRun {
  let path: RawPath
  /// The last status that was accepted; nil before the first.
  var status: RunStatus?
  /// Whether it is not a run but a folder with runs, which are watched themselves.
  private(set) var isFolder = false
  /// Why the last search of the folder did not find all runs, and since when searches don't; nil if it did.
  private(set) var searchFault: (error: InspectionError, since: Double)?
  /// Whether that may pass, so that the folder is searched again soon.
  private(set) var isSearchHeld = false
  /// Whether the last reading was not accepted yet.
  private(set) var isHeld = false
  /// Whether it has ever been there.
  private(set) var hasExisted = false
  /// Whether nothing more is to be expected.
  private(set) var hasEnded = false
  /// Whether it ended because it was stale.
  private(set) var endedStale = false
  /// Whether it has shown no sign of life for too long.
  private(set) var isStale = false
  /// The folders that are watched.
  private var watched: Set<RawPath> = []
  /// When it first could not be read.
  private var unreadableSince: Double?
  /// When it was first found missing.
  private var missingSince: Double?
  /// The last sign of life, and when it was first seen by our own clock.
  private var lastSign: (activity: Timestamp?, since: Double)?

  init(path: RawPath) {
    self.path = path
  }

  /// The verdict on the run; a run that is waited for has not failed.
  var verdict: RunVerdict {
    guard let status, (hasEnded && !endedStale) || status.state != .missing else {
      return .unfinished
    }
    return status.verdict
  }

  /// Takes it for a folder with runs from now on.
  mutating func becomeFolder() {
    isFolder = true
    isHeld = false
    status = nil
  }

  /// Notes how a search of the folder ended.
  ///
  /// - Parameter fault: why not all runs were found; nil if they were.
  /// - Returns: whether that is now known not to pass soon, for the first time.
  mutating func note(_ fault: InspectionError?, at now: Double) -> Bool {
    guard let fault else {
      (searchFault, isSearchHeld) = (nil, false)
      return false
    }
    let wasTold = searchFault != nil && !isSearchHeld
    let since = searchFault?.since ?? now
    searchFault = (fault, since)
    isSearchHeld = fault.mayPass && now - since < RunWatcher.patience
    return !isSearchHeld && !wasTold
  }

  /// Watches the run folder, the folders that its layout names, and the parent folder, in which the run
  /// may still have to appear. A folder that does not exist yet is tried again each time.
  ///
  /// - Parameter ask: watches a folder if it exists.
  /// - Returns: whether any of the folders was not named the last time.
  @discardableResult
  mutating func watch(_ ask: (RawPath, LinkRule) -> Void) -> Bool {
    let below = (status?.foldersToWatch ?? []).filter { $0 != RawPath(".") }.map {
      path.appending($0)
    }
    // The run may be a link; what belongs to it is read in its folder only.
    for folder in [path.parent, path] { ask(folder, .follow) }
    for folder in below { ask(folder, .refuse) }
    let folders = [path.parent, path] + below
    defer { watched.formUnion(folders) }
    return !watched.isSuperset(of: folders)
  }

  /// Whether it may have changed, if something did in these folders.
  func isTouched(by folders: Set<RawPath>) -> Bool { !watched.isDisjoint(with: folders) }

  /// Accepts a reading, unless a document that can't be read may be half-written.
  ///
  /// - Returns: whether the reading was not accepted yet.
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
    if reading.state != .missing { hasExisted = true }
    var reading = reading
    noteSign(&reading, at: now)
    isStale = reading.isStale && rules.onStale != .ignore
    hasEnded = reading.hasEnded && !(reading.state == .missing && rules.waitsForMissing)
    let neverBegan = !hasEnded && hasNotBegun(reading, at: now, rules: rules)
    if !hasEnded, reading.isStale || neverBegan, rules.onStale == .fail {
      hasEnded = true
      endedStale = true
    }
    status = reading
    return false
  }

  /// Whether a run that is waited for has been missing for longer than a run may be silent.
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

  /// Signs of life in the future have no age: the run is stale once they have not changed for too long
  /// by our own clock.
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
  /// Whether a document of the run can't be read now, but perhaps a moment later.
  fileprivate var mayBeHalfWritten: Bool {
    if let error, error.mayPass { return true }
    // On a network file system, the last files may appear later than the heartbeat.
    if endedUnfinished { return true }
    // Without its heartbeat a run that has just failed may look complete.
    return warnings.contains { warning in
      if case .heartbeatUnusable(let error) = warning { return error.mayPass }
      return false
    }
  }
}
