import FileFormats
import ReadOnlyFiles

/// The runs below a parent folder.
public struct RunListing: Sendable {
  /// The parent folder as it was given, normalised.
  public let folder: RawPath
  /// How many folders it holds, runs or not.
  public internal(set) var scannedFolders = 0
  /// The runs, those with the newest activity first; runs that are equally recent keep the order of
  /// the folder.
  public internal(set) var runs: [RunStatus] = []
  /// Why the parent folder could not be read.
  public internal(set) var error: InspectionError?
}

/// What came of the search for one run.
public enum RunSearch: Sendable {
  /// Its path.
  case found(RawPath)
  /// Why there is none, in the place of its status.
  case notFound(RunStatus)
}

/// Finds the runs below a parent folder.
public struct RunLister: Sendable {
  private let inspector: RunInspector

  /// A lister that sees the world as given.
  public init(environment: InspectionEnvironment = .system) {
    inspector = RunInspector(environment: environment)
  }

  /// Lists the runs in the folders directly below a parent folder.
  ///
  /// Only the runs that are shown are read; the others are looked at just for their times. A folder
  /// that vanishes meanwhile is left out.
  ///
  /// - Parameter most: how many runs to show at the most, from 1; nil for all.
  /// - Parameter layout: show only the runs of this layout.
  public func list(
    _ path: RawPath, most: Int?, layout: LayoutName? = nil, request: InspectionRequest
  ) -> RunListing {
    var listing = RunListing(folder: path.normalised)
    do throws(FileError) {
      let absolute = try path.absolute()
      let parent = try Folder(path, shownAs: absolute)
      var candidates = try candidates(in: parent, scanned: &listing.scannedFolders)
      if let layout { candidates.removeAll { $0.layoutName != layout } }
      let shown = Array(candidates.prefix(most ?? candidates.count))
      // Two readers share many runs; a few are read sooner than another thread is started.
      let runs = ParallelMap.map(count: shown.count, threads: shown.count < 200 ? 1 : 2) { index in
        read(shown[index], in: parent, parentPath: absolute, request: request)
      }
      listing.runs = runs.compactMap { $0 }
    } catch {
      listing.error = RunInspector.openingError(error, path: listing.folder)
    }
    return listing
  }

  /// Finds the run of the process that was asked for under a request id, in the folders directly below
  /// a parent folder; of several the one with the newest activity.
  public func find(requestID: JSONString, below path: RawPath) -> RunSearch {
    let absolute = (try? path.absolute()) ?? path
    do throws(FileError) {
      let parent = try Folder(path, shownAs: absolute)
      var scanned = 0
      for candidate in try candidates(in: parent, scanned: &scanned) {
        guard let layout = try? candidate.layout.get(),
          let folder = try? parent.folder(
            candidate.name, links: .follow, shownAs: absolute.appending(candidate.name))
        else { continue }
        let run = RunPlace(folder: folder, file: nil, path: absolute.appending(candidate.name))
        if inspector.hasRequestID(requestID, run, as: layout) {
          return .found(path.appending(candidate.name))
        }
      }
      let fault = InspectionError.requestNotFound(requestID, below: path.normalised)
      return .notFound(RunStatus(runFolder: absolute, layout: nil, error: fault))
    } catch {
      let fault = RunInspector.openingError(error, path: path.normalised)
      return .notFound(RunStatus(runFolder: absolute, layout: nil, error: fault))
    }
  }

  /// A folder that may hold a run.
  private struct Candidate {
    let name: RawPath
    let position: Int
    /// When the run was last active, in the precision in which the peer compares it.
    let activity: Double
    /// Which layout it has, or why its files could not be looked at.
    let layout: Result<any RunLayout, FileError>

    /// The name of the layout; nil where the files could not be looked at.
    var layoutName: LayoutName? { (try? layout.get())?.name }
  }

  private func candidates(
    in parent: borrowing Folder, scanned: inout Int
  ) throws(FileError) -> [Candidate] {
    var found: [Candidate] = []
    var listing = try parent.listing(of: RawPath("."))
    while let entry = try listing.next() {
      var kind = entry.kind
      if kind == .symbolicLink || kind == .unknown {
        kind = listing.status(of: entry, links: .follow)?.kind ?? .unknown
      }
      guard kind == .folder else { continue }
      scanned += 1
      let name = entry.name
      if let candidate = candidate(name, position: scanned, in: parent) { found.append(candidate) }
    }
    found.sort { ($1.activity, $0.position) < ($0.activity, $1.position) }
    return found
  }

  private func candidate(
    _ name: RawPath, position: Int, in parent: borrowing Folder
  ) -> Candidate? {
    do throws(FileError) {
      for layout in RunLayouts.all {
        if let time = try layout.activity(of: name, in: parent) {
          return Candidate(
            name: name, position: position,
            activity: Double(time.seconds) + 1e-9 * Double(time.nanoseconds),
            layout: .success(layout))
        }
      }
      return nil
    } catch {
      return Candidate(name: name, position: position, activity: 0, layout: .failure(error))
    }
  }

  private func read(
    _ candidate: Candidate, in parent: borrowing Folder, parentPath: RawPath,
    request: InspectionRequest
  ) -> RunStatus? {
    let path = parentPath.appending(candidate.name)
    do throws(FileError) {
      let layout = try candidate.layout.get()
      let folder = try parent.folder(candidate.name, links: .follow, shownAs: path)
      let run = RunPlace(folder: folder, file: nil, path: path)
      let status = inspector.status(of: run, as: layout, request: request)
      return status.isGone ? nil : status
    } catch {
      return error.isMissing
        ? nil : RunStatus(runFolder: path, layout: nil, error: .unreadable(error))
    }
  }
}

extension RunStatus {
  /// Whether the run vanished while it was read.
  fileprivate var isGone: Bool {
    switch error {
    case .unreadable(let failure): failure.isMissing
    case .noRunRecognised, .runFolderMissing: true
    default: false
    }
  }
}
