import ReadOnlyFiles

/// Reads the storage `file_array`: a file `__I__.pickle` an element, with I the element's place in
/// C order over the external dimensions (pipefunc 0.93.2, `map/_storage_array/_file.py`).
enum FileArrayReader {
  static func contents(
    of folder: RawPath, in run: borrowing Folder, wanted: ArrayContents.Wanted
  ) throws(InspectionError) -> ArrayContents {
    var contents = ArrayContents()
    do throws(FileError) {
      var listing = try run.listing(of: folder)
      contents.saw(try listing.status().modified)
      while let entry = try listing.next() {
        var kind = entry.kind
        var size: Int?
        if wanted.bytes || wanted.storesErrors || kind == .unknown {
          guard let status = listing.status(of: entry) else { continue }
          (kind, size) = (status.kind, status.size)
        }
        switch kind {
        case .regular:
          contents.bytes += size ?? 0
          if let index = entry.withNameBytes(PipefuncNames.elementIndex),
            wanted.total.map({ index < $0 }) ?? true
          {
            contents.settled += 1
            if wanted.storesErrors, size ?? 0 >= StoredErrors.leastSize,
              StoredErrors.isError(
                prefix: try listing.prefix(of: entry, count: StoredErrors.prefixLength))
            {
              contents.failed += 1
            }
          }
        case .folder:
          // A folder has no business here; one that vanishes or may not be read counts nothing.
          if wanted.bytes, let below = try? listing.listing(of: entry) {
            contents.bytes += (try? FolderSize.bytes(below: below)) ?? 0
          }
        default: contents.ignored += 1
        }
      }
    } catch {
      if error.isMissing { return contents }
      throw .unreadable(error)
    }
    return contents
  }
}
