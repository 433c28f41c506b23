import FileFormats
import ReadOnlyFiles

/// Folders in which a user of the Krixik service keeps what its client returned (krixik 1.1.19): the
/// answer to `process_status`, and possibly the one to `process`.
struct KrixikLayout: RunLayout {
  /// What `process_status` returned.
  static let processStatus = RawPath("process_status.json")
  /// What `process` returned.
  static let process = RawPath("process.json")

  /// The largest answer that is read, in bytes; real ones are below a kilobyte.
  static let sizeLimit = 1 << 20

  var name: LayoutName { LayoutName(rawValue: "krixik") }
  var markers: [RunMarker] { [.file(KrixikLayout.processStatus)] }
  var keys: [DocumentedKeys] { [KrixikKeys.all] }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    try parent.status(of: KrixikLayout.processStatus, ofRun: name)?.modified
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let processStatus = try readProcessStatus(run, environment)
    var warnings = processStatus.warnings
    var verification: FileVerification?
    if request.verifies {
      // The whole document was parsed.
      verification = FileVerification()
      verification?.noteWhole()
    }
    let process = readProcess(run, environment, &warnings, &verification)
    var status = RunStatus(runFolder: run.path, layout: name, state: .error)
    status.source = .heartbeat
    status.lastActivity = processStatus.modified
    status.lastModified = processStatus.modified
    status.warnings = warnings
    status.facts = processStatus.facts
    status.facts.merge(facts(of: processStatus, process))
    switch processStatus.outcome {
    case .failure(let error): status.error = error
    case .success(let state):
      status.state = state
      status.take(
        Staleness(
          signs: [processStatus.modified], isEnded: state.isTerminal, limit: request.staleAfter,
          now: environment.now()))
      processStatus.fill(&status, detail: request.detail)
    }
    status.take(verification)
    return status
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    let processStatus = try readProcessStatus(run, environment)
    var answer = FailureAnswer()
    answer.warnings = processStatus.warnings
    guard try processStatus.outcome.get() == .failed,
      request.output == nil || request.output == processStatus.failedModule
    else { return answer }
    var failure = Failure(output: processStatus.failedModule)
    failure.message = processStatus.failureMessage
    if let facts = processStatus.failure {
      failure.facts.set(KrixikKeys.failureStatus, .node(facts))
    }
    answer.add(request) { failure }
    return answer
  }

  func hasRequestID(
    _ identifier: JSONString, _ run: borrowing OpenedRun, environment: InspectionEnvironment
  ) throws(FileError) -> Bool {
    var warnings: [InspectionWarning] = []
    var verification: FileVerification?
    if readProcess(run, environment, &warnings, &verification)?.requestID == identifier {
      return true
    }
    do throws(InspectionError) {
      if try readProcessStatus(run, environment).processID == identifier { return true }
    } catch {
      warnings.append(.valueIgnored(error))
    }
    // What is damaged is another matter: it does not say that it is this run.
    for case .valueIgnored(.unreadable(let failure)) in warnings where !failure.isMissing {
      throw failure
    }
    return false
  }

  private func facts(
    of processStatus: KrixikProcessStatus, _ process: KrixikProcess?
  ) -> LayoutFacts {
    var facts = LayoutFacts()
    facts.set(KrixikKeys.fileID, processStatus.fileID ?? process?.fileID)
    facts.set(KrixikKeys.requestID, process?.requestID ?? processStatus.processID)
    if let process { facts.merge(process.facts) }
    return facts
  }

  private func readProcessStatus(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> KrixikProcessStatus {
    let document = try DocumentReader(environment: environment).readRetrying(
      KrixikLayout.processStatus, in: run.folder, limit: KrixikLayout.sizeLimit)
    return try KrixikProcessStatus(
      document.root, path: run.path.appending(KrixikLayout.processStatus),
      modified: document.modified)
  }

  /// What `process` returned, if it was kept; a damaged file causes a warning.
  private func readProcess(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment,
    _ warnings: inout [InspectionWarning], _ verification: inout FileVerification?
  ) -> KrixikProcess? {
    let path = run.path.appending(KrixikLayout.process)
    do throws(InspectionError) {
      let documents = DocumentReader(environment: environment)
      guard let document = try documents.ifPresent(KrixikLayout.process, in: run.folder) else {
        return nil
      }
      let process = try KrixikProcess(
        document.root, path: path)
      warnings += process.warnings
      verification?.noteWhole()
      return process
    } catch {
      // It was read again for as long as it may have been being written.
      if verification != nil {
        verification?.noteDamage(error, path)
      } else {
        warnings.append(.valueIgnored(error))
      }
      return nil
    }
  }
}
