import FileFormats
import ReadOnlyFiles

/// Reads run folders of any layout.
public struct RunInspector: Sendable {
  let environment: InspectionEnvironment

  /// Creates an inspector with the given clocks and limits.
  public init(environment: InspectionEnvironment = InspectionEnvironment()) {
    self.environment = environment
  }

  /// The status of one run. A run that can't be read has a status too, which contains the reason.
  ///
  /// - Parameter layout: the layout that the run had when it was last read. The other layouts are then
  ///   tried only if the folder no longer contains such a run.
  public func status(
    of path: RawPath, request: StatusRequest = StatusRequest(), knownAs layout: LayoutName? = nil
  ) -> RunStatus {
    defer { environment.progress?.note(.runRead) }
    let absolute = (try? path.absolute()) ?? path
    do throws(InspectionError) {
      let run = try open(path, absolute)
      if let layout = layout.flatMap(LayoutTable.layout) {
        let status = status(of: run, as: layout, request: request)
        if status.state != .missing { return status }
      }
      let layout = try recognise(run)
      var status = status(of: run, as: layout, request: request)
      if run.file == nil {
        status.warnings += LayoutTable.otherLayouts(than: layout, in: run.folder)
      }
      return status
    } catch {
      return RunStatus(runFolder: absolute, layout: nil, error: error)
    }
  }

  /// What failed in a run.
  public func failures(
    of path: RawPath, request: FailureRequest
  ) throws(InspectionError) -> FailureAnswer {
    let run = try open(path, (try? path.absolute()) ?? path)
    let layout = try recognise(run)
    let answer = try layout.failures(of: run, request: request, environment: environment)
    if let wanted = request.output, answer.isEmpty {
      // That nothing failed in an output is no answer where there is no such output.
      let status = status(of: run, as: layout, request: StatusRequest())
      let names = status.outputs?.map(\.name) ?? []
      guard status.error != nil || names.contains(wanted) else {
        throw .notFound(.values, wanted, available: names)
      }
    }
    return answer
  }

  /// The values that a run stored.
  public func values(
    of path: RawPath, request: ValueRequest
  ) throws(InspectionError) -> [OutputValue] {
    let run = try open(path, (try? path.absolute()) ?? path)
    return try recognise(run).values(of: run, request: request, environment: environment)
  }

  /// The values that a run was started with.
  public func inputs(
    of path: RawPath, request: ValueRequest
  ) throws(InspectionError) -> InputAnswer {
    let run = try open(path, (try? path.absolute()) ?? path)
    return try recognise(run).inputs(of: run, request: request, environment: environment)
  }

  /// Single values of a run by their names.
  public func namedValues(
    of path: RawPath, request: NamedValueRequest
  ) throws(InspectionError) -> NamedValues {
    let run = try open(path, (try? path.absolute()) ?? path)
    return try namedValues(of: run, as: try recognise(run), request: request)
  }

  /// When the elements of a run's outputs were written, for those outputs whose files tell.
  public func throughput(of path: RawPath) throws(InspectionError) -> [OutputThroughput] {
    let run = try open(path, (try? path.absolute()) ?? path)
    return try recognise(run).throughput(of: run, environment: environment)
  }

  /// Whether a folder is a run by the files that lie directly in it, as far as it can be read. No contents
  /// are read.
  public func isRun(folder path: RawPath) -> Bool {
    guard let folder = try? Folder(path) else { return false }
    // A folder of runs with logs counts as a run, too, where those are looked for in the folders below.
    let entries = FolderEntries { name, kind in
      kind != .folder && LayoutTable.all.contains { $0.isOfInterest(name, kind) }
    }
    return ((try? LayoutTable.recognise(RawPath("."), in: folder, entries: entries)) ?? nil) != nil
  }

  /// The history of a run.
  public func history(
    of path: RawPath, request: HistoryRequest
  ) throws(InspectionError) -> HistoryAnswer {
    let run = try open(path, (try? path.absolute()) ?? path)
    return try recognise(run).history(of: run, request: request, environment: environment)
  }

