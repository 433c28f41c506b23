import FileFormats
import ReadOnlyFiles

/// Run folders of the Python package pipefunc, 0.12 to 0.93.2.
struct PipefuncLayout: RunLayout {
  var name: LayoutName { LayoutName(rawValue: "pipefunc") }
  var markers: [RunMarker] { [.file(PipefuncNames.runInfo)] }
  var keys: [DocumentedKeys] { [PipefuncKeys.all] }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    func status(_ file: RawPath) throws(FileError) -> FileStatus? {
      try parent.status(of: file, ofRun: name)
    }
    guard let description = try status(PipefuncNames.runInfo) else {
      return try status(PipefuncNames.legacyRunInfo)?.modified
    }
    let heartbeat = try status(PipefuncNames.heartbeat)
    return heartbeat.map { max(description.modified, $0.modified) } ?? description.modified
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let documents = try PipefuncRun(run, environment)
    var status = RunStatus(runFolder: run.path, layout: name, state: .pending)
    status.warnings = documents.warnings
    if let version = documents.runInfo.version { status.facts.set(PipefuncKeys.version, version) }
    if request.includesRunInfo {
      status.facts.set(PipefuncKeys.runInfo, .node(documents.description))
    }
    let survey = try PipefuncSurvey(
      of: documents, in: run.folder, detail: request.detail, verifies: request.verifies)
    PipefuncVerdict(run: documents, survey: survey, request: request)
      .decide(&status, in: run.folder)
    guard request.verifies else { return status }
    var given = FileVerification(environment.progress)
    given.checkGiven(in: run.folder, now: documents.now)
    status.take(given)
    status.verifiedCount = survey.verifiedCount + given.checkedCount
    return status
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    try PipefuncFailures(run: try PipefuncRun(run, environment), request: request)
      .answer(run.folder)
  }

  func values(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue] {
    try PipefuncValues(run: try PipefuncRun(run, environment), request: request)
      .values(run.folder)
  }

  func inputs(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> InputAnswer {
    try PipefuncInputs(run: try PipefuncRun(run, environment), request: request)
      .answer(run.folder)
  }

  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = request else { throw .notKept(name, request.record) }
    // A damaged heartbeat counts as missing here; `status` says why.
    let documents = try PipefuncRun(run, environment)
    if let failure = documents.heartbeatFailure { throw failure }
    let rows = try PipefuncTiming(run: documents).rows(run.folder)
    return .timing(rows, totals: ModuleTotal.totals(of: rows))
  }

  func throughput(
    of run: borrowing OpenedRun, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputThroughput] {
    try PipefuncThroughput.outputs(of: try PipefuncRun(run, environment), in: run.folder)
  }
}
