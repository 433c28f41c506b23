import FileFormats
import ReadOnlyFiles

/// What reading stored files to their ends found.
struct StoredFileVerification {
  /// The largest file that is read, in bytes.
  private static let sizeLimit = 1 << 30

  /// How many files were read.
  private(set) var checkedCount = 0
  /// How many of them are damaged or cut short.
  private(set) var damagedCount = 0
  /// What is wrong with the first of them.
  private(set) var firstDamage: InspectionError?

  /// Reads a pickle or a table to its end.
  ///
  /// - Returns: whether the file holds a value. One that has gone since it was listed is not judged.
  mutating func check(
    _ file: RawPath, in run: borrowing Folder, now: Timestamp
  ) throws(FileError) -> Bool {
    let contents: FileContents
    do throws(FileError) {
      contents = try run.contents(of: file, limit: StoredFileVerification.sizeLimit)
    } catch {
      if error.isMissing { return true }
      throw error
    }
    let path = run.path.appending(file)
    return check(modified: contents.status.modified, now: now) { () throws(InspectionError) in
      try StoredFileVerification.confirmWhole(contents.bytes, path)
    }
  }

  /// Takes note of what reading a file finds.
  ///
  /// - Parameter modified: when the file was last changed; what may still be written is not damaged.
  /// - Parameter read: throws if the file is damaged.
  /// - Returns: whether the file holds a value.
  mutating func check(
    modified: Timestamp, now: Timestamp, _ read: () throws(InspectionError) -> Void
  ) -> Bool {
    do throws(InspectionError) {
      try read()
    } catch {
      if RecentChange.isRecent(modified, now: now) { return false }
      damagedCount += 1
      if firstDamage == nil { firstDamage = error }
      checkedCount += 1
      return false
    }
    checkedCount += 1
    return true
  }

  /// Takes note of a file that was read to its end and is whole.
  mutating func noteWhole() { checkedCount += 1 }

  /// Confirms that bytes begin with one whole pickle, or are a whole table in the format Parquet. No
  /// value is built. What follows a pickle, Python does not read.
  static func confirmWhole(_ bytes: [UInt8], _ path: RawPath) throws(InspectionError) {
    if bytes.starts(with: StoredFile.parquetMark) {
      do throws(ParquetError) {
        _ = try ParquetFooter(bytes)
      } catch {
        throw .layout(PipefuncFault.damagedParquet(path, error))
      }
      return
    }
    switch PickleCompleteness(of: bytes) {
    case .complete: return
    case .truncated(let offset): throw .layout(PipefuncFault.pickleCutShort(path, offset: offset))
    case .malformed(let error): throw .notAPickle(path, error)
    }
  }
}
