import FileFormats
import ReadOnlyFiles

/// What a run came to, by the last record of its end.
enum WandbOutcome {
  case completed
  case failed(code: Int)
  case cancelled
  /// It has not ended, or was killed: all of that looks alike.
  case unfinished

  /// The code that Ctrl-C leaves (`sdk/lib/exit_hooks.py`).
  private static let interrupted = 255

  init(_ records: WandbRecords) {
    switch records.exit?.code {
    case nil: self = .unfinished
    case 0: self = .completed
    case WandbOutcome.interrupted where WandbFailure.endsInKeyboardInterrupt(records.standardError):
      self = .cancelled
    case .some(let code): self = .failed(code: code)
    }
  }
}

/// The status of a run by its log.
struct WandbStatus {
  /// After how many seconds without a sign of life a run is stale: ten minutes, as W&B's own viewer has it
  /// (wandb, pull request 12500).
  static let staleAfter = 600.0

  let files: WandbFiles
  let log: WandbLog
  /// The path of the log, for messages.
  let path: RawPath

  /// Fills in a status.
  func decide(_ status: inout RunStatus, _ request: StatusRequest, now: Timestamp) {
    let records = log.records
    let outcome = WandbOutcome(records)
    let isEnded: Bool
    switch outcome {
    case .completed: (status.state, isEnded) = (.completed, true)
    case .failed: (status.state, isEnded) = (.failed, true)
    case .cancelled: (status.state, isEnded) = (.cancelled, true)
    case .unfinished: (status.state, isEnded) = (.running, false)
    }
    status.source = .heartbeat
    // Its log is uploaded and marked long after it has ended.
    let activity = isEnded ? files.modified : files.newest
    status.lastActivity = activity
    status.lastModified = files.modified
    status.foldersToWatch = [RawPath("files"), RawPath("logs")]
    status.take(
      Staleness(
        signs: [activity], isEnded: isEnded, limit: request.staleAfter ?? WandbStatus.staleAfter,
        now: now))
    if !isEnded, status.staleness?.isStale ?? false { status.state = .incomplete }
    warn(&status)
    tellOutputs(&status, request, isEnded: isEnded)
    tellFacts(&status)
    if case .failed(let code) = outcome {
      status.message = WandbFailure(records: records, code: code).sentence
    }
  }

  private func warn(_ status: inout RunStatus) {
    if log.isEmpty { status.warnings.append(.layout(WandbFault.nothingFlushed(path))) }
    if let offset = log.firstDamage {
      status.warnings.append(
        .layout(WandbFault.damaged(path, count: log.damagedCount, offset: offset)))
    }
    let leftOut = log.records.unreadableCount.addingSaturated(log.oversizedCount)
    if leftOut > 0 {
      status.warnings.append(.layout(WandbFault.recordsLeftOut(path, count: leftOut)))
    }
  }

  private func tellOutputs(
    _ status: inout RunStatus, _ request: StatusRequest, isEnded: Bool
  ) {
    var history = OutputStatus(name: "history", storage: "wandb")
    let count = log.records.step.map { $0.addingSaturated(1) } ?? 0
    history.completedCount = count
    history.totalCount = isEnded ? count : nil
    history.isComplete = isEnded
    history.progress = isEnded ? .fraction(1) : .unknown
    history.size = .bytes(files.size)
    status.take([history], detail: request.detail)
    status.tally?.isAllComplete = status.state == .completed
    status.tally?.progressFraction = status.state == .completed ? 1 : nil
  }

  /// How many seconds the run took so far: by its end, or by its last row.
  static func elapsed(_ records: WandbRecords) -> Double? {
    let row = records.history.number("_runtime").flatMap { $0.isFinite ? $0 : nil }
    guard let seconds = records.exit?.seconds.map(Double.init) ?? row, seconds >= 0 else {
      return nil
    }
    // The end is told in whole seconds.
    return max(seconds, row ?? 0)
  }

  private func tellFacts(_ status: inout RunStatus) {
    let records = log.records
    let run = records.run
    status.elapsedSeconds = WandbStatus.elapsed(records)
    let hasEnvironment = run.program != nil
    status.facts.set(
      WandbKeys.arguments,
      hasEnvironment ? .array(run.arguments.map { .string($0) }) : .null)
    status.facts.set(WandbKeys.displayName, run.displayName)
    status.facts.set(WandbKeys.entity, run.entity)
    status.facts.set(WandbKeys.exitCode, .optional(records.exit?.code))
    status.facts.set(WandbKeys.group, run.group)
    status.facts.set(WandbKeys.host, run.host)
    status.facts.set(WandbKeys.identifier, run.identifier)
    status.facts.set(WandbKeys.isSynced, .bool(files.isSynced))
    status.facts.set(WandbKeys.jobType, run.jobType)
    status.facts.set(WandbKeys.log, JSONString(fileSystemBytes: files.log.bytes))
    status.facts.set(WandbKeys.program, run.program)
    status.facts.set(WandbKeys.project, run.project)
    let start = run.start.flatMap(Timestamp.init(unixSeconds:))
    status.facts.set(WandbKeys.started, start.map { JSONString(ISO8601.text($0)) })
    status.facts.set(WandbKeys.step, .optional(records.step))
    status.facts.set(WandbKeys.sweep, run.sweep)
    status.facts.set(WandbKeys.tags, .array(run.tags.map { .string($0) }))
    status.facts.set(WandbKeys.version, run.producer)
  }
}
