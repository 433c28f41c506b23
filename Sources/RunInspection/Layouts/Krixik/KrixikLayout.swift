import FileFormats
import ReadOnlyFiles

/// Folders in which a user of the Krixik service keeps what its client returned (krixik 1.1.19): the
/// answer of `process_status`, and beside it the one of `process`.
struct KrixikLayout: RunLayout {
  /// What `process_status` returned.
  static let report = RawPath("process_status.json")
  /// What `process` returned.
  static let process = RawPath("process.json")

  /// The largest report that is read, in bytes; real ones are below a kilobyte.
  static let reportLimit = 1 << 20

  let name = LayoutName.krixik
  let markers = [report]

  func activity(
    of name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Timestamp? {
    try parent.status(of: name.appending(KrixikLayout.report))?.modified
  }

  func status(
    of run: borrowing RunPlace, request: InspectionRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let report = try readReport(run, environment)
    var warnings = report.warnings
    let process = readProcess(run, environment, &warnings)
    var status = RunStatus(runFolder: run.path, layout: name, state: .error)
    status.source = .heartbeat
    status.lastActivity = report.modified
    status.lastModified = report.modified
    status.warnings = warnings
    status.details = report.details
    status.details.merge(details(of: report, process))
    switch report.outcome {
    case .failure(let error): status.error = error
    case .success(let state):
      status.state = state
      let limit = request.staleAfter ?? InspectionRequest.defaultStaleAfter
      status.isStale =
        !state.isTerminal && environment.now().secondsSince(report.modified) > limit
      report.fill(&status)
      if request.detail == .summary {
        status.outputs = nil
        status.milestones = []
      }
    }
    return status
  }

  func failures(
    of run: borrowing RunPlace, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureReport {
    let report = try readReport(run, environment)
    var failures = FailureReport()
    failures.warnings = report.warnings
    guard try report.outcome.get() == .failed,
      request.output == nil || request.output == report.failedModule
    else { return failures }
    var failure = Failure(output: report.failedModule)
    failure.message = report.failureMessage
    if let facts = report.failure { failure.details.set("failure_status", .node(facts)) }
    failures.add(request) { failure }
    return failures
  }

  func hasRequestID(
    _ identifier: JSONString, _ run: borrowing RunPlace, environment: InspectionEnvironment
  ) -> Bool {
    var warnings: [InspectionWarning] = []
    if readProcess(run, environment, &warnings)?.requestID == identifier { return true }
    return (try? readReport(run, environment))?.processID == identifier
  }

  private func details(of report: KrixikReport, _ process: KrixikProcess?) -> JSONObject {
    func text(_ string: JSONString?) -> JSONValue { string.map { .string($0) } ?? .null }
    var details: JSONObject = [
      "file_id": text(report.fileID ?? process?.fileID),
      "request_id": text(process?.requestID ?? report.processID),
    ]
    if let process { details.merge(process.details) }
    return details
  }

  private func readReport(
    _ run: borrowing RunPlace, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> KrixikReport {
    let document = try DocumentReader(environment: environment).patiently(
      KrixikLayout.report, in: run.folder, limit: KrixikLayout.reportLimit)
    return try KrixikReport(
      document.root, path: run.path.appending(KrixikLayout.report), modified: document.modified)
  }

  /// What `process` returned, if it is there; a damaged one leaves a warning.
  private func readProcess(
    _ run: borrowing RunPlace, _ environment: InspectionEnvironment,
    _ warnings: inout [InspectionWarning]
  ) -> KrixikProcess? {
    do throws(InspectionError) {
      let documents = DocumentReader(environment: environment)
      guard let document = try documents.ifPresent(KrixikLayout.process, in: run.folder) else {
        return nil
      }
      let process = try KrixikProcess(
        document.root, path: run.path.appending(KrixikLayout.process))
      warnings += process.warnings
      return process
    } catch {
      warnings.append(.valueIgnored(error))
      return nil
    }
  }
}
