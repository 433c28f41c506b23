import FileFormats
import ReadOnlyFiles

/// Tasks of a RocketRide server: their status as users and the client keep it (rocketride 1.3.0 and
/// 1.5.0).
struct RocketRideLayout: RunLayout {
  let name = LayoutName.rocketride
  let markers = [
    RocketRideFiles.status, RocketRideFiles.savedLogs.appending("PROJECT/SOURCE-STARTTIME.log"),
    RocketRideFiles.eventLog,
  ]

  /// How many messages are shown: as many as the producer keeps, the newest ones.
  private static let messageLimit = 50

  func activity(
    of name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Timestamp? {
    try RocketRideFiles.find(name, in: parent)?.modified
  }

  /// By its name, or by how it begins.
  func isRun(file name: RawPath, in parent: borrowing Folder) -> Bool {
    if name == RocketRideFiles.status { return true }
    guard let prefix = try? parent.prefix(of: name, count: 65_536, links: .follow) else {
      return false
    }
    if RocketRideEventLog.isEventLog(prefix: prefix) { return true }
    return prefix.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
      && prefix.withUnsafeBufferPointer { bytes in
        ByteSearch("\"state\"").isFound(in: bytes)
          && ByteSearch("\"startTime\"").isFound(in: bytes)
      }
  }

  func status(
    of run: borrowing RunPlace, request: InspectionRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let reading = try RocketRideReading(run, environment)
    let task = reading.task
    var status = RunStatus(runFolder: run.path, layout: name, state: task.state)
    status.source = .heartbeat
    status.warnings = reading.warnings + task.warnings
    status.lastModified = reading.modified
    let ended = task.state.isTerminal ? task.endTime.flatMap(Timestamp.init(unixSeconds:)) : nil
    status.lastActivity = ended ?? reading.modified
    let limit = request.staleAfter ?? InspectionRequest.defaultStaleAfter
    status.isStale =
      !task.state.isTerminal && environment.now().secondsSince(reading.modified) > limit
    let objects = task.objects
    status.outputCount = 1
    status.completedOutputCount = objects.isComplete ? 1 : 0
    status.isAllComplete = objects.isComplete
    status.failedCount = task.failedCount
    status.progressFraction = objects.progress.fraction
    let elapsed = task.elapsed(until: reading.modified)
    status.details = [
      "elapsed_seconds": .optional(elapsed),
      "remaining_seconds": .optional(task.remaining(elapsed: elapsed)),
      "state_name": .string(task.taskState.name),
    ]
    guard request.detail == .outputs else { return status }
    status.outputs = [objects]
    status.details.merge([
      "task": .node(task.root),
      "task_errors": RocketRideLayout.newest(task.errors),
      "task_file": .string(JSONString(fileSystemBytes: reading.file.bytes)),
      "task_warnings": RocketRideLayout.newest(task.taskWarnings),
    ])
    return status
  }

  private static func newest(_ messages: [JSONNode]) -> JSONValue {
    .array(messages.suffix(messageLimit).map { .node($0) })
  }

  func failures(
    of run: borrowing RunPlace, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureReport {
    let reading = try RocketRideReading(run, environment)
    var report = FailureReport()
    report.warnings = reading.warnings + reading.task.warnings
    if request.output == nil || request.output == reading.task.objects.name {
      for message in reading.task.errors {
        report.add(request) { RocketRideMessage(message).failure }
      }
    }
    if reading.task.state == .failed, request.output == nil {
      var failure = Failure(output: nil)
      failure.message = reading.task.exitMessage.flatMap { $0.isEmpty ? nil : $0 }
      failure.details.set("exit_code", .integer(reading.task.exitCode))
      report.add(request) { failure }
    }
    return report
  }

  /// For an event log the states that the tasks went through; for one status the task as a whole.
  func history(
    of run: borrowing RunPlace, question: HistoryQuestion, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = question else { throw .notKept(name, question.record) }
    let reading = try RocketRideReading(run, environment)
    let rows = reading.history?.rows ?? [reading.task.timing]
    return .timing(rows, totals: RocketRideLayout.totals(rows))
  }

  private static func totals(_ rows: [StepTiming]) -> [ModuleTotal] {
    var order: [JSONString] = []
    var sums: [JSONString: Double] = [:]
    for row in rows {
      guard let seconds = row.seconds else { continue }
      if sums[row.module] == nil { order.append(row.module) }
      sums[row.module, default: 0] += seconds
    }
    return order.map { ModuleTotal(module: $0, seconds: sums[$0] ?? 0) }
  }
}

extension RocketRideTask {
  /// The task as one row.
  fileprivate var timing: StepTiming {
    var row = StepTiming(module: name.flatMap { $0.isEmpty ? nil : $0 } ?? "task")
    row.start = startTime
    row.end = endTime
    if let startTime, let endTime, endTime >= startTime { row.seconds = endTime - startTime }
    return row
  }
}
