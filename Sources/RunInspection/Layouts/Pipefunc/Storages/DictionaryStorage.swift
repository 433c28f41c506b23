import FileFormats
import ReadOnlyFiles

/// The storages `dict` and `shared_memory_dict`: one file with a pickled dictionary, written when the
/// run ends (pipefunc 0.93.2, `map/_storage_array/_dict.py`). Its keys are counted without building
/// its values.
struct DictionaryStorage: PipefuncStorage {
  /// The largest dictionary that is read, in bytes.
  private static let sizeLimit = 1 << 30

  func count(
    _ array: StoredArray, in run: borrowing Folder
  ) throws(InspectionError) -> StorageCount {
    var count = StorageCount()
    let dictionary: FileContents
    do throws(FileError) {
      let listing = try run.listing(of: array.folder)
      count.noteTime(try listing.status().modified)
      if array.wantsBytes { count.bytes = try FileTree.bytes(below: listing) }
      guard let found = try contents(array, in: run) else { return count }
      dictionary = found
    } catch {
      try run.confirmAbsence(of: array.folder, error)
      return count
    }
    count.noteTime(dictionary.status.modified)
    let file = run.path.appending(array.folder).appending(PipefuncNames.dictionary)
    do throws(InspectionError) {
      // Counting reads it to its end.
      try take(dictionary.bytes, array, file, into: &count)
      if array.verifies {
        count.verification = FileVerification(array.patience.progress)
        count.verification?.noteWhole()
      }
    } catch {
      guard case .notAPickle = error else { throw error }
      switch try condition(array, in: run) {
      case .unfinished: break
      case .truncated:
        count.isUncountable = true
        count.truncated.note(file)
      case .whole:
        let name = array.folder.appending(PipefuncNames.dictionary)
        // While the file is being written, nothing is stored yet.
        if try !array.patience.isBeingWritten(name, in: run, since: dictionary.status) {
          throw error
        }
      }
    }
    return count
  }

  /// The contents of the file; nil if it does not exist.
  private func contents(
    _ array: StoredArray, in run: borrowing Folder
  ) throws(FileError) -> FileContents? {
    do throws(FileError) {
      return try run.contents(
        of: array.folder.appending(PipefuncNames.dictionary), limit: DictionaryStorage.sizeLimit)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  private func condition(
    _ array: StoredArray, in run: borrowing Folder
  ) throws(InspectionError) -> StoredFile.Condition {
    let file = array.folder.appending(PipefuncNames.dictionary)
    do throws(FileError) {
      guard let status = try run.status(of: file) else { return .unfinished }
      return try StoredFile.condition(status, now: array.patience.now) { () throws(FileError) in
        try run.ends(of: file, count: StoredFile.parquetMark.count)
      }
    } catch {
      throw .unreadable(error)
    }
  }

  /// Counts the elements in a dictionary, or notes that it was lost.
  private func take(
    _ bytes: [UInt8], _ array: StoredArray, _ file: RawPath, into count: inout StorageCount
  ) throws(InspectionError) {
    var seen = SeenKeys(array.grid)
    var failed = 0
    let survey: PickleDictionarySurvey
    do throws(PickleError) {
      survey = try PickleDictionarySurvey.survey(bytes, classes: StoredErrors.classes) {
        key, classIndex in
        // Python writes each key once; a key that a pickle sets again is still one entry.
        guard let key, array.grid.contains(key), seen.insert(key) else { return }
        if classIndex != nil { failed += 1 }
      }
    } catch {
      throw .notAPickle(file, error)
    }
    switch survey {
    case .dictionary:
      count.settled = seen.count
      count.failed = array.storesErrors ? failed : 0
    case .object(let name) where name.module.hasPrefix("multiprocessing"):
      // From 0.13 to 0.55 a reference to the dictionary of a process was stored, not the
      // dictionary. The process is gone, and with it the data.
      count.isLost = true
    case .object, .other: throw .layout(PipefuncFault.notADictionary(file))
    }
  }

  func forEachElement(
    of array: StoredArray, in run: borrowing Folder, errorsOnly: Bool,
    _ body: (StoredElement) -> Bool
  ) throws(InspectionError) {
    try run.confirmFolderOrNothing(array.folder)
    let contents: FileContents
    do throws(FileError) {
      guard let found = try self.contents(array, in: run) else { return }
      contents = found
    } catch {
      throw .unreadable(error)
    }
    let document: PickleDocument
    do throws(PickleError) {
      document = try PickleDecoder.decode(
        contents.bytes, limits: StoredPickle.limits(bytes: contents.bytes.count))
    } catch {
      let file = array.folder.appending(PipefuncNames.dictionary)
      if try array.patience.isBeingWritten(file, in: run, since: contents.status) { return }
      throw .notAPickle(run.path.appending(file), error)
    }
    // A reference to a process that is gone contains no elements.
    guard case .dictionary = document.outline(of: document.root) else { return }
    let elements = DictionaryElements(document, array.grid, errorsOnly: errorsOnly)
    if elements.isCut {
      throw .tooManyEntries(
        run.path.appending(array.folder.appending(PipefuncNames.dictionary)), key: "",
        limit: DictionaryElements.mostNumbers / max(1, array.grid.shape.count))
    }
    elements.forEach(body)
  }
}
