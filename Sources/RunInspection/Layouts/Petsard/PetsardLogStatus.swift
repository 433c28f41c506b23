import FileFormats
import ReadOnlyFiles

/// The status that a log tells.
struct PetsardLogStatus {
  let log: PetsardLog
  /// What reporters saved under their usual names.
  let results: [(name: RawPath, bytes: Int)]
  let request: InspectionRequest

  /// Fills in a status.
  func decide(_ status: inout RunStatus, in run: borrowing RunPlace, now: Timestamp) {
    status.lastModified = log.modified
    status.lastActivity = log.modified
    status.warnings += log.warnings
    status.details.set("log", .string(JSONString(fileSystemBytes: log.name.bytes)))
    status.details.set("n_workflows", .integer(log.workflowCount))
    let saved = savedFiles(in: run)
    if request.detail == .outputs {
      status.details.set("results", .array(saved.map(\.value)))
    }
    guard let workflow = log.workflow else {
      status.warnings.append(.logTellsNothing(run.folder.path.appending(log.name)))
      status.failedCount = 0
      if request.detail == .outputs { status.outputs = [] }
      return
    }
    decideState(&status, workflow, now: now)
    tellWorkflow(&status, workflow)
    tellOutputs(&status, workflow, saved)
  }

  /// A workflow without an end is failed when a step that is not done said so; else it is running, or
  /// incomplete when nothing was written for long.
  private func decideState(
    _ status: inout RunStatus, _ workflow: PetsardWorkflow, now: Timestamp
  ) {
    if workflow.isComplete {
      status.state = .completed
    } else if workflow.isFailed {
      status.state = .failed
    } else {
      let limit = request.staleAfter ?? InspectionRequest.defaultStaleAfter
      status.isStale = now.secondsSince(log.modified) > limit
      status.state = status.isStale ? .incomplete : .running
    }
    status.isAllComplete = workflow.isComplete
    // How many steps are to come stands in no log.
    status.progressFraction = workflow.isComplete ? 1 : nil
  }

  private func tellWorkflow(_ status: inout RunStatus, _ workflow: PetsardWorkflow) {
    func text(_ time: Timestamp?) -> JSONValue {
      time.map { .string(workflow.text($0)) } ?? .null
    }
    status.details.set("workflow_start", text(workflow.start))
    status.details.set("workflow_end", text(workflow.end))
    if let failed = workflow.failed, let cause = failed.cause {
      status.details.set("failed_step", .string(failed.name.name))
      status.details.set("error_message", .string(PetsardEvent.text(cause.message)))
    } else if let current = workflow.current {
      status.details.set("current_step", .string(current.name.name))
    }
  }

  private func tellOutputs(
    _ status: inout RunStatus, _ workflow: PetsardWorkflow, _ saved: [SavedFile]
  ) {
    var bytes: [PetsardStepName: Int] = [:]
    for file in saved {
      if let step = file.step { bytes[step, default: 0] += file.bytes }
    }
    let outputs = workflow.outputs.map { step in
      var output = OutputStatus(name: step.name.name, storage: "memory")
      let total = max(step.begun, step.done)
      output.totalCount = total
      output.completedCount = step.done
      output.failedCount = step.failed
      output.progress = .fraction(total == 0 ? 0 : Double(step.done) / Double(total))
      output.isComplete = total > 0 && step.done == total
      output.bytes = bytes[step.name] ?? 0
      return output
    }
    status.outputCount = outputs.count
    status.completedOutputCount = outputs.count { $0.isComplete }
    status.failedCount = outputs.failedTotal
    if request.detail == .outputs { status.outputs = outputs }
  }

  /// A file that a reporter saved, and that is there.
  private struct SavedFile {
    let name: [UInt8]
    let step: PetsardStepName?
    let bytes: Int

    var value: JSONValue {
      .object(["bytes": .integer(bytes), "name": .string(JSONString(fileSystemBytes: name))])
    }
  }

  /// What was saved in this or an earlier workflow, as far as the files lie in the run folder itself; a name that leads elsewhere is not followed,
  /// and neither is a link.
  private func savedFiles(in run: borrowing RunPlace) -> [SavedFile] {
    guard request.detail == .outputs else { return [] }
    var files: [SavedFile] = []
    var known: Set<[UInt8]> = []
    for file in log.savedFiles {
      let name = RawPath(bytes: file.name)
      guard name.isSingleName, let found = try? run.folder.status(of: name),
        found.kind == .regular
      else { continue }
      known.insert(file.name)
      let step = file.workflow == log.workflowCount ? file.step : nil
      files.append(SavedFile(name: file.name, step: step, bytes: found.size))
    }
    for result in results where !known.contains(result.name.bytes) {
      files.append(SavedFile(name: result.name.bytes, step: nil, bytes: result.bytes))
    }
    return files
  }
}
