import FileFormats
import ReadOnlyFiles

/// Determines the state of a run from its heartbeat and its files.
///
/// - Without a heartbeat, the files decide: a run with all files is completed; one with a part of them
///   is running as long as something was written recently, and then incomplete and stale.
/// - A heartbeat determines the state, and adds what is still in memory to the counts. It is ignored
///   if a later run without one completed everything, or if it reports that the run completed although
///   files are missing that the storages always write.
/// - For each output, the larger counts are right: a resumed `map_async` counts only what it computed.
struct PipefuncVerdict {
  let run: PipefuncRun
  let survey: PipefuncSurvey
  let request: StatusRequest

  /// The state and the counts of a run, for callers that need nothing else.
  static func status(
    of run: PipefuncRun, _ survey: PipefuncSurvey, in folder: borrowing Folder
  ) -> RunStatus {
    var status = RunStatus(runFolder: folder.path, layout: nil, state: .pending)
    PipefuncVerdict(run: run, survey: survey, request: StatusRequest())
      .decide(&status, in: folder)
    return status
  }

  /// Fills in a status.
  func decide(_ status: inout RunStatus, in folder: borrowing Folder) {
    status.warnings += survey.warnings
    guard let heartbeat = run.heartbeat else {
      decideByFiles(&status)
      // It may count failures that were not stored.
      if run.heartbeatFailure != nil { status.tally?.failedCount = nil }
      return
    }
    let staleness = heartbeat.staleness(now: run.now, staleAfter: request.staleAfter)
    if staleness.isStale || heartbeat.state == .failed || heartbeat.state == .cancelled,
      isOvertaken(heartbeat, in: folder, &status)
    {
      status.warnings.append(
        .layout(PipefuncFault.heartbeatOvertaken(state: heartbeat.state)))
      return decideByFiles(&status)
    }
    if heartbeat.state == .completed, isContradicted {
      decideByFiles(&status)
      status.contradict(.layout(PipefuncFault.heartbeatContradicted))
      return
    }
    decide(&status, by: heartbeat, staleness)
  }

  /// Whether a file that a completed run always leaves is missing or truncated.
  private var isContradicted: Bool {
    survey.outputs.contains { output in
      !output.status.isComplete && output.status.error == nil
        && (output.persistence == .immediate || output.status.damagedCount > 0)
    }
  }

  /// Whether a later run has completed everything: every element of every output is stored, as a value
  /// or as an error, and the description or a file of an output is newer than the heartbeat.
  private func isOvertaken(
    _ heartbeat: PipefuncHeartbeat, in folder: borrowing Folder, _ status: inout RunStatus
  ) -> Bool {
    guard survey.isAllComplete else { return false }
    if run.described > heartbeat.modified { return true }
    var isNewer = false
    do throws(FileError) {
      // The times of folders don't count: pipefunc-cli changes them by inspecting the run.
      try FileTree.forEachFile(below: folder.listing(of: PipefuncNames.outputs)) { _, file in
        isNewer = file.modified > heartbeat.modified
        return !isNewer
      }
    } catch {
      if !error.isMissing { status.warnings.append(.valueIgnored(.unreadable(error))) }
    }
    return isNewer
  }

  private func decideByFiles(_ status: inout RunStatus) {
    status.source = .diskHeuristic
    status.lastModified = run.described
    status.lastActivity = survey.newest
    status.elapsedSeconds = max(0, survey.newest.secondsSince(run.described))
    let outputs = survey.statuses
    // Of outputs that are not shown, the order matters only to what is told first.
    let isOrdered = request.detail == .outputs || outputs.contains { $0.error != nil }
    take(isOrdered ? OutputOrder(run.runInfo)(outputs) : outputs, into: &status)
    let isComplete = survey.isAllComplete && status.error == nil
    let staleness = Staleness(
      signs: [survey.newest], isEnded: isComplete || status.error != nil,
      limit: request.staleAfter, now: run.now)
    status.take(staleness)
    if status.error != nil {
      status.state = .error
    } else if isComplete {
      status.state = .completed
    } else if !survey.hasProgress {
      status.state = .pending
    } else if staleness.isStale || survey.endedTruncated {
      status.state = .incomplete
    } else {
      status.state = .running
    }
  }

  private func decide(
    _ status: inout RunStatus, by heartbeat: PipefuncHeartbeat, _ staleness: Staleness
  ) {
    status.source = .heartbeat
    status.state = heartbeat.state
    status.staleness = staleness
    status.passedThrough = heartbeat.root
    status.lastActivity = heartbeat.updatedAt ?? survey.newest
    status.elapsedSeconds = status.lastActivity.map { max(0, $0.secondsSince(run.described)) }
    status.lastModified = nil
    if heartbeat.updatedAt == nil {
      status.warnings.append(.heartbeatTimeUnusable(heartbeat.root["updated_at"]?.string))
      status.facts.set(PipefuncKeys.updatedAt, .null)
    } else if let ahead = heartbeat.secondsAhead(of: run.now) {
      status.warnings.append(.heartbeatFromFuture(seconds: ahead))
    }
    if heartbeat.state.isTerminal {
      // In a run that has ended nothing is active, whatever the last heartbeat says.
      for key in [PipefuncKeys.activeFunctions, PipefuncKeys.activeOutputs]
      where heartbeat.root[key.name] != nil {
        status.facts.set(key, [])
      }
    }
    let outputs = merged(with: heartbeat, isLive: !heartbeat.state.isTerminal && !staleness.isStale)
    status.warnings += outputs.warnings
    take(outputs.statuses, into: &status)
    if status.error != nil { status.state = .error }
    status.remainingSeconds =
      heartbeat.state.isTerminal
      ? 0 : staleness.isStale ? nil : remainingSeconds(outputs.statuses, by: heartbeat)
    status.facts.set(PipefuncKeys.remainingSeconds, .optional(status.remainingSeconds))
  }

