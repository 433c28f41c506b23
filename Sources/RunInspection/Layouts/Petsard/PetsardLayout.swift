import FileFormats
import ReadOnlyFiles

/// Run folders of the Python package PETsARD, 1.4 to 1.10.1: its logs, and the state that users
/// pickle.
///
/// If there is a log, it determines the state of the run; the pickled state then only adds what the
/// data looked like before and after each step.
struct PetsardLayout: RunLayout {
  var name: LayoutName { LayoutName(rawValue: "petsard") }
  var markers: [RunMarker] { [.pattern(PetsardNames.logPattern), .file(PetsardNames.pickle)] }
  var keys: [DocumentedKeys] { [PetsardKeys.all] }

  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool {
    switch kind {
    case .folder: true
    default:
      PetsardNames.isLog(name) || PetsardNames.isResult(name)
        || name.elementsEqual(PetsardNames.pickle.bytes)
    }
  }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    try PetsardFiles.find(name, in: parent, entries: entries).newest
  }

  func isRun(file name: RawPath, in parent: borrowing Folder) -> Bool {
    PetsardNames.isLog(name) || name == PetsardNames.pickle
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let files = try PetsardLayout.files(
      of: run, wantsResults: request.detail == .outputs || request.verifies)
    guard files.isRun else { throw .noRunRecognised(run.path, markers: markers.map(\.displayName)) }
    var status = RunStatus(runFolder: run.path, layout: name, state: .pending)
    let log = try PetsardLog.last(of: files, in: run.folder)
    let now = environment.now()
    if let log, log.workflow != nil || files.pickle == nil {
      PetsardLogStatus(log: log, results: files.results, request: request)
        .decide(&status, in: run, now: now)
      verify(&status, files, log, run, request, now: now)
      return status
    }
    if let log {
      status.warnings.append(
        .layout(PetsardFault.logTellsNothing(run.folder.path.appending(log.name))))
    }
    let state = try PetsardState.read(in: run)
    PetsardStateStatus(state: state, modified: files.pickle?.modified, request: request)
      .decide(&status, in: run, now: now)
    verify(&status, files, log, run, request, now: now)
    return status
  }

  private func verify(
    _ status: inout RunStatus, _ files: PetsardFiles, _ log: PetsardLog?,
    _ run: borrowing OpenedRun,
    _ request: StatusRequest, now: Timestamp
  ) {
    guard request.verifies else { return }
    let verification = PetsardVerification(
      files: files, savedFiles: log?.savedFiles ?? [], now: now)
    status.take(verification.verify(run))
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    let files = try PetsardLayout.files(of: run)
    guard let log = try PetsardLog.last(of: files, in: run.folder) else {
      throw .notKept(name, .failures)
    }
    var answer = FailureAnswer()
    answer.warnings = log.warnings
    if let workflow = log.workflow, let failed = workflow.failed,
      request.output.map({ $0 == failed.name.name }) ?? true
    {
      answer.add(request) { PetsardFailure.failure(failed, workflow) }
    }
    return answer
  }

  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    let files = try PetsardLayout.files(of: run)
    let log = try PetsardLog.all(of: files, in: run.folder)
    var state: PetsardState?
    if files.pickle != nil {
      do throws(InspectionError) {
        state = try PetsardState.read(in: run)
      } catch {
        // The history in the log is still reported, where the other is damaged and not just unreadable.
        if error.leavesOut || log?.workflows.isEmpty ?? true { throw error }
      }
    }
    return try PetsardHistory(log: log, state: state).answer(request)
  }

  /// The files of a run folder, or the one that stands for one.
  private static func files(
    of run: borrowing OpenedRun, wantsResults: Bool = false
  ) throws(InspectionError) -> PetsardFiles {
    do throws(FileError) {
      if let file = run.file { return try PetsardFiles.single(file, in: run.folder) }
      let files = try PetsardFiles.find(
        RawPath("."), in: run.folder, entries: run.entries, wantsResults: wantsResults)
      // It was recognised by files that are somewhere.
      if !files.isRun, let denied = files.denied { throw denied }
      return files
    } catch {
      throw .unreadable(error)
    }
  }
}
