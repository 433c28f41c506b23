import FileFormats
import HostProcess
import ReadOnlyFiles

/// The storage `file_array`: a file `__I__.pickle` for each element, where I is its index in C order
/// over the external dimensions (pipefunc 0.93.2, `map/_storage_array/_file.py`).
struct FileArrayStorage: PipefuncStorage {
  func count(
    _ array: StoredArray, in run: borrowing Folder
  ) throws(InspectionError) -> StorageCount {
    do throws(FileError) {
      let listing = try run.listing(of: array.folder)
      var count = try count(listing, array, run)
      // The time of the folder says no more than those of its elements, and costs another call.
      if count.newest == nil { count.noteTime(try listing.status().modified) }
      return count
    } catch {
      try run.confirmAbsence(of: array.folder, error)
    }
    return StorageCount()
  }

  /// Counts what is listed, on as many threads as that is worth.
  private func count(
    _ listing: borrowing FolderListing, _ array: StoredArray, _ run: borrowing Folder
  ) throws(FileError) -> StorageCount {
    let workers = array.workers
    // What else may be in the folder does not count once all elements are there, wherever in it that is.
    let isEnough = !array.wantsBytes
    let state = Guarded((entries: listing.entries, elements: 0))
    let shares = Crew.work(workers) {
      Share(verifies: array.verifies, array.patience)
    } step: { share in
      do throws(FileError) {
        // Where each look takes milliseconds, nobody takes many entries while others have none.
        let divisor = workers.isWaiting ? 4 * workers.most : 1
        let most = share.entriesToTake()
        let batch = try state.with { state throws(FileError) -> FolderEntryBatch? in
          state.elements += share.takeElements()
          if isEnough, state.elements == array.grid.total { return nil }
          return try listing.batch(of: &state.entries, share: divisor, most: most)
        }
        guard let batch else { return false }
        try batch.forEach { entry throws(FileError) in
          let isElement = try look(at: entry, of: listing, array, run, into: &share.count)
          if isElement { share.elements += 1 }
        }
        return true
      } catch {
        share.fault = error
        return false
      }
    }
    var count = StorageCount()
    var elements = state.with { $0.elements }
    for var share in shares {
      if let fault = share.fault { throw fault }
      count.add(share.count)
      elements += share.takeElements()
    }
    if isEnough, elements == array.grid.total { count.ignored = 0 }
    return count
  }

  /// What one thread counts.
  private struct Share: Sendable {
    var count = StorageCount()
    /// How many files of elements it has seen and not told of.
    var elements = 0
    /// Why it could not go on.
    var fault: FileError?
    private var most = 1

    init(verifies: Bool, _ patience: Patience) {
      if verifies { count.verification = FileVerification(patience.progress) }
    }

    /// How many entries to take next at most: few before it is known how long a look takes, then all that
    /// are at hand, so that a thread looks at them while another reads which come next.
    mutating func entriesToTake() -> Int {
      most = min(2 * most, 1 << 20)
      return most
    }

    mutating func takeElements() -> Int {
      defer { elements = 0 }
      return elements
    }
  }

  /// Counts what an entry is.
  ///
  /// - Returns: whether it is the file of an element.
  private func look(
    at entry: borrowing FolderEntry, of listing: borrowing FolderListing, _ array: StoredArray,
    _ run: borrowing Folder, into count: inout StorageCount
  ) throws(FileError) -> Bool {
    let index = entry.withNameBytes(PipefuncNames.elementIndex)
    let isElement = index.map(array.grid.contains) ?? false
    guard isElement || array.wantsBytes || entry.kind != .regular,
      let status = try listing.status(of: entry)
    else { return false }
    switch status.kind {
    case .regular:
      count.noteBytes(status.size)
      guard isElement else { break }
      try take(entry, status, of: listing, array, run, into: &count)
      return true
    case .folder:
      // No folder belongs here, but its size counts.
      if array.wantsBytes, let below = try listing.folderIfPresent(entry) {
        count.noteBytes(try FileTree.bytes(below: below))
      }
    default: count.ignored += 1
    }
    return false
  }

  private func take(
    _ entry: borrowing FolderEntry, _ status: FileStatus, of listing: borrowing FolderListing,
    _ array: StoredArray, _ run: borrowing Folder, into count: inout StorageCount
  ) throws(FileError) {
    count.noteTime(status.modified)
    do throws(FileError) {
      let condition = try StoredFile.condition(status, now: array.patience.now) {
        () throws(FileError) in
        try listing.ends(of: entry, count: StoredFile.parquetMark.count)
      }
      switch condition {
      case .unfinished: return
      case .truncated: return count.truncated.note(listing.path.appending(entry.name))
      case .whole: break
      }
      let isWhole = try count.verification?.checkValue(
        array.folder.appending(entry.name), in: run, now: array.patience.now)
      if isWhole == false { return }
      if array.storesErrors, status.size >= StoredErrors.leastSize,
        StoredErrors.isError(
          prefix: try listing.prefix(of: entry, count: StoredErrors.prefixLength))
      {
        count.failed += 1
      }
    } catch {
      if error.isMissing { return }
      count.unreadable.note(.unreadable(error), entry.name)
    }
    count.settled += 1
  }

  func forEachElement(
    of array: StoredArray, in run: borrowing Folder, errorsOnly: Bool,
    _ body: (StoredElement) -> Bool
  ) throws(InspectionError) {
    let indices = try indices(array, in: run)
    for range in BlocksAhead(of: indices.count) {
      let block = indices[range]
      let ahead = ParallelMap.map(block, array.patience.workers) { index in
        StoredPickle.readAhead(of: file(index, of: array), in: run, errorsOnly: errorsOnly)
      }
      for (index, ahead) in zip(block, ahead) {
        let file = file(index, of: array)
        let content: StoredElement.Content?
        if errorsOnly, case .unread = ahead {
          content = StoredPickle.errorContent(of: file, in: run, patience: array.patience)
        } else {
          content = StoredPickle.content(
            of: file, in: run, patience: array.patience, ahead: ahead)
        }
        guard let content else { continue }
        let element = StoredElement(
          index: index, coordinates: array.grid.coordinates(of: index), content: content)
        if !body(element) { return }
      }
    }
  }

  private func file(_ index: Int, of array: StoredArray) -> RawPath {
    array.folder.appending(PipefuncNames.element(index))
  }

  private func indices(
    _ array: StoredArray, in run: borrowing Folder
  ) throws(InspectionError) -> [Int] {
    var indices: [Int] = []
    do throws(FileError) {
      var listing = try run.listing(of: array.folder)
      while let entry = try listing.next() {
        if let index = entry.withNameBytes(PipefuncNames.elementIndex), array.grid.contains(index) {
          indices.append(index)
        }
      }
    } catch {
      try run.confirmAbsence(of: array.folder, error)
    }
    return indices.sorted()
  }
}
