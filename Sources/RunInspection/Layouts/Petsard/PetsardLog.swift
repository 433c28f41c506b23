import FileFormats
import ReadOnlyFiles

/// The logs of a run as a whole.
struct PetsardLog {
  /// The log that determines the state: the one with the latest line.
  var name: RawPath
  var modified: Timestamp
  /// For a status, only its last workflow; for a history, the workflows of all logs, oldest first.
  var workflows: [PetsardWorkflow]
  /// How many workflows that log contains.
  var workflowCount: Int
  /// The files that reporters claim to have saved, in all workflows of that log.
  var savedFiles: [PetsardLogSurvey.SavedFile]
  /// Why another log could not be read.
  var warnings: [InspectionWarning] = []

  /// The workflow that determines the state.
  var workflow: PetsardWorkflow? { workflows.last }

  /// Reads the last workflow of the log that was written last; nil if there is no log.
  static func last(
    of files: PetsardFiles, in folder: borrowing Folder
  ) throws(InspectionError) -> PetsardLog? {
    guard let newest = files.logs.last else { return nil }
    var chosen = newest
    var warnings: [InspectionWarning] = []
    if files.logs.count > 1 {
      // Copying does not preserve the times of files, but the times in the logs.
      var latest: Timestamp?
      var unreadable: (position: Int, error: FileError)?
      var chosenPosition = -1
      for (position, log) in files.logs.enumerated() {
        do throws(FileError) {
          guard let time = try PetsardLogReader.lastTime(of: log, in: folder) else { continue }
          if latest.map({ time >= $0 }) ?? true {
            latest = time
            chosen = log
            chosenPosition = position
          }
        } catch {
          warnings.append(.logUnreadable(.unreadable(error)))
          unreadable = (position, error)
        }
      }
      // A newer log that can't be read may say anything.
      if let unreadable, unreadable.position > chosenPosition {
        throw .unreadable(unreadable.error)
      }
    }
    var survey = PetsardLogSurvey(keepsHistory: false)
    var log = try read(chosen, in: folder, &survey)
    let path = folder.path.appending(chosen.name)
    func warn(most: Int) {
      let allowance = EntryAllowance(of: path, most: most, operation: .read)
      warnings.append(.logUnreadable(.unreadable(allowance.refusal)))
    }
    if log.workflow?.isCut ?? false { warn(most: PetsardWorkflow.mostSteps) }
    if survey.hasMoreFiles { warn(most: PetsardLogSurvey.mostFiles) }
    log.warnings = warnings
    return log
  }

  /// Reads the workflows of all logs. One that is in two logs, as when two executors in one process
  /// log, is included once.
  static func all(
    of files: PetsardFiles, in folder: borrowing Folder
  ) throws(InspectionError) -> PetsardLog? {
    var logs: [(log: PetsardLog, last: Timestamp)] = []
    var room = PetsardLogSurvey.mostRecords
    for file in files.logs {
      var survey = PetsardLogSurvey(keepsHistory: true, room: room)
      let log = try read(file, in: folder, &survey)
      if let cut = survey.historyCut {
        let allowance = EntryAllowance(
          of: folder.path.appending(file.name), most: cut, operation: .read)
        throw .unreadable(allowance.refusal)
      }
      room = max(0, room - survey.records)
      let last = log.workflows.last?.last ?? Timestamp(seconds: Int64.min, nanoseconds: 0)
      logs.append((log, last))
    }
    // The sort is stable: logs that end together stay in the order of their names.
    logs.sort { $0.last < $1.last }
    guard var merged = logs.last?.log else { return nil }
    var known: Set<Key> = []
    merged.workflows = []
    for (log, _) in logs {
      for workflow in log.workflows {
        let key = Key(start: workflow.start, first: workflow.outputs.first?.name)
        if workflow.start == nil || known.insert(key).inserted { merged.workflows.append(workflow) }
      }
    }
    return merged
  }

  /// What identifies a workflow that is in two logs.
  private struct Key: Hashable {
    let start: Timestamp?
    let first: PetsardStepName?
  }

  private static func read(
    _ file: PetsardFiles.Log, in folder: borrowing Folder, _ survey: inout PetsardLogSurvey
  ) throws(InspectionError) -> PetsardLog {
    do throws(FileError) {
      try PetsardLogReader.read(file, in: folder) { survey.take($0, isTorn: $1) }
    } catch {
      throw .unreadable(error)
    }
    survey.finish()
    return PetsardLog(
      name: file.name, modified: file.modified, workflows: survey.workflows,
      workflowCount: survey.workflowCount, savedFiles: survey.savedFiles)
  }
}
