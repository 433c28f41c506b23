import FileFormats
import ReadOnlyFiles

/// The result of the search for one run.
public enum RunSearch: Sendable {
  /// Its path; and why the first folder could not be examined, if there was one that may be the run that
  /// is meant instead.
  case found(RawPath, unexamined: FileError?)
  /// It was not found; a status that contains the reason.
  case notFound(RunStatus)
}

extension RunLister {
  /// Finds the run of the process with a request id in the folders directly below a parent folder; if
  /// there are several, the one with the newest activity.
  public func find(requestID: JSONString, below path: RawPath) -> RunSearch {
    search(below: path, fault: .requestNotFound(requestID, below: path.normalised)) {
      layout, run throws(FileError) in
      try layout.hasRequestID(requestID, run, environment: inspector.environment)
    }
  }

  /// Finds the run with the newest activity in the folders directly below a parent folder.
  ///
  /// - Parameter kind: only a run of this kind; nil for any.
  public func latest(_ kind: RunKind?, below path: RawPath, request: StatusRequest) -> RunSearch {
    search(below: path, fault: .noRunOfKind(kind, below: path.normalised)) { layout, run in
      kind.map { $0.includes(inspector.status(of: run, as: layout, request: request)) } ?? true
    }
  }

  /// Finds the first run that meets a condition, the newest activity first.
  private func search(
    below path: RawPath, fault: InspectionError,
    _ isWanted: (any RunLayout, borrowing OpenedRun) throws(FileError) -> Bool
  ) -> RunSearch {
    let scan = RunScan([path], selection: RunSelection(), inspector.environment)
    var unexamined: FileError?
    var found: RawPath?
    for item in scan.items {
      do throws(FileError) {
        let layout = try item.candidate.layout
        if found == nil, try isWanted(layout, try item.open()) {
          found = path.appending(item.candidate.name)
        }
      } catch {
        if unexamined == nil, !error.isMissing { unexamined = error }
      }
    }
    if let found { return .found(found, unexamined: unexamined) }
    let error = scan.listing.error ?? unexamined.map { .unreadable($0) } ?? fault
    let absolute = (try? path.absolute()) ?? path
    return .notFound(RunStatus(runFolder: absolute, layout: nil, error: error))
  }
}
