import FileFormats
import ReadOnlyFiles

/// Run folders of any script that keeps a heartbeat: a file in the form of the pipefunc heartbeat, of
/// which only `status` is required.
struct HeartbeatLayout: RunLayout {
  /// The name of the heartbeat.
  static let marker = RawPath("run_status.json")

  /// The largest heartbeat that is read, in bytes: enough for tens of thousands of outputs.
  static let sizeLimit = 1 << 22

  let name = LayoutName.heartbeat
  let markers = [marker]

  func activity(
    of name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Timestamp? {
    try parent.status(of: name.appending(HeartbeatLayout.marker))?.modified
  }

  func status(
    of run: borrowing RunPlace, request: InspectionRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let heartbeat = try read(run, environment)
    var status = RunStatus(runFolder: run.path, layout: name, state: heartbeat.state)
    status.source = .heartbeat
    status.report = heartbeat.root
    status.lastActivity = heartbeat.lastSign
    status.lastModified = heartbeat.modified
    let now = environment.now()
    status.isStale = heartbeat.isStale(now: now, staleAfter: request.staleAfter)
    status.staleAfter = heartbeat.limit(request.staleAfter)
    status.outputCount = heartbeat.outputCount
    status.completedOutputCount = heartbeat.completedOutputCount
    status.isAllComplete = heartbeat.isAllComplete
    status.progressFraction = heartbeat.progressFraction
    status.failedCount = heartbeat.failedCount
    status.warnings = heartbeat.warnings
    if let ahead = heartbeat.secondsAhead(of: now) {
      status.warnings.append(.heartbeatFromFuture(seconds: ahead))
    }
    status.outputs = request.detail == .outputs ? heartbeat.outputs : nil
    // What the heartbeat reports is passed through; a value in it that can't be used is not.
    status.details = [
      "all_complete": .bool(heartbeat.isAllComplete),
      "n_outputs": .integer(heartbeat.outputCount),
      "n_outputs_completed": .integer(heartbeat.completedOutputCount),
      "progress_fraction": .optional(heartbeat.progressFraction),
    ]
    if let elapsed = heartbeat.elapsed, heartbeat.root["elapsed_seconds"] == nil {
      status.details.set("elapsed_seconds", .double(elapsed))
    }
    return status
  }

  func failures(
    of run: borrowing RunPlace, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureReport {
    let heartbeat = try read(run, environment)
    var report = FailureReport()
    report.warnings = heartbeat.warnings
    for output in heartbeat.outputs where output.failedCount > 0 {
      guard request.output.map({ $0 == output.name }) ?? true else { continue }
      var failure = Failure(output: output.name)
      failure.message = output.report?["message"]?.string
      failure.details.set("n_failed", .integer(output.failedCount))
      report.add(request) { failure }
    }
    if heartbeat.state == .failed, request.output == nil {
      var failure = Failure(output: nil)
      failure.message = heartbeat.message
      report.add(request) { failure }
    }
    return report
  }

  private func read(
    _ run: borrowing RunPlace, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> Heartbeat {
    let document = try DocumentReader(environment: environment).patiently(
      HeartbeatLayout.marker, in: run.folder, limit: HeartbeatLayout.sizeLimit)
    return try Heartbeat(
      document.root, path: run.path.appending(HeartbeatLayout.marker),
      modified: document.modified)
  }
}
