import FileFormats
import ReadOnlyFiles

/// Run folders of any script that keeps a heartbeat: a file in the format of pipefunc's heartbeat, in
/// which only `status` is required.
struct HeartbeatLayout: RunLayout {
  /// The file name of the heartbeat.
  static let marker = RawPath("run_status.json")

  /// The largest heartbeat that is read, in bytes: enough for tens of thousands of outputs.
  static let sizeLimit = 1 << 22

  var name: LayoutName { LayoutName(rawValue: "heartbeat") }
  var markers: [RunMarker] { [.file(HeartbeatLayout.marker)] }
  var keys: [DocumentedKeys] { [HeartbeatKeys.all] }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    try parent.status(of: HeartbeatLayout.marker, ofRun: name)?.modified
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let heartbeat = try read(run, environment)
    let now = environment.now()
    var status = RunStatus(runFolder: run.path, layout: name, state: heartbeat.state)
    status.source = .heartbeat
    status.passedThrough = heartbeat.root
    status.lastActivity = heartbeat.lastSign
    status.lastModified = heartbeat.modified
    status.message = heartbeat.message
    status.warnings = heartbeat.warnings
    if let ahead = heartbeat.secondsAhead(of: now) {
      status.warnings.append(.heartbeatFromFuture(seconds: ahead))
      status.staleness = heartbeat.staleness(now: now, staleAfter: request.staleAfter)
    } else {
      status.take(heartbeat.staleness(now: now, staleAfter: request.staleAfter))
    }
    // A time that can't be used must not be passed through.
    if !heartbeat.tellsTime, heartbeat.root["updated_at"] != nil {
      status.facts.set(HeartbeatKeys.updatedAt, .null)
    }
    status.take(heartbeat.outputs, detail: request.detail)
    status.tally = heartbeat.tally
    if heartbeat.contradictsItself { status.contradict(.completedContradicted) }
    status.elapsedSeconds = heartbeat.reportedElapsed ?? heartbeat.elapsed
    if heartbeat.root["elapsed_seconds"] == nil {
      if let elapsed = heartbeat.elapsed {
        status.facts.set(HeartbeatKeys.elapsed, .double(elapsed))
      }
    } else if heartbeat.reportedElapsed == nil {
      // A number that can't be used must not be passed through.
      status.facts.set(HeartbeatKeys.elapsed, .optional(heartbeat.elapsed))
    }
    // The whole document was parsed, and there are no other files.
    if request.verifies { status.verifiedCount = 1 }
    return status
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    let heartbeat = try read(run, environment)
    var answer = FailureAnswer()
    answer.warnings = heartbeat.warnings
    for output in heartbeat.outputs {
      guard let failed = output.failedCount, failed > 0 else { continue }
      guard request.output.map({ $0 == output.name }) ?? true else { continue }
      var failure = Failure(output: output.name)
      failure.message = output.passedThrough?["message"]?.string
      failure.facts.set(HeartbeatKeys.failedCount, .integer(failed))
      answer.add(request) { failure }
    }
    if heartbeat.state == .failed, request.output == nil {
      var failure = Failure(output: nil)
      failure.message = heartbeat.message
      answer.add(request) { failure }
    }
    return answer
  }

  func isRun(file name: RawPath, in parent: borrowing Folder) -> Bool {
    name == HeartbeatLayout.marker
  }

  private func read(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> Heartbeat {
    let name = run.file ?? HeartbeatLayout.marker
    let document = try DocumentReader(environment: environment).readRetrying(
      name, in: run.folder, limit: HeartbeatLayout.sizeLimit, links: run.links)
    return try Heartbeat(
      document.root, path: run.folder.path.appending(name), modified: document.modified)
  }
}
