import FileFormats
import ReadOnlyFiles

/// The status of a working folder by the log that counts.
struct SnakemakeStatus {
  /// After how many seconds without a sign of life a run is stale: six hours. Snakemake writes nothing
  /// while jobs run, and jobs on a cluster take hours.
  static let staleAfter = 21_600.0
  /// The most older logs that are told of, and the largest that is read for that, in bytes.
  private static let mostHistory = 20
  private static let historySize = 1 << 24
  /// The most active jobs that are told of.
  private static let mostActive = 100

  let files: SnakemakeFiles
  let choice: SnakemakeChoice
  let request: StatusRequest

  private var survey: SnakemakeSurvey { choice.invocation.survey }

  /// Fills in a status.
  func decide(_ status: inout RunStatus, in run: borrowing OpenedRun, now: Timestamp) {
    let log = choice.invocation.log
    // A refused start touches the markers, and says nothing about the run that it was refused for.
    let activity = choice.skipped == 0 ? files.newest ?? log.modified : log.modified
    status.lastActivity = activity
    status.lastModified = log.modified
    status.foldersToWatch = [
      SnakemakeFiles.logs, SnakemakeFiles.incomplete, SnakemakeFiles.locks,
    ]
    status.warnings += choice.warnings
    decideState(&status, activity: activity, in: run, now: now)
    tellOutputs(&status)
    tellFacts(&status)
    guard request.detail == .outputs else { return }
    if !status.state.isTerminal {
      status.facts.set(SnakemakeKeys.activeJobs, .array(activeJobs))
    }
    status.facts.set(SnakemakeKeys.history, .array(history(in: run)))
  }

  private func decideState(
    _ status: inout RunStatus, activity: Timestamp, in run: borrowing OpenedRun, now: Timestamp
  ) {
    let outcome = choice.invocation.outcome
    let isEnded: Bool
    switch outcome {
    case .completed: (status.state, isEnded) = (.completed, true)
    case .failed, .refused: (status.state, isEnded) = (.failed, true)
    case .cancelled: (status.state, isEnded) = (.cancelled, true)
    case .unfinished where choice.isGone: (status.state, isEnded) = (.incomplete, true)
    case .unfinished, .nothing: (status.state, isEnded) = (.running, false)
    }
    status.endedUnfinished = isEnded && status.state == .incomplete
    let staleness = Staleness(
      signs: [activity], isEnded: isEnded,
      limit: request.staleAfter ?? SnakemakeStatus.staleAfter, now: now)
    status.take(staleness)
    if case .nothing = outcome {
      status.state = .pending
      if !isBeginning(now) {
        status.warnings.append(
          .layout(SnakemakeFault.nothingRun(run.folder.path.appending(SnakemakeFiles.logs))))
      }
    } else if !isEnded, staleness.isStale {
      status.state = .incomplete
    }
  }

  private func isBeginning(_ now: Timestamp) -> Bool {
    let age = now.secondsSince(choice.invocation.log.modified)
    return age >= 0 && age < 60
  }

  private func tellOutputs(_ status: inout RunStatus) {
    let outputs = survey.rules.map { rule in
      var output = OutputStatus(name: rule.name, storage: "jobs")
      output.totalCount = rule.total
      output.completedCount = min(rule.done, rule.total)
      output.failedCount = rule.failed
      let settled = min(rule.total, rule.done.addingSaturated(rule.failed))
      output.progress = .fraction(rule.total == 0 ? 1 : Double(settled) / Double(rule.total))
      output.isComplete = settled == rule.total
      return output
    }
    status.take(outputs, detail: request.detail)
    status.tally?.isAllComplete = status.state == .completed
    if status.state == .completed {
      status.tally?.progressFraction = 1
    } else {
      let total = survey.stepsTotal.flatMap { $0 > 0 ? $0 : nil }
      status.tally?.progressFraction = total.map {
        min(1, Double(survey.stepsDone ?? 0) / Double($0))
      }
    }
  }

  private func tellFacts(_ status: inout RunStatus) {
    let head = survey.head
    status.facts.set(
      SnakemakeKeys.log, JSONString(fileSystemBytes: choice.invocation.log.name.bytes))
    status.facts.set(SnakemakeKeys.logCount, .integer(files.newestFirst.count))
    status.facts.set(SnakemakeKeys.command, head.command)
    status.facts.set(SnakemakeKeys.host, head.host)
    status.facts.set(SnakemakeKeys.version, head.version)
    status.facts.set(SnakemakeKeys.started, survey.first?.text)
    status.facts.set(SnakemakeKeys.ended, status.state.isTerminal ? survey.last?.text : nil)
    status.facts.set(SnakemakeKeys.stepsDone, .optional(survey.stepsDone))
    status.facts.set(SnakemakeKeys.stepsTotal, .optional(survey.stepsTotal))
    if let first = survey.first, let last = survey.last {
      status.elapsedSeconds = survey.elapsedSeconds ?? max(0, last.secondsSince(first))
    }
    if survey.marks.contains(.nothingToDo) {
      status.message = "nothing to be done"
    } else if status.state == .failed {
      status.message = SnakemakeFailures.message(of: survey)
    }
  }

  private var activeJobs: [JSONValue] {
    survey.activeJobs.prefix(SnakemakeStatus.mostActive).map { job in
      .object([
        "jobid": .integer(job.number), "rule": .string(survey.name(of: job)),
        "since": .optional(job.start?.text), "wildcards": .optional(job.wildcards),
      ])
    }
  }

  /// The invocations before the one that counts, and those after it that were left out.
  private func history(in run: borrowing OpenedRun) -> [JSONValue] {
    var rows: [JSONValue] = []
    for log in files.newestFirst where log.name != choice.invocation.log.name {
      guard rows.count < SnakemakeStatus.mostHistory else { break }
      var row: JSONObject = ["log": .string(JSONString(fileSystemBytes: log.name.bytes))]
      let read =
        log.size <= SnakemakeStatus.historySize
        ? try? SnakemakeInvocation.read(log, in: run.folder) : nil
      row.set("started", .optional(read?.survey.first?.text))
      row.set("status", .optional(read.flatMap { SnakemakeStatus.word($0.outcome) }))
      row.set("steps_done", .optional(read?.survey.stepsDone))
      row.set("steps_total", .optional(read?.survey.stepsTotal))
      rows.append(.object(row))
    }
    return rows
  }

  private static func word(_ outcome: SnakemakeInvocation.Outcome) -> String? {
    switch outcome {
    case .completed: RunState.completed.rawValue
    case .failed, .refused: RunState.failed.rawValue
    case .cancelled: RunState.cancelled.rawValue
    // Another was started after it, which Snakemake allows in one folder only when it has ended.
    case .unfinished: RunState.incomplete.rawValue
    case .nothing: nil
    }
  }
}
