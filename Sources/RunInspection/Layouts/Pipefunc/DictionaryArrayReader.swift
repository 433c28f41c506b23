import FileFormats
import ReadOnlyFiles

/// Reads the storages `dict` and `shared_memory_dict`: one file with a pickled dictionary, written
/// when the run ends (pipefunc 0.93.2, `map/_storage_array/_dict.py`). Its keys are counted without
/// building its values.
enum DictionaryArrayReader {
  /// The largest dictionary that is read, in bytes.
  static let sizeLimit = 1 << 30

  static func contents(
    of folder: RawPath, in run: borrowing Folder, wanted: ArrayContents.Wanted
  ) throws(InspectionError) -> ArrayContents {
    var contents = ArrayContents()
    let dictionary: FileContents
    do throws(FileError) {
      let listing = try run.listing(of: folder)
      contents.saw(try listing.status().modified)
      if wanted.bytes { contents.bytes = try FolderSize.bytes(below: listing) }
      dictionary = try run.contents(
        of: folder.appending(PipefuncNames.dictionary), limit: sizeLimit)
    } catch {
      if error.isMissing { return contents }
      throw .unreadable(error)
    }
    contents.saw(dictionary.status.modified)
    do throws(PickleError) {
      try count(dictionary.bytes, wanted, into: &contents)
    } catch {
      let path = run.path.appending(folder).appending(PipefuncNames.dictionary)
      throw .notAPickle(path, error)
    }
    return contents
  }

  private static func count(
    _ bytes: [UInt8], _ wanted: ArrayContents.Wanted, into contents: inout ArrayContents
  ) throws(PickleError) {
    var settled = 0
    var failed = 0
    let survey = try PickleDictionarySurvey.survey(bytes, classes: StoredErrors.classes) {
      key, classIndex in
      guard let key, wanted.isElement(key) else { return }
      settled += 1
      if classIndex != nil { failed += 1 }
    }
    switch survey {
    case .dictionary:
      contents.settled = settled
      contents.failed = wanted.storesErrors ? failed : 0
    case .object, .other:
      // From 0.13 to 0.55 a reference to the dictionary of a process was stored, not the
      // dictionary; the process is gone, and with it the data.
      contents.isLost = true
    }
  }
}
