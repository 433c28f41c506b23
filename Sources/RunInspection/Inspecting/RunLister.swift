import FileFormats
import HostProcess
import ReadOnlyFiles

/// Finds the runs below a parent folder.
public struct RunLister: Sendable {
  private let inspector: RunInspector

  /// Creates a lister with the given clocks and limits.
  public init(environment: InspectionEnvironment = InspectionEnvironment()) {
    inspector = RunInspector(environment: environment)
  }

  /// Lists the runs in the folders directly below a parent folder, those with the newest activity
  /// first; runs that are equally recent keep the order of the folder.
  ///
  /// Only the runs that are shown are read; of the others only the times are examined. A folder that
  /// vanishes in the meantime is left out. One batch of runs is held in memory at a time.
  ///
  /// - Parameter most: the most runs to show, at least 1; nil for all.
  /// - Parameter layout: show only the runs of this layout.
  /// - Parameter render: converts a run to the form in which it is shown; called on several threads.
  /// - Parameter begin: called once, before any run is read.
  /// - Parameter show: receives the next converted runs, in order.
  public func list<Row: Sendable, Thrown: Error>(
    _ path: RawPath, most: Int?, layout: LayoutName? = nil, request: StatusRequest,
    render: @Sendable (RunStatus) -> Row,
    begin: (RunListing) throws(Thrown) -> Void,
    show: ([Row]) throws(Thrown) -> Void
  ) throws(Thrown) -> RunListing {
    var listing = RunListing(folder: path.normalised)
    switch scan(path) {
    case .failure(let error):
      listing.error = RunInspector.openingError(error, path: listing.folder)
      try begin(listing)
    case .success(let scan):
      listing.scannedFolders = scan.scanned
      try begin(listing)
      let candidates = scan.candidates.filter { layout == nil || $0.layoutName == layout }
      try readAll(
        Array(candidates.prefix(most ?? candidates.count)), scan, request, into: &listing,
        render: render, show: show)
    }
    return listing
  }

  /// A parent folder that has been opened and scanned.
  private struct Scan: ~Copyable {
    let parent: Folder
    let path: RawPath
    let scanned: Int
    let candidates: [Candidate]
  }

  private func scan(_ path: RawPath) -> Result<Scan, FileError> {
    do throws(FileError) {
      let absolute = try path.absolute()
      let parent = try Folder(path, displayPath: absolute)
      var scanned = 0
      let candidates = try candidates(in: parent, scanned: &scanned)
      return .success(
        Scan(parent: parent, path: absolute, scanned: scanned, candidates: candidates))
    } catch {
      return .failure(error)
    }
  }

  private func readAll<Row: Sendable, Thrown: Error>(
    _ shown: [Candidate], _ scan: borrowing Scan, _ request: StatusRequest,
    into listing: inout RunListing, render: @Sendable (RunStatus) -> Row,
    show: ([Row]) throws(Thrown) -> Void
  ) throws(Thrown) {
    for start in stride(from: 0, to: shown.count, by: RunLister.batch) {
      let batch = shown[start..<min(start + RunLister.batch, shown.count)]
      let rows = ParallelMap.map(count: batch.count, threads: RunLister.threads(batch.count)) {
        index in
        read(batch[start + index], in: scan.parent, parentPath: scan.path, request: request)
          .map(render)
      }
      let seen = rows.compactMap { $0 }
      listing.shownRuns += seen.count
      try show(seen)
    }
  }

  /// How many runs are read before any of them is shown.
  private static let batch = 1_024

  /// Two threads share many folders. A few folders are read faster than a second thread starts.
  private static func threads(_ count: Int) -> Int { count < 200 ? 1 : 2 }

  /// The runs in the folders directly below a parent folder, those with the newest activity first, as
  /// paths below it. A folder that can't be examined is one of them. Reads no contents.
  public func runFolders(below path: RawPath) throws(InspectionError) -> [RawPath] {
    switch scan(path) {
    case .failure(let error): throw RunInspector.openingError(error, path: path.normalised)
    case .success(let scan): return scan.candidates.map { path.appending($0.name) }
    }
  }

  /// Finds the run of the process with a request id in the folders directly below a parent folder; if
  /// there are several, the one with the newest activity.
  public func find(requestID: JSONString, below path: RawPath) -> RunSearch {
    let absolute = (try? path.absolute()) ?? path
    do throws(FileError) {
      let parent = try Folder(path, displayPath: absolute)
      var scanned = 0
      var failure: FileError?
      for candidate in try candidates(in: parent, scanned: &scanned) {
        do throws(FileError) {
          let layout = try candidate.layout.get()
          let run = try open(candidate, in: parent, parentPath: absolute)
          if try layout.hasRequestID(requestID, run, environment: inspector.environment) {
            return .found(path.appending(candidate.name))
          }
        } catch {
          if failure == nil, !error.isMissing { failure = error }
        }
      }
      // A folder that could not be examined may have been the run.
      if let failure { throw failure }
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
    /// When the run was last active, with the precision with which the peer compares it.
    let activity: Double
    /// Its layout, or why its files could not be examined.
    let layout: Result<any RunLayout, FileError>

    /// The name of the layout; nil if the files could not be examined.
    var layoutName: LayoutName? { (try? layout.get())?.name }
  }

  private func candidates(
    in parent: borrowing Folder, scanned: inout Int
  ) throws(FileError) -> [Candidate] {
    var names: [RawPath] = []
    var listing = try parent.listing(of: RawPath("."))
    while let entry = try listing.next() {
      var kind = entry.kind
      if kind == .symbolicLink || kind == .unknown {
        kind = try listing.status(of: entry, links: .follow)?.kind ?? .unknown
      }
      if kind == .folder { names.append(entry.name) }
    }
    scanned = names.count
    let found = names
    let looks = ParallelMap.map(count: names.count, threads: RunLister.threads(names.count)) {
      candidate(found[$0], position: $0, in: parent)
    }
    return looks.compactMap { $0 }.sorted {
      ($1.activity, $0.position) < ($0.activity, $1.position)
    }
  }

  private func candidate(
    _ name: RawPath, position: Int, in parent: borrowing Folder
  ) -> Candidate? {
    do throws(FileError) {
      let known = try LayoutTable.recognise(name, in: parent, entries: LayoutTable.entries())
      guard let (layout, activity) = known else { return nil }
      return Candidate(
        name: name, position: position, activity: activity.unixSeconds, layout: .success(layout))
    } catch {
      return Candidate(name: name, position: position, activity: 0, layout: .failure(error))
    }
  }

  private func open(
    _ candidate: Candidate, in parent: borrowing Folder, parentPath: RawPath
  ) throws(FileError) -> OpenedRun {
    let path = parentPath.appending(candidate.name)
    return OpenedRun(
      folder: try parent.folder(candidate.name, links: .follow, displayPath: path), file: nil,
      path: path, entries: LayoutTable.entries())
  }

  private func read(
    _ candidate: Candidate, in parent: borrowing Folder, parentPath: RawPath,
    request: StatusRequest
  ) -> RunStatus? {
    do throws(FileError) {
      let layout = try candidate.layout.get()
      let run = try open(candidate, in: parent, parentPath: parentPath)
      let status = inspector.status(of: run, as: layout, request: request)
      return status.isGone ? nil : status
    } catch {
      return error.isMissing
        ? nil
        : RunStatus(
          runFolder: parentPath.appending(candidate.name), layout: nil, error: .unreadable(error))
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
