import FileFormats
import ReadOnlyFiles

/// The workflows in a PETsARD log, which is read line by line.
///
/// For a status, only the last workflow is kept, in memory that does not grow with the log. For a
/// history, all are kept, up to a limit.
struct PetsardLogSurvey {
  /// The most executions, snapshots and changes of a run that are kept in total.
  static let mostRecords = 200_000
  /// The most saved files that are kept.
  static let mostFiles = 10_000

  /// A file that a reporter claims to have written, and in which workflow and step.
  struct SavedFile {
    let name: [UInt8]
    var workflow: Int
    var step: PetsardStepName?
  }

  /// What a line without a head is a continuation of.
  private enum Continuation {
    case nothing
    case fault
    case traceback
  }

  private let keepsHistory: Bool
  private let room: Int
  /// How many executions, snapshots, changes and workflows there were.
  private(set) var records = 0
  private var continuation = Continuation.nothing
  /// The workflows that were kept, oldest first.
  private(set) var workflows: [PetsardWorkflow] = []
  /// How many there were.
  private(set) var workflowCount = 0
  /// The time of the last line.
  private(set) var last: Timestamp?

  /// Whether more files were saved than are kept.
  private(set) var hasMoreFiles = false
  /// The limit beyond which executions, snapshots, changes or workflows, or measurements of an execution,
  /// were left out of a history; nil if none was reached.
  private(set) var historyCut: Int?

  /// The files that were saved, each once.
  private(set) var savedFiles: [SavedFile] = []
  private var filePositions: [[UInt8]: Int] = [:]

  /// - Parameter room: the most records that may be kept.
  init(keepsHistory: Bool, room: Int = PetsardLogSurvey.mostRecords) {
    self.keepsHistory = keepsHistory
    self.room = room
  }

  /// Whether one more record is wanted and there is room for it.
  private mutating func keeps() -> Bool {
    guard keepsHistory, records >= room else { return keepsHistory }
    historyCut = PetsardLogSurvey.mostRecords
    return false
  }

  /// Takes the next line.
  mutating func take(_ line: UnsafeBufferPointer<UInt8>, isTorn: Bool) {
    guard let head = PetsardLogLine(line) else { return takeContinuation(line) }
    continuation = .nothing
    last = head.time
    if !workflows.isEmpty { workflows[workflows.count - 1].last = head.time }
    guard let event = PetsardEvent(head) else { return }
    if isTorn {
      // A truncated line may be misread; only a complete end of the workflow counts.
      guard case .workflowEnds = event, line.last == UInt8(ascii: ")") else { return }
    }
    take(event, head)
  }

  private mutating func take(_ event: PetsardEvent, _ line: PetsardLogLine) {
    let time = line.time
    if case .workflowBegins = event { return begin(PetsardWorkflow(start: time, last: time)) }
    if workflows.isEmpty || workflows[workflows.count - 1].isComplete {
      // The beginning of the log may have been cut off. What is between two workflows is ignored.
      guard workflows.isEmpty else { return }
      switch event {
      case .stepBegins, .stepDone: begin(PetsardWorkflow(start: nil, last: time))
      default: return
      }
    }
    // Removed and put back, to avoid copying it.
    guard var workflow = workflows.popLast() else { return }
    update(&workflow, event, line)
    workflows.append(workflow)
  }

  private mutating func begin(_ workflow: PetsardWorkflow) {
    endLast()
    workflowCount += 1
    // The last one is always kept, because it determines the state.
    if !keeps(), !workflows.isEmpty { workflows.removeLast() }
    records += 1
    workflows.append(workflow)
  }

  private mutating func endLast() {
    guard !workflows.isEmpty, workflows[workflows.count - 1].current != nil else { return }
    let isKept = keeps()
    records += 1
    workflows[workflows.count - 1].endStep(keeps: isKept)
  }

