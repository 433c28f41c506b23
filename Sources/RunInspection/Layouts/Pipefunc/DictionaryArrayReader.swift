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
      let listing = try run.listing(of: folder, links: wanted.links)
      contents.saw(try listing.status().modified)
      if wanted.bytes { contents.bytes = try FolderSize.bytes(below: listing) }
      dictionary = try run.contents(
        of: folder.appending(PipefuncNames.dictionary), limit: sizeLimit)
    } catch {
      try run.confirmAbsence(of: folder, error)
      return contents
    }
    contents.saw(dictionary.status.modified)
    let path = run.path.appending(folder).appending(PipefuncNames.dictionary)
    var isDictionary = true
    do throws(PickleError) {
      isDictionary = try count(dictionary.bytes, wanted, into: &contents)
    } catch {
      throw .notAPickle(path, error)
    }
    guard isDictionary else { throw .notADictionary(path) }
    return contents
  }

  /// Counts the elements; tells whether the pickle holds a dictionary, or what is left of a lost one.
  private static func count(
    _ bytes: [UInt8], _ wanted: ArrayContents.Wanted, into contents: inout ArrayContents
  ) throws(PickleError) -> Bool {
    var seen = Set<[Int]>()
    var failed = 0
    let survey = try PickleDictionarySurvey.survey(bytes, classes: StoredErrors.classes) {
      key, classIndex in
      // Python writes each key once; a pickle that sets one again has one entry all the same.
      guard let key, wanted.isElement(key), seen.insert(key).inserted else { return }
      if classIndex != nil { failed += 1 }
    }
    switch survey {
    case .dictionary:
      contents.settled = seen.count
      contents.failed = wanted.storesErrors ? failed : 0
    case .object(let name) where name.module.hasPrefix("multiprocessing"):
      // From 0.13 to 0.55 a reference to the dictionary of a process was stored, not the
      // dictionary; the process is gone, and with it the data.
      contents.isLost = true
    case .object, .other: return false
    }
    return true
  }
}
