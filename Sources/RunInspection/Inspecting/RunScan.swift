import ReadOnlyFiles

/// The runs below parent folders that may be selected, in the order of their activity or of their names.
struct RunScan {
  /// What is known of the listing so far.
  var listing: RunListing
  /// The runs.
  private(set) var items: [Item] = []

  /// A parent folder that is kept open while its runs are read.
  final class Parent: Sendable {
    let folder: Folder
    let path: RawPath

    init(folder: consuming Folder, path: RawPath) {
      self.folder = folder
      self.path = path
    }
  }

  /// A run below one of the parent folders.
  struct Item: Sendable {
    let candidate: RunCandidate
    let parent: Parent

    /// The absolute path.
    var path: RawPath { parent.path.appending(candidate.name) }

    /// Opens the run folder, or the folder of the file that is the run. A link directly below the parent
    /// folder is followed, and none further below.
    ///
    /// - Parameter turn: the turn of the run to hold large files.
    func open(turn: LargeReadTurn? = nil) throws(FileError) -> OpenedRun {
      if candidate.isFile {
        let below = candidate.name.parent
        return OpenedRun(
          folder: try parent.folder.folder(
            below, displayPath: below == RawPath(".") ? parent.path : path.parent,
            turn: turn),
          file: candidate.name.lastName, path: path, entries: LayoutTable.entries())
      }
      let isNested = candidate.name.bytes.contains(UInt8(ascii: "/"))
      return OpenedRun(
        folder: try parent.folder.folder(
          candidate.name, links: isNested ? .refuse : .follow, displayPath: path, turn: turn),
        file: nil, path: path, entries: LayoutTable.entries())
    }
  }

  /// Searches the parent folders. A run that lies below several of them is found once.
  init(_ paths: [RawPath], selection: RunSelection, _ environment: InspectionEnvironment) {
    let now = environment.now()
    listing = RunListing(folders: paths.map { RunListing.Parent(path: $0.normalised) })
    var seen: Set<RawPath> = []
    let finder = RunFinder(
      isRecursive: selection.isRecursive, workers: environment.workers,
      progress: environment.progress)
    for (index, path) in paths.enumerated() {
      do throws(FileError) {
        let absolute = try path.absolute()
        let parent = Parent(
          folder: try Folder(path, displayPath: absolute), path: absolute)
        let found = try finder.find(in: parent.folder)
        listing.scannedFolders += found.scanned
        if !found.isWhole { listing.isWhole = false }
        let resolved = paths.count > 1 ? absolute.resolved() : absolute
        items.reserveCapacity(items.count + found.candidates.reduce(0) { $0 + $1.count })
        for candidates in found.candidates {
          for candidate in candidates where candidate.mayBe(in: selection, now: now) {
            if paths.count > 1, !seen.insert(resolved.appending(candidate.name)).inserted {
              continue
            }
            items.append(Item(candidate: candidate, parent: parent))
          }
        }
      } catch {
        listing.folders[index].error = RunInspector.openingError(error, path: path.normalised)
      }
    }
    // Conditions on the states are examined when the runs are read.
    if selection.kinds.isEmpty { listing.matchedRuns = items.count }
    sort(by: selection)
  }

  /// Keeps the first runs only.
  mutating func keepFirst(_ most: Int) {
    if items.count > most { items.removeLast(items.count - most) }
  }

  /// Sorts by names if that is the order, else by activity. Sorting is stable.
  private mutating func sort(by selection: RunSelection) {
    if selection.order == .name {
      let isReversed = selection.isReversed
      items.sort { left, right in
        let (left, right) = (
          left.candidate.name.lastName.bytes, right.candidate.name.lastName.bytes
        )
        return isReversed
          ? right.lexicographicallyPrecedes(left) : left.lexicographicallyPrecedes(right)
      }
      return
    }
    let oldestFirst = selection.isReversed && selection.order == .activity
    // What could not be examined comes last. The peer compares times as floating-point numbers.
    var places = items.indices.map { position in
      let time = items[position].candidate.activity?.unixSeconds
      return (time: time.map { oldestFirst ? $0 : -$0 } ?? .infinity, position: position)
    }
    places.sort { $0.time == $1.time ? $0.position < $1.position : $0.time < $1.time }
    items.putInOrder { places[$0].position }
  }
}

extension Array {
  /// Moves each element to its place, without copying any.
  ///
  /// - Parameter source: where the element for a place is; each position once.
  fileprivate mutating func putInOrder(_ source: (Int) -> Int) {
    var isDone = [Bool](repeating: false, count: count)
    for start in indices where !isDone[start] {
      var place = start
      isDone[start] = true
      while case let next = source(place), next != start {
        swapAt(place, next)
        isDone[next] = true
        place = next
      }
    }
  }
}
