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
    var absolute = path
    do throws(FileError) {
      absolute = try path.absolute()
      let folder = try Folder(path)
      return status(of: folder, path: absolute, request: request)
    } catch {
      return RunStatus(
        runFolder: absolute, layout: nil, error: RunInspector.openingError(error, path: absolute))
    }
  }

  /// The status of a run whose folder is open.
  func status(
    of folder: borrowing Folder, path: RawPath, request: InspectionRequest
  ) -> RunStatus {
    for layout in RunLayouts.all {
      do throws(FileError) {
        guard try layout.activity(of: RawPath("."), in: folder) != nil else { continue }
      } catch {
        return RunStatus(runFolder: path, layout: layout.name, error: .unreadable(error))
      }
      do throws(InspectionError) {
        return try layout.status(
          of: folder, path: path, request: request, environment: environment)
      } catch {
        return RunStatus(runFolder: path, layout: layout.name, error: error)
      }
    }
    return RunStatus(
      runFolder: path, layout: nil,
      error: .noRunRecognised(path, markers: RunLayouts.all.flatMap(\.markers)))
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
