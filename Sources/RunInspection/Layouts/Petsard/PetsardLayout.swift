import FileFormats
import ReadOnlyFiles

/// Run folders of the Python package PETsARD, 1.4 to 1.10.1: its logs, and the state that users
/// pickle.
///
/// Where there is a log it tells the state, and where the state was pickled too, that tells what the
/// log does not: what the data looked like before and after each step.
struct PetsardLayout: RunLayout {
  let name = LayoutName.petsard
  let markers = [PetsardNames.logPattern, PetsardNames.pickle]

  func activity(
    of name: RawPath, in parent: borrowing Folder
  ) throws(FileError) -> Timestamp? {
    do throws(FileError) {
      let folder = try parent.folder(name, links: .follow)
      return try PetsardFiles.find(in: folder).newest
    } catch {
      // A folder that must not be listed may still be a run of a layout with fixed names.
      if error.isMissing || error.reason == .system(.permissionDenied) { return nil }
      throw error
    }
  }

  func isRun(file name: RawPath, in parent: borrowing Folder) -> Bool {
    PetsardNames.isLog(name) || name == PetsardNames.pickle
  }

  func status(
    of run: borrowing RunPlace, request: InspectionRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let files = try PetsardLayout.files(of: run, wantsResults: request.detail == .outputs)
    guard files.isRun else { throw .noRunRecognised(run.path, markers: markers) }
    var status = RunStatus(runFolder: run.path, layout: name, state: .pending)
    let log = try PetsardLog.last(of: files, in: run.folder)
    let now = environment.now()
    if let log, log.workflow != nil || files.pickle == nil {
      PetsardLogStatus(log: log, results: files.results, request: request)
        .decide(&status, in: run, now: now)
      return status
    }
    if let log {
      status.warnings.append(.logTellsNothing(run.folder.path.appending(log.name)))
    }
    let state = try PetsardState.read(in: run)
    PetsardStateStatus(state: state, modified: files.pickle?.modified, request: request)
      .decide(&status, in: run)
    return status
  }

  func failures(
    of run: borrowing RunPlace, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureReport {
    let files = try PetsardLayout.files(of: run)
    guard let log = try PetsardLog.last(of: files, in: run.folder) else {
      throw .notKept(name, .failures)
    }
    var report = FailureReport()
    report.warnings = log.warnings
    if let workflow = log.workflow, let failed = workflow.failed,
      request.output.map({ $0 == failed.name.name }) ?? true
    {
      report.add(request) { PetsardFailure.failure(failed, workflow) }
    }
    return report
  }

  func history(
    of run: borrowing RunPlace, question: HistoryQuestion, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    let files = try PetsardLayout.files(of: run)
    let log = try PetsardLog.all(of: files, in: run.folder)
    var state: PetsardState?
    if files.pickle != nil {
      do throws(InspectionError) {
        state = try PetsardState.read(in: run)
      } catch {
        // What the log tells is told all the same.
        if log?.workflows.isEmpty ?? true { throw error }
      }
    }
    return try PetsardHistory(log: log, state: state).answer(question)
  }

  /// The files of a run folder, or the one that stands for one.
  private static func files(
    of run: borrowing RunPlace, wantsResults: Bool = false
  ) throws(InspectionError) -> PetsardFiles {
    do throws(FileError) {
      if let file = run.file { return try PetsardFiles.single(file, in: run.folder) }
      return try PetsardFiles.find(in: run.folder, wantsResults: wantsResults)
    } catch {
      throw .unreadable(error)
    }
  }
}
