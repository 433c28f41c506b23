import HostProcess
import ReadOnlyFiles

/// Finds the folders with runs below a parent folder. Reads no contents.
struct RunFinder {
  /// How many levels of folders below the parent are searched.
  static let deepestLevel = 32
  /// How many folders are examined at most unless something else is said, runs or not.
  static let mostFolders = 1_000_000

  /// Whether to search the folders below folders that are no runs, too.
  let isRecursive: Bool
  /// How many threads may share the work.
  var workers = Workers.one
  /// How many folders are examined at most.
  var most = RunFinder.mostFolders
  /// Is told of the folders that were examined.
  var progress: WorkProgress?

  /// What was found below one parent folder.
  struct Found {
    /// The runs in the order of the folders that hold them, those of the first level first.
    var candidates: [RunCandidate] = []
    /// How many folders were examined.
    var scanned = 0
    /// Whether nothing was left out because of a limit.
    var isWhole = true
  }

  /// A folder to examine, or a file that may be a run by itself.
  private struct Place {
    let name: RawPath
    /// Whether the folders below may be searched; links are not followed further.
    let isFolder: Bool
    /// Whether it is a file.
    var isFile = false
  }

  /// Finds the runs.
  ///
  /// A folder below that can't be examined is a candidate, too: it may be a run.
  ///
  /// - Throws: why the parent itself can't be listed.
  func find(in parent: borrowing Folder) throws(FileError) -> Found {
    var found = Found()
    var places = try places(in: RawPath("."), of: parent, followsLinks: true)
    let levels = LayoutTable.all.map { $0.levelsOfRuns(in: parent.path) }.max() ?? 1
    for level in 0... {
      if places.count > most - found.scanned {
        places.removeLast(places.count - (most - found.scanned))
        found.isWhole = false
      }
      let first = found.scanned
      found.scanned += places.count { !$0.isFile }
      let looked = places
      let looks = ParallelMap.map(count: looked.count, workers) {
        progress?.note(.foldersSearched(1))
        let place = looked[$0]
        return look(at: place.name, isFile: place.isFile, position: first + $0, in: parent)
      }
      found.candidates += looks.compactMap { $0 }
      guard isRecursive || level + 1 < levels else { return found }
      places = []
      for (place, look) in zip(looked, looks) where look == nil && place.isFolder {
        do throws(FileError) {
          let inside = try self.places(in: place.name, of: parent, followsLinks: false)
          places += inside
        } catch {
          if error.isMissing { continue }
          found.candidates.append(
            RunCandidate(
              name: place.name, isFile: false, position: first, activity: nil,
              layout: .failure(error)))
        }
      }
      if places.isEmpty { return found }
      if level + 1 == RunFinder.deepestLevel {
        found.isWhole = false
        return found
      }
    }
    return found
  }

  /// The folders in a folder.
  private func places(
    in name: RawPath, of parent: borrowing Folder, followsLinks: Bool
  ) throws(FileError) -> [Place] {
    let isParent = name == RawPath(".")
    var places: [Place] = []
    var listing = try parent.listing(of: name)
    while let entry = try listing.next() {
      var kind = entry.kind
      if kind == .unknown { kind = try listing.status(of: entry)?.kind ?? .unknown }
      let isFolder = kind == .folder
      if kind == .symbolicLink, followsLinks {
        kind = try listing.status(of: entry, links: .follow)?.kind ?? .unknown
      }
      if kind == .regular, entry.kind != .symbolicLink,
        entry.withNameBytes(LayoutTable.mayBeRun(file:))
      {
        let name = isParent ? entry.name : name.appending(entry.name)
        places.append(Place(name: name, isFolder: false, isFile: true))
      }
      guard kind == .folder else { continue }
      places.append(
        Place(name: isParent ? entry.name : name.appending(entry.name), isFolder: isFolder))
    }
    return places
  }

  private func look(
    at name: RawPath, isFile: Bool, position: Int, in parent: borrowing Folder
  ) -> RunCandidate? {
    do throws(FileError) {
      let known =
        isFile
        ? try LayoutTable.recognise(file: name, in: parent)
        : try LayoutTable.recognise(name, in: parent, entries: LayoutTable.entries())
      guard let (layout, activity) = known else { return nil }
      return RunCandidate(
        name: name, isFile: isFile, position: position, activity: activity,
        layout: .success(layout))
    } catch {
      return RunCandidate(
        name: name, isFile: isFile, position: position, activity: nil, layout: .failure(error))
    }
  }
}

/// A folder that may hold a run, or a file that may be one.
struct RunCandidate {
  /// Its path below the parent folder.
  let name: RawPath
  /// Whether it is a file.
  let isFile: Bool
  /// Its position among all folders that were found.
  let position: Int
  /// When the run was last active; nil if its files could not be examined.
  let activity: Timestamp?
  /// Its layout, or why its files could not be examined.
  let layout: Result<any RunLayout, FileError>

  /// The name of the layout; nil if the files could not be examined.
  var layoutName: LayoutName? { (try? layout.get())?.name }

  /// Whether it can be among the selected runs, as far as that can be told before it is read.
  func mayBe(in selection: RunSelection, now: Timestamp) -> Bool {
    guard selection.includes(name: name.lastName) else { return false }
    if !selection.layouts.isEmpty, let layoutName, !selection.layouts.contains(layoutName) {
      return false
    }
    return activity.map { selection.includes(activity: $0, now: now) } ?? true
  }
}