  /// What is left, at the rate since the run, or its resumption, described itself.
  private func remainingSeconds(
    _ outputs: [OutputStatus], by heartbeat: PipefuncHeartbeat
  ) -> Double? {
    var left = 0
    for output in outputs {
      guard let total = output.totalCount, let completed = output.completedCount,
        let failed = output.failedCount
      else { return nil }
      left = left.addingSaturated(max(0, total - completed.addingSaturated(failed)))
    }
    let computed = heartbeat.outputs.reduce(0) { count, member in
      let output = PipefuncHeartbeat.Output(member.value)
      return count.addingSaturated(output.completedCount ?? 0)
        .addingSaturated(output.failedCount ?? 0)
    }
    let elapsed = heartbeat.modified.secondsSince(run.described)
    guard computed > 0, elapsed > 0 else { return nil }
    return Double(left) * elapsed / Double(computed)
  }

  private func take(_ outputs: [OutputStatus], into status: inout RunStatus) {
    status.take(outputs, detail: request.detail)
    // A loop: lazy sequences cost a short process more to set up than all that they would save.
    status.error = nil
    status.foldersToWatch = [PipefuncNames.outputs]
    for position in outputs.indices {
      if status.error == nil { status.error = outputs[position].error }
      if !outputs[position].isComplete, outputs[position].shape != nil,
        status.foldersToWatch.count <= PipefuncVerdict.mostWatchedOutputs,
        let folder = try? PipefuncNames.array(PipefuncNames.path(of: outputs[position].name))
      {
        status.foldersToWatch.append(folder)
      }
    }
  }

  /// The most folders of arrays that are watched: each uses up one of the user's inotify watches.
  private static let mostWatchedOutputs = 64

  /// The outputs on disk with what the heartbeat adds to them, and outputs that only the heartbeat
  /// lists.
  private func merged(
    with heartbeat: PipefuncHeartbeat, isLive: Bool
  ) -> (statuses: [OutputStatus], warnings: [InspectionWarning]) {
    let order = OutputOrder(heartbeat) ?? OutputOrder(run.runInfo)
    var statuses = order(survey.statuses)
    var warnings: [InspectionWarning] = []
    var positions = NamePositions()
    for (position, output) in statuses.enumerated() { positions.add(output.name, at: position) }
    for member in heartbeat.outputs {
      let position = positions.position(of: member.key) ?? statuses.count
      if position == statuses.count {
        positions.add(member.key, at: position)
        statuses.append(OutputStatus(name: member.key, storage: "unknown"))
      }
      let reported = PipefuncHeartbeat.Output(member.value)
      // Elements that were computed and not stored are lost with their process.
      let stored = statuses[position].completedCount ?? 0
      if !isLive, heartbeat.state != .completed, statuses[position].error == nil,
        let computed = reported.completedCount, computed > stored
      {
        warnings.append(
          .layout(PipefuncFault.notPersisted(output: member.key, count: computed - stored)))
      }
      statuses[position].take(reported)
    }
    return (statuses, warnings)
  }
}

extension OutputStatus {
  /// Merges what a heartbeat reports, if it is more than what the files show.
  fileprivate mutating func take(_ reported: PipefuncHeartbeat.Output) {
    passedThrough = reported.node
    guard error == nil else { return }
    totalCount = totalCount ?? reported.totalCount
    // Counts that are unknown because some files can't be read stay unknown.
    if let failed = failedCount { failedCount = max(failed, reported.failedCount ?? 0) }
    if let completed = reported.completedCount, completedCount != nil || totalCount == nil {
      completedCount = max(completedCount ?? 0, completed)
    }
    let lost = truncatedCount.addingSaturated(damagedCount)
    if lost > 0, let completed = completedCount, let totalCount {
      // A heartbeat can count more as failed than there are.
      let unavailable = lost.addingSaturated(failedCount ?? 0)
      completedCount = min(completed, totalCount - min(totalCount, unavailable))
    }
    if let total = totalCount, let completed = completedCount, let failed = failedCount {
      // If elements are computed in chunks, the heartbeat counts a whole chunk as failed with one of
      // them.
      failedCount = min(failed, max(0, total - completed))
    }
    guard totalCount != nil else {
      if let progress = reported.progress { self.progress = .fraction(progress) }
      isComplete = reported.isComplete ?? isComplete
      return
    }
    guard let completedCount, let failedCount else { return }
    settle(completedCount.addingSaturated(failedCount))
  }
}
