import ReadOnlyFiles

/// Reads the storages `dict` and `shared_memory_dict`: one file with a pickled dictionary, written
/// when the run ends (pipefunc 0.93.2, `map/_storage_array/_dict.py`).
enum DictionaryArrayReader {
  static func contents(
    of folder: RawPath, in run: borrowing Folder, wanted: ArrayContents.Wanted
  ) throws(InspectionError) -> ArrayContents {
    var contents = ArrayContents()
    do throws(FileError) {
      let listing = try run.listing(of: folder)
      contents.saw(try listing.status().modified)
      if wanted.bytes { contents.bytes = try FolderSize.bytes(below: listing) }
      if let status = try run.status(of: folder.appending(PipefuncNames.dictionary)) {
        contents.saw(status.modified)
        contents.settled = nil
      }
    } catch {
      if error.isMissing { return contents }
      throw .unreadable(error)
    }
    return contents
  }
}
