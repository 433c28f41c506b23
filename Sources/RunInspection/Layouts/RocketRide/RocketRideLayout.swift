import FileFormats
import ReadOnlyFiles

/// Tasks of a RocketRide server: their status as users or the client saved it (rocketride 1.3.0 and
/// 1.5.0).
struct RocketRideLayout: RunLayout {
  var name: LayoutName { LayoutName(rawValue: "rocketride") }
  var markers: [RunMarker] { RocketRideFiles.markers }
  var keys: [DocumentedKeys] { [RocketRideKeys.all] }

  /// The most messages that are shown, the newest ones: as many as the producer keeps.
  private static let messageLimit = 50

  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool {
    (kind == .regular || kind == .unknown) && RocketRideFiles.isEventLog(name)
  }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    try RocketRideFiles.find(name, in: parent, entries: entries)?.modified
  }

  /// Recognises a file by its name or by its beginning.
  func isRun(file name: RawPath, in parent: borrowing Folder) throws(FileError) -> Bool {
    if name == RocketRideFiles.status { return true }
    let prefix = try parent.prefix(of: name, count: 65_536, links: .follow)
    if RocketRideEventLog.isEventLog(prefix: prefix) { return true }
    return prefix.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
      && prefix.withUnsafeBufferPointer { bytes in
        ByteSearch("\"state\"").isFound(in: bytes)
          && ByteSearch("\"startTime\"").isFound(in: bytes)
      }
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let reading: RocketRideReading
    switch try RocketRideReading.read(run, environment) {
    case .task(let found): reading = found
    case .nothingYet(let file, let modified, let warnings):
      var status = pending(run, file, modified, warnings, request, environment)
      if request.verifies {
        status.take(
          RocketRideVerification.verify(file, .eventLog, run, now: environment.now()))
      }
      return status
    }
    let task = reading.task
    var status = RunStatus(runFolder: run.path, layout: name, state: task.state)
    status.source = .heartbeat
    status.warnings = reading.warnings + task.warnings
    status.lastModified = reading.modified
    if run.file == nil { status.foldersToWatch = [reading.file.parent] }
    let ended = task.state.isTerminal ? task.endTime.flatMap(Timestamp.init(unixSeconds:)) : nil
    status.lastActivity = ended ?? reading.modified
    status.take(
      Staleness(
        signs: [reading.modified], isEnded: task.state.isTerminal, limit: request.staleAfter,
        now: environment.now()))
    status.take([task.objects], detail: request.detail)
    if task.state == .completed, !task.objects.isComplete {
      status.contradict(.completedContradicted)
    }
    let elapsed = task.elapsed(until: reading.modified)
    status.elapsedSeconds = elapsed
    status.facts.set(RocketRideKeys.elapsed, .optional(elapsed))
    status.remainingSeconds = task.remaining(elapsed: elapsed)
    status.facts.set(RocketRideKeys.remaining, .optional(status.remainingSeconds))
    status.facts.set(RocketRideKeys.stateName, task.taskState.name)
    if request.verifies {
      status.take(
        RocketRideVerification.verify(reading.file, reading.form, run, now: environment.now()))
    }
    guard request.detail == .outputs else { return status }
    status.facts.set(RocketRideKeys.task, .node(task.root))
    status.facts.set(RocketRideKeys.taskErrors, RocketRideLayout.newest(task.errors))
    status.facts.set(RocketRideKeys.taskFile, JSONString(fileSystemBytes: reading.file.bytes))
    status.facts.set(RocketRideKeys.taskWarnings, RocketRideLayout.newest(task.taskWarnings))
    return status
  }

  /// The status of a run whose event log contains no task yet.
  private func pending(
    _ run: borrowing OpenedRun, _ file: RawPath, _ modified: Timestamp,
    _ warnings: [InspectionWarning], _ request: StatusRequest,
    _ environment: InspectionEnvironment
  ) -> RunStatus {
    var status = RunStatus(runFolder: run.path, layout: name, state: .pending)
    status.source = .heartbeat
    status.warnings =
      warnings + [.layout(RocketRideFault.noTaskStatus(run.folder.path.appending(file)))]
    status.lastActivity = modified
    status.lastModified = modified
    if run.file == nil { status.foldersToWatch = [file.parent] }
    status.take(
      Staleness(
        signs: [modified], isEnded: false, limit: request.staleAfter, now: environment.now()))
    status.take([], detail: request.detail)
    status.tally?.isAllComplete = false
    status.facts.set(RocketRideKeys.taskFile, JSONString(fileSystemBytes: file.bytes))
    return status
  }

  private static func newest(_ messages: [JSONNode]) -> JSONValue {
    .array(messages.suffix(messageLimit).map { .node($0) })
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    let reading = try RocketRideReading.task(run, environment)
    var answer = FailureAnswer()
    answer.warnings = reading.warnings + reading.task.warnings
    if request.output == nil || request.output == reading.task.objects.name {
      for message in reading.task.errors {
        answer.add(request) { RocketRideMessage(message).failure }
      }
    }
    if reading.task.state == .failed, request.output == nil {
      var failure = Failure(output: nil)
      failure.message = reading.task.exitMessage.flatMap { $0.isEmpty ? nil : $0 }
      failure.facts.set(RocketRideKeys.exitCode, .integer(reading.task.exitCode))
      answer.add(request) { failure }
    }
    return answer
  }

  /// For an event log, the states that the tasks went through; for a single status, the task as a
  /// whole.
  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = request else { throw .notKept(name, request.record) }
    let reading = try RocketRideReading.task(run, environment)
    if let cut = reading.history?.cut {
      let allowance = EntryAllowance(
        of: run.folder.path.appending(reading.file), most: cut, operation: .read)
      throw .unreadable(allowance.refusal)
    }
    let rows = reading.history?.rows ?? [reading.task.timing]
    return .timing(rows, totals: ModuleTotal.totals(of: rows))
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
