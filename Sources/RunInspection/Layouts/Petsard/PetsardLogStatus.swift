import FileFormats
import ReadOnlyFiles

/// The status of a run according to its log.
struct PetsardLogStatus {
  let log: PetsardLog
  /// What reporters saved under their usual names.
  let results: [(name: RawPath, bytes: Int)]
  let request: StatusRequest

  /// Fills in a status.
  func decide(_ status: inout RunStatus, in run: borrowing OpenedRun, now: Timestamp) {
    status.lastModified = log.modified
    status.lastActivity = log.modified
    if run.file == nil { status.foldersToWatch = [log.name.parent] }
    status.warnings += log.warnings
    status.facts.set(PetsardKeys.log, JSONString(fileSystemBytes: log.name.bytes))
    status.facts.set(PetsardKeys.workflowCount, .integer(log.workflowCount))
    let saved = savedFiles(in: run, &status.warnings)
    if request.detail == .outputs {
      status.facts.set(PetsardKeys.results, .array(saved.map(\.value)))
    }
    decideState(&status, now: now)
    status.take(log.workflow.map { outputs($0, saved) } ?? [], detail: request.detail)
    let isComplete = log.workflow?.isComplete ?? false
    status.tally?.isAllComplete = isComplete
    // The log does not say how many steps are to come.
    status.tally?.progressFraction = isComplete ? 1 : nil
    guard let workflow = log.workflow else {
      status.warnings.append(
        .layout(PetsardFault.logTellsNothing(run.folder.path.appending(log.name))))
      return
    }
    tellWorkflow(&status, workflow)
  }

  /// A workflow without an end has failed if an unfinished step logged a failure; otherwise it is
  /// running, or incomplete if nothing was written for too long.
  private func decideState(_ status: inout RunStatus, now: Timestamp) {
    let isEnded = log.workflow.map { $0.isComplete || $0.isFailed } ?? false
    let staleness = Staleness(
      signs: [log.modified], isEnded: isEnded, limit: request.staleAfter, now: now)
    status.take(staleness)
    guard let workflow = log.workflow else {
      status.state = .pending
      return
    }
    status.state =
      workflow.isComplete
      ? .completed : workflow.isFailed ? .failed : staleness.isStale ? .incomplete : .running
  }

  private func tellWorkflow(_ status: inout RunStatus, _ workflow: PetsardWorkflow) {
    if let start = workflow.start {
      status.elapsedSeconds = max(0, (workflow.end ?? workflow.last).secondsSince(start))
    }
    status.facts.set(PetsardKeys.workflowStart, workflow.start.map(workflow.text))
    status.facts.set(PetsardKeys.workflowEnd, workflow.end.map(workflow.text))
    if let failed = workflow.failed, let cause = failed.cause {
      status.facts.set(PetsardKeys.failedStep, failed.name.name)
      status.facts.set(PetsardKeys.errorMessage, PetsardEvent.text(cause.message.bytes))
    } else if let current = workflow.current {
      status.facts.set(PetsardKeys.currentStep, current.name.name)
    }
  }

  private func outputs(_ workflow: PetsardWorkflow, _ saved: [SavedFile]) -> [OutputStatus] {
    var sizes: [PetsardStepName: OutputSize] = [:]
    for file in saved {
      guard let step = file.step else { continue }
      guard let bytes = file.bytes, let sum = sizes[step, default: .bytes(0)].bytes else {
        sizes[step] = .unknown
        continue
      }
      sizes[step] = .bytes(sum.addingSaturated(bytes))
    }
    return workflow.outputs.map { step in
      var output = OutputStatus(name: step.name.name, storage: "memory")
      let total = max(step.begun, step.done)
      output.totalCount = total
      output.completedCount = step.done
      output.failedCount = step.failed
      output.progress = .fraction(total == 0 ? 0 : Double(step.done) / Double(total))
      output.isComplete = total > 0 && step.done == total
      output.size = sizes[step.name] ?? .bytes(0)
      return output
    }
  }

  /// A file that a reporter saved and that exists.
  private struct SavedFile {
    let name: [UInt8]
    let step: PetsardStepName?
    /// Its size; nil if it can't be examined.
    let bytes: Int?

    var value: JSONValue {
      .object(["bytes": .optional(bytes), "name": .string(JSONString(fileSystemBytes: name))])
    }
  }

  /// The files that were saved in this or an earlier workflow and are in the run folder itself. A name
  /// that leads elsewhere is not followed, and neither is a link.
  private func savedFiles(
    in run: borrowing OpenedRun, _ warnings: inout [InspectionWarning]
  ) -> [SavedFile] {
    guard request.detail == .outputs else { return [] }
    var files: [SavedFile] = []
    var known: Set<[UInt8]> = []
    for file in log.savedFiles {
      let name = RawPath(bytes: file.name)
      guard name.isSingleName else { continue }
      var bytes: Int?
      do throws(FileError) {
        guard let found = try run.folder.status(of: name), found.kind == .regular else { continue }
        bytes = found.size
      } catch {
        warnings.append(.valueIgnored(.unreadable(error)))
      }
      known.insert(file.name)
      let step = file.workflow == log.workflowCount ? file.step : nil
      files.append(SavedFile(name: file.name, step: step, bytes: bytes))
    }
    for result in results where !known.contains(result.name.bytes) {
      files.append(SavedFile(name: result.name.bytes, step: nil, bytes: result.bytes))
    }
    return files
  }
}
