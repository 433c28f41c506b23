import ReadOnlyFiles

/// What the state of a run comes to.
public enum RunVerdict: Sendable {
  /// It completed and nothing in it failed.
  case success
  /// It failed, was cancelled, can't be read, or completed with failed elements, or so that nobody can
  /// tell whether any failed.
  case failure
  /// It has not ended.
  case unfinished
}

extension RunStatus {
  /// What the state comes to.
  public var verdict: RunVerdict {
    switch state {
    case .completed: failedCount == 0 && error == nil ? .success : .failure
    case .failed, .cancelled, .missing, .error: .failure
    case .pending, .running, .incomplete: .unfinished
    }
  }
}

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

  /// Asks to be told of changes: the run folder tells of heartbeats and the description, `outputs` of
  /// values, the folders in it of elements; for a run that is not there yet, the folder that it will be
  /// in. Folders that are not there yet are asked for again.
  ///
  /// - Returns: whether there are more of them than the last time.
  @discardableResult
  mutating func watch(_ ask: (RawPath) -> Void) -> Bool {
    let outputs = path.appending("outputs")
    var folders = [path.parent, path, outputs]
    for output in (status?.outputs ?? []).prefix(64) where !output.isComplete {
      if let name = output.name.fileSystemBytes.map(RawPath.init(bytes:)), name.isSingleName {
        folders.append(outputs.appending(name))
      }
    }
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
    hasEnded = reading.state.isTerminal && !(reading.state == .missing && rules.waitsForStart)
    if !hasEnded, reading.isStale, rules.onStale == .fail {
      hasEnded = true
      endedStale = true
    }
    status = reading
    return false
  }

  /// A heartbeat from the future is not fresh for ever: it is stale once it has stayed the same for
  /// too long by our own clock.
  private mutating func noteSign(_ reading: inout RunStatus, at now: Double) {
    if let lastSign, lastSign.activity == reading.lastActivity {
      let isFromFuture = reading.warnings.contains { warning in
        if case .heartbeatFromFuture = warning { return true }
        return false
      }
      if isFromFuture, !reading.state.isTerminal, let limit = reading.staleAfter,
        now - lastSign.since > limit
      {
        reading.isStale = true
      }
    } else {
      lastSign = (reading.lastActivity, now)
    }
  }
}

extension RunStatus {
  /// Whether a document of the run can't be read at this moment, but perhaps the next.
  fileprivate var mayBeHalfWritten: Bool {
    if let error, error.mayPass { return true }
    // Without its heartbeat a run that has just failed may look complete.
    return warnings.contains { warning in
      if case .heartbeatUnusable(let error) = warning { return error.mayPass }
      return false
    }
  }
}

extension InspectionError {
  /// Whether writing on may cure it.
  fileprivate var mayPass: Bool {
    switch self {
    case .notJSON, .missingKey, .unexpectedValue, .wrongValue, .noTaskStatus, .notAPickle,
      .damagedChunk:
      true
    case .unreadable(let error):
      if case .system = error.reason { true } else { false }
    default: false
    }
  }
}