  private mutating func update(
    _ workflow: inout PetsardWorkflow, _ event: PetsardEvent, _ line: PetsardLogLine
  ) {
    let time = line.time
    switch event {
    case .workflowBegins: break
    case .workflowEnds:
      endStep(&workflow)
      workflow.isComplete = true
      workflow.end = time
    case .stepBegins(let name):
      endStep(&workflow)
      workflow.current = PetsardExecution(name, start: time)
      workflow.count(name) { $0.begun += 1 }
    case .stepDone(let name):
      if workflow.current?.name != name {
        endStep(&workflow)
        workflow.current = PetsardExecution(name, start: time)
        workflow.count(name) { $0.begun += 1 }
      }
      workflow.current?.isDone = true
      workflow.current?.end = time
      workflow.count(name) { $0.done += 1 }
      if workflow.current?.hasSnapshot == false {
        keepSnapshot(.init(identifier: nil, name: name, time: time), &workflow)
      }
      endStep(&workflow)
    case .timingBegins(let step, let start):
      workflow.compare(local: time, unix: start)
      guard (workflow.current?.measurements.count ?? 0) < PetsardExecution.most else {
        historyCut = PetsardExecution.most
        return
      }
      workflow.current?.measurements.append(.init(step: step, start: start))
    case .timingEnds(let step, let end, let seconds):
      measure(&workflow, step, end, seconds)
    case .timingFails(let step, let end, let seconds, let message):
      measure(&workflow, step, end, seconds)
      takeFault(&workflow, message, line, isException: true)
    case .snapshot(let identifier, let name):
      if workflow.current?.name == name { workflow.current?.hasSnapshot = true }
      keepSnapshot(.init(identifier: identifier, name: name, time: time), &workflow)
    case .schemaChange(let change):
      // The producer also logs assignments that change nothing.
      guard change.old != change.new, keeps() else { return }
      records += 1
      workflow.changes.append(.init(change: change, step: workflow.current?.name, time: time))
    case .saved(let name): takeFile(name, workflow.current?.name)
    case .fault(let message): takeFault(&workflow, message, line, isException: false)
    }
  }

  private mutating func endStep(_ workflow: inout PetsardWorkflow) {
    guard workflow.current != nil else { return }
    let isKept = keeps()
    records += 1
    workflow.endStep(keeps: isKept)
  }

  private mutating func keepSnapshot(
    _ snapshot: PetsardWorkflow.Snapshot, _ workflow: inout PetsardWorkflow
  ) {
    guard keeps() else { return }
    records += 1
    workflow.snapshots.append(snapshot)
  }

  /// Adds a file; if one is written again, the last step counts.
  private mutating func takeFile(_ name: [UInt8], _ step: PetsardStepName?) {
    let file = SavedFile(name: name, workflow: workflowCount, step: step)
    if let position = filePositions[name] {
      savedFiles[position] = file
    } else if savedFiles.count < PetsardLogSurvey.mostFiles {
      filePositions[name] = savedFiles.count
      savedFiles.append(file)
    } else {
      hasMoreFiles = true
    }
  }

  private func measure(
    _ workflow: inout PetsardWorkflow, _ step: JSONString, _ end: Double, _ seconds: Double
  ) {
    guard
      let position = workflow.current?.measurements.lastIndex(where: {
        $0.step == step && $0.end == nil
      })
    else { return }
    workflow.current?.measurements[position].end = end
    workflow.current?.measurements[position].seconds = seconds
  }

  /// An error between two steps was survived; one inside a step says why the step failed, if it did.
  private mutating func takeFault(
    _ workflow: inout PetsardWorkflow, _ message: [UInt8], _ line: PetsardLogLine,
    isException: Bool
  ) {
    guard workflow.current != nil else { return }
    workflow.current?.end = line.time
    let source = Array(line.logger) + [UInt8(ascii: ".")] + Array(line.function)
    workflow.current?.add(
      .init(
        message: PetsardText(message), time: line.time,
        source: PetsardEvent.text(source), isException: isException))
    continuation = .fault
  }

  private mutating func takeContinuation(_ line: UnsafeBufferPointer<UInt8>) {
    let last = workflows.count - 1
    guard last >= 0, workflows[last].current != nil else { return }
    if PetsardLogLine.begins(line, "Traceback (most recent call last):") {
      continuation = .traceback
      workflows[last].current?.openFaultLog().traceback = PetsardText()
    }
    switch continuation {
    case .nothing: break
    case .fault: workflows[last].current?.faultLog?.continueLast(line)
    case .traceback: workflows[last].current?.openFaultLog().traceback.add(line)
    }
  }

  /// Ends the reading: a failed step is counted, an unfinished one stays unfinished.
  mutating func finish() {
    guard !workflows.isEmpty, let current = workflows[workflows.count - 1].current else { return }
    if current.isFailed {
      endLast()
    } else if keeps() {
      workflows[workflows.count - 1].executions.append(current)
    }
  }
}
