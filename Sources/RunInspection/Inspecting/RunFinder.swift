import HostProcess
import ReadOnlyFiles

/// Finds the folders with runs below a parent folder. Reads no contents.
struct RunFinder {
  /// How many levels of folders below the parent are searched.
  static let deepestLevel = 32
  /// How many folders are examined at most unless something else is said, runs or not.
  static let mostFolders = 1_000_000

  /// How many entries of the parent folder a thread takes at once.
  private static let mostAtOnce = 16

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
    /// The runs in the order of the folders that hold them, those of the first level first, in pieces.
    var candidates: [[RunCandidate]] = []
    /// How many folders were examined.
    var scanned = 0
    /// Whether nothing was left out because of a limit.
    var isWhole = true
  }

  /// A folder to examine, or a file that may be a run by itself.
  private struct Place: Sendable {
    let name: RawPath
    /// Whether the folders below may be searched; links are not followed further.
    let isFolder: Bool
    /// Whether it is a file.
    var isFile = false
  }

  /// What was seen of places that follow one another.
  private struct Sight: Sendable {
    var candidates: [RunCandidate] = []
    /// The folders that are no runs themselves and may be searched further.
    var folders: [RawPath] = []
    /// How many folders there were.
    var scanned = 0
  }

  /// Finds the runs.
  ///
  /// A folder below that can't be examined is a candidate, too: it may be a run.
  ///
  /// - Throws: why the parent itself can't be listed.
  func find(in parent: borrowing Folder) throws(FileError) -> Found {
    let levels = LayoutTable.all.map { $0.levelsOfRuns(in: parent.path) }.max() ?? 1
    var found = Found()
    var (sights, isWhole) = try lookAround(parent, keepsFolders: isRecursive || levels > 1)
    found.isWhole = isWhole
    for level in 1... {
      for sight in sights {
        found.scanned += sight.scanned
        if !sight.candidates.isEmpty { found.candidates.append(sight.candidates) }
      }
      guard isRecursive || level < levels else { return found }
      let places = placesBelow(sights.flatMap(\.folders), of: parent, &found)
      if places.isEmpty { return found }
      if level == RunFinder.deepestLevel {
        found.isWhole = false
        return found
      }
      sights = ParallelMap.map(places[...], workers) { place in
        var sight = Sight()
        look(at: place, in: parent, keepsFolders: true, into: &sight)
        return sight
      }
    }
    return found
  }

  /// The entries of the parent folder, which threads share while they are listed.
  private struct Listed: Sendable {
    var entries: FolderEntryReader
    /// How many batches of them were taken.
    var batches = 0
    /// How many more places may be examined.
    var room: Int
    /// Whether nothing was left out.
    var isWhole = true

    /// Takes the next entries, of which as many may be examined as there is room for. Nothing more is done
    /// with them here, where others have to wait.
    mutating func take(
      of listing: borrowing FolderListing, share: Int
    ) throws(FileError) -> Batch? {
      guard isWhole,
        let entries = try listing.batch(of: &entries, share: share, most: RunFinder.mostAtOnce)
      else { return nil }
      var count = 0
      entries.forEach { if RunFinder.mayBePlace($0) { count += 1 } }
      if count > room { isWhole = false }
      count = min(count, room)
      room -= count
      defer { batches += 1 }
      return Batch(number: batches, entries: entries, count: count)
    }
  }

  /// Entries that one thread takes.
  private struct Batch {
    /// How many batches were taken before it.
    let number: Int
    let entries: FolderEntryBatch
    /// How many of those entries that may be places are examined.
    let count: Int
  }

  /// What one thread sees.
  private struct Share: Sendable {
    /// What it saw of each batch that it took, and which batch that was.
    var sights: [(batch: Int, sight: Sight)] = []
    /// Why it could not go on.
    var fault: FileError?
  }

  /// Examines what lies directly in a folder while that is being listed.
  private func lookAround(
    _ parent: borrowing Folder, keepsFolders: Bool
  ) throws(FileError) -> (sights: [Sight], isWhole: Bool) {
    let listing = try parent.listing(of: RawPath("."))
    let state = Guarded(Listed(entries: listing.entries, room: most))
    let shares = Crew.work(workers) {
      Share()
    } step: { share in
      do throws(FileError) {
        let batch = try state.with { listed throws(FileError) in
          // Few, so that nobody is left alone with many.
          try listed.take(of: listing, share: 2 * workers.most)
        }
        guard let batch else { return false }
        var sight = Sight()
        var left = batch.count
        try batch.entries.forEach { entry throws(FileError) in
          guard left > 0, RunFinder.mayBePlace(entry) else { return }
          left -= 1
          guard let place = try place(entry, of: listing, below: nil) else { return }
          look(at: place, in: parent, keepsFolders: keepsFolders, into: &sight)
        }
        share.sights.append((batch.number, sight))
        return true
      } catch {
        share.fault = error
        return false
      }
    }
    for share in shares { if let fault = share.fault { throw fault } }
    let sights = shares.flatMap(\.sights).sorted { $0.batch < $1.batch }
    return (sights.map(\.sight), state.with { $0.isWhole })
  }

  /// Whether an entry may be a place, as far as the listing tells.
  private static func mayBePlace(_ entry: borrowing FolderEntry) -> Bool {
    switch entry.kind {
    case .folder, .symbolicLink, .unknown: true
    case .regular: entry.withNameBytes(LayoutTable.mayBeRun(file:))
    default: false
    }
  }

  /// The folders in folders that are no runs, in order, and files that may be runs.
  ///
  /// - Parameter found: receives those that can't be listed, and whether there are more than may be
  ///   examined.
  private func placesBelow(
    _ folders: [RawPath], of parent: borrowing Folder, _ found: inout Found
  ) -> [Place] {
    let room = most - found.scanned
    var places: [Place] = []
    // Not all at once: each of them may have any number of entries.
    for range in BlocksAhead(of: folders.count) where places.count <= room {
      let listed = ParallelMap.map(folders[range], workers) { folder in
        Result<[Place], FileError> { () throws(FileError) in
          try self.places(in: folder, of: parent, most: room + 1)
        }
      }
      for (folder, listed) in zip(folders[range], listed) {
        switch listed {
        case .success(let inside): places += inside
        case .failure(let error) where error.isMissing: break
        case .failure(let error):
          found.candidates.append([RunCandidate(name: folder, isFile: false, error)])
        }
      }
    }
    if places.count > room {
      places.removeLast(places.count - room)
      found.isWhole = false
    }
    return places
  }

  /// The folders in a folder, and files that may be runs, but no more than so many.
  private func places(
    in folder: RawPath, of parent: borrowing Folder, most: Int
  ) throws(FileError) -> [Place] {
    var places: [Place] = []
    var listing = try parent.listing(of: folder)
    while places.count < most, let entry = try listing.next() {
      if let place = try place(entry, of: listing, below: folder) { places.append(place) }
    }
    return places
  }

  /// The place that an entry of a folder is; nil if it can be no run.
  ///
  /// - Parameter folder: the folder, as a path below the parent; nil for the parent itself, in which links
  ///   are followed.
  private func place(
    _ entry: borrowing FolderEntry, of listing: borrowing FolderListing, below folder: RawPath?
  ) throws(FileError) -> Place? {
    var kind = entry.kind
    if kind == .unknown { kind = try listing.status(of: entry)?.kind ?? .unknown }
    let isFolder = kind == .folder
    if kind == .symbolicLink, folder == nil {
      kind = try listing.status(of: entry, links: .follow)?.kind ?? .unknown
    }
    let isFile =
      kind == .regular && entry.kind != .symbolicLink
      && entry.withNameBytes(LayoutTable.mayBeRun(file:))
    guard isFile || kind == .folder else { return nil }
    let name = entry.name
    return Place(
      name: folder?.appending(name) ?? name, isFolder: isFolder, isFile: isFile)
  }

  private func look(
    at place: Place, in parent: borrowing Folder, keepsFolders: Bool, into sight: inout Sight
  ) {
    progress?.note(.foldersSearched(1))
    if !place.isFile { sight.scanned += 1 }
    do throws(FileError) {
      let known =
        place.isFile
        ? try LayoutTable.recognise(file: place.name, in: parent)
        : try LayoutTable.recognise(place.name, in: parent, entries: LayoutTable.entries())
      if let known {
        sight.candidates.append(RunCandidate(name: place.name, isFile: place.isFile, known))
      } else if keepsFolders, place.isFolder {
        sight.folders.append(place.name)
      }
    } catch {
      sight.candidates.append(RunCandidate(name: place.name, isFile: place.isFile, error))
    }
  }
}
