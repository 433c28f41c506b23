import FileFormats
import ReadOnlyFiles

/// The status of a run by its tasks.
struct MetaflowStatus {
  /// After how many seconds without a sign of life a run is stale: six hours. A local run has no heartbeat,
  /// and the logs of a task come only at its end.
  static let staleAfter = 21_600.0
  /// The most active tasks that are told of.
  private static let mostActive = 100
  /// How many of the newest tasks are asked when they ended.
  private static let mostEnds = 8
  /// How much later than announced the next attempt of a task may begin, in seconds.
  private static let retryTolerance = 120.0

  let survey: MetaflowSurvey
  let graph: MetaflowGraph
  let request: StatusRequest

  /// Fills in a status.
  func decide(
    _ status: inout RunStatus, in run: borrowing Folder, _ environment: InspectionEnvironment
  ) {
    let now = environment.now()
    let description = MetaflowDescription(run, environment)
    status.warnings += description.warnings + survey.warnings
    status.lastActivity = survey.newest
    status.lastModified = survey.newest
    status.foldersToWatch = foldersToWatch
    let state = state(now: now)
    let staleness = Staleness(
      signs: [survey.newest], isEnded: state.isTerminal,
      limit: request.staleAfter ?? MetaflowStatus.staleAfter, now: now)
    status.take(staleness)
    status.state = state
    if !state.isTerminal, staleness.isStale {
      // What was going on beside a task that failed was killed with the run.
      let hasFailed = survey.tasks.contains { $0.state == .failed }
      status.state = hasFailed ? .failed : .incomplete
      if hasFailed { status.staleness?.isStale = false }
    }
    tellOutputs(&status)
    tellFacts(&status, description)
    if let start = description.start {
      status.elapsedSeconds = elapsed(since: start, status.state, in: run, environment)
    }
    if status.state == .failed, let task = survey.tasks.first(where: { $0.state == .failed }) {
      status.message = JSONString("step \(task.step), task \(task.identifier) failed")
    }
  }

  /// What the files say, but for the time that has passed since.
  private func state(now: Timestamp) -> RunState {
    let tasks = survey.tasks
    if tasks.isEmpty { return .pending }
    if tasks.contains(where: { $0.step == graph.end && $0.state == .completed }) {
      return .completed
    }
    if tasks.contains(where: { $0.state == .unfinished }) { return .running }
    let failed = tasks.filter { $0.state == .failed }
    if !failed.isEmpty {
      return failed.contains { isRepeated($0, now: now) } ? .running : .failed
    }
    return tasks.contains { $0.state == .stopped } ? .cancelled : .running
  }

  /// Whether another attempt of a task that failed is still to be expected.
  private func isRepeated(_ task: MetaflowTask, now: Timestamp) -> Bool {
    guard let step = graph.steps[task.step], task.attempt < step.retries else { return false }
    let age = now.secondsSince(task.modified)
    return age < step.pause + MetaflowStatus.retryTolerance
  }

  /// The run folder shows new steps, the folder of a step new tasks, and that of a task what it came to:
  /// those of tasks that go on, since others don't change, but for one that is repeated.
  private var foldersToWatch: [RawPath] {
    let open = survey.tasks.filter { $0.state == .unfinished || $0.state == .failed }
    return survey.steps.map(\.folder) + open.suffix(MetaflowStatus.mostActive).map(\.folder)
  }

  private func tellOutputs(_ status: inout RunStatus) {
    let isOver = status.state.isTerminal
    let outputs = survey.steps.map { step in
      var output = OutputStatus(name: step.name, storage: "tasks")
      let completed = step.tasks.count { $0.state == .completed }
      let failed = step.tasks.count { $0.state == .failed }
      let isSettled = completed + failed == step.tasks.count && !step.tasks.isEmpty
      output.totalCount = step.tasks.count
      output.completedCount = completed
      output.failedCount = failed
      output.progress = .fraction(
        step.tasks.isEmpty ? 0 : Double(completed + failed) / Double(step.tasks.count))
      // More tasks of a step may be begun as long as the run goes on.
      output.isComplete = isSettled && (isOver || hasSuccessor(step))
      return output
    }
    status.take(outputs, detail: request.detail)
    status.tally?.isAllComplete = status.state == .completed
    // How many tasks are to come is in no file.
    status.tally?.progressFraction = status.state == .completed ? 1 : nil
  }

  private func hasSuccessor(_ step: MetaflowSurvey.Step) -> Bool {
    survey.steps.last.map { $0.name != step.name } ?? false
  }

  /// How many seconds passed from the start of the run to its end, or to its last sign of life. Which of the
  /// newest tasks ended last is in their own files, which a copy keeps.
  private func elapsed(
    since start: Double, _ state: RunState, in run: borrowing Folder,
    _ environment: InspectionEnvironment
  ) -> Double {
    var end: Double?
    if state.isTerminal {
      for task in survey.tasks.suffix(MetaflowStatus.mostEnds) {
        guard let time = task.end(in: run, environment) else { continue }
        end = max(end ?? time, time)
      }
    }
    return max(0, (end ?? survey.newest.unixSeconds) - start)
  }

  private func tellFacts(_ status: inout RunStatus, _ description: MetaflowDescription) {
    status.facts.set(MetaflowKeys.flow, description.flow)
    status.facts.set(MetaflowKeys.metaflowVersion, description.version)
    status.facts.set(MetaflowKeys.runNumber, description.runNumber)
    status.facts.set(MetaflowKeys.user, description.user)
    let start = description.start.flatMap(Timestamp.init(unixSeconds:))
    status.facts.set(MetaflowKeys.started, start.map { JSONString(ISO8601.text($0)) })
    status.facts.set(MetaflowKeys.taskCount, .integer(survey.tasks.count))
    guard request.detail == .outputs, !status.state.isTerminal else { return }
    let active = survey.tasks.filter { $0.state == .unfinished }.prefix(MetaflowStatus.mostActive)
    status.facts.set(
      MetaflowKeys.activeTasks,
      .array(
        active.map { task in
          .object([
            "attempt": .integer(task.attempt), "step": .string(task.step),
            "task": .string(task.identifier),
          ])
        }))
  }
}
