import FileFormats
import ReadOnlyFiles

/// Reads run folders of any layout.
public struct RunInspector: Sendable {
  private let environment: InspectionEnvironment

  /// An inspector that sees the world as given.
  public init(environment: InspectionEnvironment = .system) {
    self.environment = environment
  }

  /// The status of one run; a run that can't be read has a status too, with the reason in it.
  public func status(of path: RawPath, request: InspectionRequest = InspectionRequest())
    -> RunStatus
  {
    let absolute = (try? path.absolute()) ?? path
    do throws(InspectionError) {
      let run = try open(path, absolute)
      let layouts = try layouts(of: run)
      var status = status(of: run, as: layouts[0], request: request)
      let others = layouts.dropFirst().map(\.name)
      if !others.isEmpty { status.warnings.append(.otherLayouts(others)) }
      return status
    } catch {
      return RunStatus(runFolder: absolute, layout: nil, error: error)
    }
  }

  /// What failed in a run.
  public func failures(
    of path: RawPath, request: FailureRequest
  ) throws(InspectionError) -> FailureReport {
    let run = try open(path, (try? path.absolute()) ?? path)
    return try layouts(of: run)[0].failures(of: run, request: request, environment: environment)
  }

  /// The values that a run stored.
  public func values(
    of path: RawPath, request: ValueRequest
  ) throws(InspectionError) -> [OutputValue] {
    let run = try open(path, (try? path.absolute()) ?? path)
    return try layouts(of: run)[0].values(of: run, request: request, environment: environment)
  }

  /// What a run's history tells.
  public func history(
    of path: RawPath, question: HistoryQuestion
  ) throws(InspectionError) -> HistoryAnswer {
    let run = try open(path, (try? path.absolute()) ?? path)
    return try layouts(of: run)[0].history(of: run, question: question, environment: environment)
  }

  /// The status of a run whose place is open and whose layout is known.
  func status(
    of run: borrowing RunPlace, as layout: any RunLayout, request: InspectionRequest
  ) -> RunStatus {
    do throws(InspectionError) {
      return try layout.status(of: run, request: request, environment: environment)
    } catch {
      return RunStatus(runFolder: run.path, layout: layout.name, error: error)
    }
  }

  /// Whether a run is that of a process that was asked for under this request id.
  func hasRequestID(
    _ identifier: JSONString, _ run: borrowing RunPlace, as layout: any RunLayout
  ) -> Bool {
    layout.hasRequestID(identifier, run, environment: environment)
  }

  /// The layouts whose marks a run has, at least one.
  private func layouts(
    of run: borrowing RunPlace
  ) throws(InspectionError) -> [any RunLayout] {
    var found: [any RunLayout] = []
    for layout in RunLayouts.all {
      do throws(FileError) {
        if let file = run.file {
          if layout.isRun(file: file, in: run.folder) { found.append(layout) }
        } else if try layout.activity(of: RawPath("."), in: run.folder) != nil {
          found.append(layout)
        }
      } catch {
        // What keeps another layout's marks from being seen does not matter to a run that is known.
        if found.isEmpty { throw .unreadable(error) }
      }
    }
    guard !found.isEmpty else {
      if run.file != nil { throw .notAFolder(run.path, .regular) }
      throw .noRunRecognised(run.path, markers: RunLayouts.all.flatMap(\.markers))
    }
    return found
  }

  /// Opens a run folder, or the folder of a file that may stand for one.
  private func open(_ path: RawPath, _ absolute: RawPath) throws(InspectionError) -> RunPlace {
    do throws(FileError) {
      return RunPlace(folder: try Folder(path, shownAs: absolute), file: nil, path: absolute)
    } catch {
      switch error.reason {
      case .system(.noSuchFile): throw .runFolderMissing(absolute)
      case .system(.notAFolder): return try openFile(absolute)
      default: throw .unreadable(error)
      }
    }
  }

  private func openFile(_ absolute: RawPath) throws(InspectionError) -> RunPlace {
    let name = absolute.lastName
    do throws(FileError) {
      let parent = try Folder(absolute.parent)
      guard let status = try parent.status(of: name, links: .follow) else {
        throw FileError(operation: .open, path: absolute, reason: .system(.noSuchFile))
      }
      guard status.kind == .regular else {
        throw FileError(operation: .open, path: absolute, reason: .notAFile(status.kind))
      }
      return RunPlace(folder: parent, file: name, path: absolute)
    } catch {
      switch error.reason {
      case .notAFile(let kind): throw .notAFolder(absolute, kind)
      default:
        if error.isMissing { throw .runFolderMissing(absolute) }
        throw .unreadable(error)
      }
    }
  }

  /// Why a folder could not be opened, by what is there in its place.
  static func openingError(_ error: FileError, path: RawPath) -> InspectionError {
    switch error.reason {
    case .system(.noSuchFile): return .runFolderMissing(path)
    case .system(.notAFolder):
      // Something is there, or a file stands where a folder of the path should be.
      if let parent = try? Folder(RawPath("/")),
        let status = try? parent.status(of: (try? path.absolute()) ?? path, links: .follow)
      {
        return .notAFolder(path, status.kind)
      }
      return .runFolderMissing(path)
    default: return .unreadable(error)
    }
  }
}
