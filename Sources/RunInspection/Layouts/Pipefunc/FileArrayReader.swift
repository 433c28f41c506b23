import ReadOnlyFiles

/// Reads the storage `file_array`: a file `__I__.pickle` an element, with I the element's place in
/// C order over the external dimensions (pipefunc 0.93.2, `map/_storage_array/_file.py`).
enum FileArrayReader {
  static func contents(
    of folder: RawPath, in run: borrowing Folder, wanted: ArrayContents.Wanted
  ) throws(InspectionError) -> ArrayContents {
    var contents = ArrayContents()
    do throws(FileError) {
      var listing = try run.listing(of: folder, links: wanted.links)
      contents.saw(try listing.status().modified)
      while let entry = try listing.next() {
        var kind = entry.kind
        var size: Int?
        if wanted.bytes || wanted.storesErrors || kind == .unknown {
          guard let status = try listing.presentStatus(of: entry, links: wanted.links) else {
            continue
          }
          (kind, size) = (status.kind, status.size)
        }
        // The peer goes by names alone.
        if wanted.links == .follow, kind != .regular, isElement(entry, wanted) {
          contents.settled += 1
          continue
        }
        switch kind {
        case .regular:
          contents.bytes += size ?? 0
          if isElement(entry, wanted) {
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
        default:
          contents.ignored += 1
        }
      }
    } catch {
      try run.confirmAbsence(of: folder, error)
      return contents
    }
    return contents
  }

  private static func isElement(
    _ entry: borrowing FolderEntry, _ wanted: ArrayContents.Wanted
  ) -> Bool {
    guard let index = entry.withNameBytes(PipefuncNames.elementIndex) else { return false }
    return wanted.total.map { index < $0 } ?? true
  }
}
