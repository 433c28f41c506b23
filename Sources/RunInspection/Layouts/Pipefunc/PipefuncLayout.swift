import FileFormats
import ReadOnlyFiles

/// Run folders of the Python package pipefunc, 0.12 to 0.93.2.
struct PipefuncLayout: RunLayout {
  let name = LayoutName.pipefunc
  let markers = [PipefuncNames.runInfo]

  func activity(
    of name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Timestamp? {
    var newest: Timestamp?
    if let status = try parent.status(of: name.appending(PipefuncNames.runInfo)) {
      newest = status.modified
    } else if let status = try parent.status(of: name.appending(PipefuncNames.legacyRunInfo)) {
      return status.modified
    }
    guard let described = newest else { return nil }
    let heartbeat = try parent.status(of: name.appending(PipefuncNames.heartbeat))
    return heartbeat.map { max(described, $0.modified) } ?? described
  }

  func status(
    of run: borrowing RunPlace, request: InspectionRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let path = run.path
    let documents = DocumentReader(environment: environment)
    let description = try readDescription(of: run.folder, path: path, documents)
    let runInfo = try PipefuncRunInfo(
      description.root, path: path.appending(PipefuncNames.runInfo))
    var status = RunStatus(runFolder: path, layout: name, state: .pending)
    status.producerVersion = runInfo.version
    status.lastModified = description.modified
    status.runInfo = request.includesRunInfo ? description.root : nil

    let heartbeat = readHeartbeat(of: run.folder, path: path, documents, into: &status)
    let now = environment.now()
    let disk = PipefuncDisk(
      runInfo: runInfo, request: request, described: description.modified)
    guard let heartbeat else {
      let survey = try disk.survey(run.folder)
      disk.decide(&status, survey, now: now)
      return status
    }
    status.staleAfter = request.staleAfter ?? heartbeat.staleAfter
    if !heartbeat.state.isTerminal, let ahead = heartbeat.secondsAhead(of: now) {
      status.warnings.append(.heartbeatFromFuture(seconds: ahead))
    }
    let isStale = heartbeat.isStale(now: now, staleAfter: request.staleAfter)
    let mayBeOvertaken = isStale || heartbeat.state == .failed || heartbeat.state == .cancelled
    if request.detail == .outputs || runInfo.storesErrors || mayBeOvertaken {
      let survey = try disk.survey(run.folder)
      if mayBeOvertaken, survey.isSuccess,
        description.modified > heartbeat.modified
          || disk.hasOutput(newerThan: heartbeat.modified, in: run.folder)
      {
        status.warnings.append(.heartbeatOvertaken(state: heartbeat.state))
        disk.decide(&status, survey, now: now)
        return status
      }
      heartbeat.decide(&status, survey: survey, isStale: isStale, request: request)
    } else {
      heartbeat.decide(&status, survey: nil, isStale: isStale, request: request)
    }
    return status
  }

  func failures(
    of run: borrowing RunPlace, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureReport {
    try PipefuncFailures(outputs: try outputs(of: run, environment), request: request)
      .report(run.folder)
  }

  func values(
    of run: borrowing RunPlace, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue] {
    try PipefuncValues(outputs: try outputs(of: run, environment), request: request)
      .values(run.folder)
  }

  private func outputs(
    of run: borrowing RunPlace, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> PipefuncOutputs {
    let documents = DocumentReader(environment: environment)
    let description = try readDescription(of: run.folder, path: run.path, documents)
    return PipefuncOutputs(
      runInfo: try PipefuncRunInfo(
        description.root, path: run.path.appending(PipefuncNames.runInfo)))
  }

  func history(
    of run: borrowing RunPlace, question: HistoryQuestion, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = question else { throw .notKept(name, question.record) }
    let documents = DocumentReader(environment: environment)
    let description = try readDescription(of: run.folder, path: run.path, documents)
    let runInfo = try PipefuncRunInfo(
      description.root, path: run.path.appending(PipefuncNames.runInfo))
    // A heartbeat that can't be used is missing here; the status tells why.
    var ignored = RunStatus(runFolder: run.path, layout: name, state: .pending)
    let heartbeat = readHeartbeat(of: run.folder, path: run.path, documents, into: &ignored)
    let rows = try PipefuncTiming(
      runInfo: runInfo, described: description.modified, heartbeat: heartbeat
    ).rows(run.folder)
    return .timing(
      rows,
      totals: rows.compactMap { row in
        row.seconds.map { ModuleTotal(module: row.module, seconds: $0) }
      })
  }

  private func readDescription(
    of folder: borrowing Folder, path: RawPath, _ documents: DocumentReader
  ) throws(InspectionError) -> DocumentReader.Document {
    if let description = try documents.ifPresent(PipefuncNames.runInfo, in: folder) {
      return description
    }
    // It may have been there a moment ago: a producer that begins anew removes it first.
    guard (try? folder.status(of: PipefuncNames.legacyRunInfo)) ?? nil != nil else {
      throw .noRunRecognised(path, markers: markers)
    }
    throw .unsupportedDescription(
      path, found: PipefuncNames.legacyRunInfo, readable: PipefuncNames.runInfo)
  }

  /// The heartbeat, if there is one that can be used; a damaged one leaves a warning.
  private func readHeartbeat(
    of folder: borrowing Folder, path: RawPath, _ documents: DocumentReader,
    into status: inout RunStatus
  ) -> PipefuncHeartbeat? {
    do throws(InspectionError) {
      guard let document = try documents.ifPresent(PipefuncNames.heartbeat, in: folder) else {
        return nil
      }
      return try PipefuncHeartbeat(
        document.root, path: path.appending(PipefuncNames.heartbeat), modified: document.modified)
    } catch {
      status.warnings.append(.heartbeatUnusable(error))
      return nil
    }
  }
}