  /// The status of an open run of a known layout.
  func status(
    of run: borrowing OpenedRun, as layout: any RunLayout, request: StatusRequest
  ) -> RunStatus {
    do throws(InspectionError) {
      var status = try layout.status(of: run, request: request, environment: environment)
      if request.verifies, status.verifiedCount == nil, status.error == nil {
        status.warnings.append(.nothingToVerify(layout.name))
      }
      return status
    } catch {
      return RunStatus(runFolder: run.path, layout: layout.name, error: error)
    }
  }

  /// Single values of an open run of a known layout by their names.
  func namedValues(
    of run: borrowing OpenedRun, as layout: any RunLayout, request: NamedValueRequest
  ) throws(InspectionError) -> NamedValues {
    var found = NamedValues()
    var values = ValueRequest()
    values.limit = request.limit
    values.ignoresUnknownNames = true
    values.singleValuesOnly = true
    if !request.inputs.isEmpty {
      values.names = request.inputs
      do throws(InspectionError) {
        let answer = try layout.inputs(of: run, request: values, environment: environment)
        for input in answer.inputs { found.inputs[input.name] = input.value }
      } catch {
        guard case .notKept = error else { throw error }
      }
    }
    if !request.outputs.isEmpty {
      values.names = request.outputs
      do throws(InspectionError) {
        for output in try layout.values(of: run, request: values, environment: environment) {
          found.outputs[output.name] = output.value
        }
      } catch {
        guard case .notKept = error else { throw error }
      }
    }
    return found
  }

  /// The layout of a run.
  private func recognise(_ run: borrowing OpenedRun) throws(InspectionError) -> any RunLayout {
    if let file = run.file {
      do throws(FileError) {
        for layout in LayoutTable.all where try layout.isRun(file: file, in: run.folder) {
          return layout
        }
      } catch {
        throw .unreadable(error)
      }
      throw .notAFolder(run.path, .regular)
    }
    do throws(FileError) {
      let known = try LayoutTable.recognise(RawPath("."), in: run.folder, entries: run.entries)
      if let known { return known.layout }
    } catch {
      throw .unreadable(error)
    }
    throw .noRunRecognised(
      run.path, markers: LayoutTable.all.flatMap { $0.markers.map(\.displayName) })
  }

  /// Opens a run folder, or the folder of a file that may stand for one.
  private func open(_ path: RawPath, _ absolute: RawPath) throws(InspectionError) -> OpenedRun {
    do throws(FileError) {
      return OpenedRun(
        folder: try Folder(path, displayPath: absolute, turn: environment.turn()), file: nil,
        path: absolute,
        entries: LayoutTable.entries(workers: environment.workers))
    } catch {
      switch error.reason {
      case .system(.noSuchFile): throw .runFolderMissing(absolute)
      case .system(.notAFolder): return try openFile(absolute)
      default: throw .unreadable(error)
      }
    }
  }

  private func openFile(_ absolute: RawPath) throws(InspectionError) -> OpenedRun {
    let name = absolute.lastName
    do throws(FileError) {
      let parent = try Folder(absolute.parent, turn: environment.turn())
      guard let status = try parent.status(of: name, links: .follow) else {
        throw FileError(operation: .open, path: absolute, reason: .system(.noSuchFile))
      }
      guard status.kind == .regular else {
        throw FileError(operation: .open, path: absolute, reason: .notAFile(status.kind))
      }
      return OpenedRun(
        folder: parent, file: name, path: absolute,
        entries: LayoutTable.entries(workers: environment.workers))
    } catch {
      switch error.reason {
      case .notAFile(let kind): throw .notAFolder(absolute, kind)
      default:
        if error.isMissing { throw .runFolderMissing(absolute) }
        throw .unreadable(error)
      }
    }
  }

  /// Why a folder could not be opened, depending on what is in its place.
  static func openingError(_ error: FileError, path: RawPath) -> InspectionError {
    switch error.reason {
    case .system(.noSuchFile): return .runFolderMissing(path)
    case .system(.notAFolder):
      // Either the path names something else, or one of its parents is a file.
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
