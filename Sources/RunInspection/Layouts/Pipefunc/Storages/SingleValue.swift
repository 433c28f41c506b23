import FileFormats
import ReadOnlyFiles

/// An output that is one value, in a file of its own.
struct SingleValue {
  /// The name of the output below `outputs`.
  let name: RawPath
  /// Whether it may be a stored error.
  let storesErrors: Bool
  /// Whether to read the file to its end.
  var verifies = false
  /// Waits for files that are being written, and knows the present moment.
  let patience: Patience

  private var file: RawPath { PipefuncNames.singleValue(name) }

  /// Counts the file, as an array of one element.
  func count(in run: borrowing Folder) throws(InspectionError) -> StorageCount {
    var count = StorageCount()
    if verifies { count.verification = FileVerification(patience.progress) }
    let found: FileStatus?
    do throws(FileError) {
      found = try run.status(of: file)
    } catch {
      throw .unreadable(error)
    }
    guard let found else { return count }
    guard found.kind == .regular else {
      throw .unexpectedKind(run.path.appending(file), found.kind)
    }
    count.bytes = found.size
    count.noteTime(found.modified)
    do throws(FileError) {
      let condition = try StoredFile.condition(found, now: patience.now) { () throws(FileError) in
        try run.ends(of: file, count: StoredFile.parquetMark.count)
      }
      switch condition {
      case .unfinished: return count
      case .truncated:
        count.truncated.note(run.path.appending(file))
        return count
      case .whole: break
      }
      if try count.verification?.checkValue(file, in: run, now: patience.now) == false {
        return count
      }
      if storesErrors, found.size >= StoredErrors.leastSize,
        StoredErrors.isError(prefix: try run.prefix(of: file, count: StoredErrors.prefixLength))
      {
        count.failed = 1
      }
    } catch {
      if error.isMissing { return count }
      count.unreadable.note(.unreadable(error), file)
    }
    count.settled = 1
    return count
  }

  /// Reads the file before its turn comes.
  func readAhead(in run: borrowing Folder, errorsOnly: Bool) -> StoredPickle.ReadAhead {
    StoredPickle.readAhead(of: file, in: run, errorsOnly: errorsOnly)
  }

  /// Calls `body` with the value if it is stored.
  ///
  /// - Parameter errorsOnly: whether to skip a value that can't be a stored error.
  /// - Parameter ahead: what was read of it before.
  func forElement(
    in run: borrowing Folder, errorsOnly: Bool, ahead: StoredPickle.ReadAhead,
    _ body: (StoredElement) -> Bool
  ) {
    let content: StoredElement.Content?
    if errorsOnly, case .unread = ahead {
      content = StoredPickle.errorContent(of: file, in: run, patience: patience)
    } else {
      content = StoredPickle.content(of: file, in: run, patience: patience, ahead: ahead)
    }
    guard let content else { return }
    _ = body(StoredElement(index: nil, coordinates: [], content: content))
  }
}
