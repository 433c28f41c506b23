import FileFormats
import ReadOnlyFiles

/// The storage `file_array`: a file `__I__.pickle` for each element, where I is its index in C order
/// over the external dimensions (pipefunc 0.93.2, `map/_storage_array/_file.py`).
struct FileArrayStorage: PipefuncStorage {
  func count(
    _ array: StoredArray, in run: borrowing Folder
  ) throws(InspectionError) -> StorageCount {
    var count = StorageCount()
    do throws(FileError) {
      if array.verifies { count.verification = FileVerification(array.patience.progress) }
      var listing = try run.listing(of: array.folder)
      var elements = 0
      while let entry = try listing.next() {
        let index = entry.withNameBytes(PipefuncNames.elementIndex)
        let isElement = index.map(array.grid.contains) ?? false
        guard isElement || array.wantsBytes || entry.kind != .regular,
          let status = try listing.status(of: entry)
        else { continue }
        switch status.kind {
        case .regular:
          count.noteBytes(status.size)
          guard isElement else { break }
          try take(entry, status, of: listing, array, run, into: &count)
          elements += 1
          if elements == array.grid.total, !array.wantsBytes {
            // What else may be there does not count, wherever in the folder it is.
            count.ignored = 0
            return count
          }
        case .folder:
          // No folder belongs here, but its size counts.
          if array.wantsBytes, let below = try listing.folderIfPresent(entry) {
            count.noteBytes(try FileTree.bytes(below: below))
          }
        default: count.ignored += 1
        }
      }
      // The time of the folder says no more than those of its elements, and costs another call.
      if count.newest == nil { count.noteTime(try listing.status().modified) }
    } catch {
      try run.confirmAbsence(of: array.folder, error)
    }
    return count
  }

  private func take(
    _ entry: borrowing FolderEntry, _ status: FileStatus, of listing: borrowing FolderListing,
    _ array: StoredArray, _ run: borrowing Folder, into count: inout StorageCount
  ) throws(FileError) {
    let name = entry.name
    count.noteTime(status.modified)
    do throws(FileError) {
      let condition = try StoredFile.condition(status, now: array.patience.now) {
        () throws(FileError) in
        try listing.ends(of: entry, count: StoredFile.parquetMark.count)
      }
      switch condition {
      case .unfinished: return
      case .truncated: return count.truncated.note(listing.path.appending(name))
      case .whole: break
      }
      let file = array.folder.appending(name)
      if try count.verification?.checkValue(file, in: run, now: array.patience.now) == false {
        return
      }
      if array.storesErrors, status.size >= StoredErrors.leastSize,
        StoredErrors.isError(
          prefix: try listing.prefix(of: entry, count: StoredErrors.prefixLength))
      {
        count.failed += 1
      }
    } catch {
      if error.isMissing { return }
      count.unreadable.note(.unreadable(error), name)
    }
    count.settled += 1
  }

  func forEachElement(
    of array: StoredArray, in run: borrowing Folder, errorsOnly: Bool,
    _ body: (StoredElement) -> Bool
  ) throws(InspectionError) {
    for index in try indices(array, in: run) {
      let file = array.folder.appending(PipefuncNames.element(index))
      let content: StoredElement.Content?
      if errorsOnly {
        content = StoredPickle.errorContent(of: file, in: run, patience: array.patience)
      } else {
        content = StoredPickle.content(of: file, in: run, patience: array.patience)
      }
      guard let content else { continue }
      let element = StoredElement(
        index: index, coordinates: array.grid.coordinates(of: index), content: content)
      if !body(element) { return }
    }
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
