import FileFormats
import ReadOnlyFiles

/// Confirms that stored values are whole, without building them.
enum StoredFileVerification {
  /// The largest file that is read, in bytes.
  fileprivate static let sizeLimit = 1 << 30

  /// Confirms that bytes begin with one whole pickle, or are a whole table in the format Parquet. No
  /// value is built. What follows a pickle, Python does not read.
  static func confirmWhole(_ bytes: [UInt8], _ path: RawPath) throws(InspectionError) {
    guard bytes.starts(with: StoredFile.parquetMark) else {
      return try WholePickle.confirm(bytes, path)
    }
    do throws(ParquetError) {
      _ = try ParquetFooter(bytes)
    } catch {
      throw .layout(PipefuncFault.damagedParquet(path, error))
    }
  }
}

extension FileVerification {
  /// Reads a stored value to its end.
  ///
  /// - Returns: whether the file holds a value. One that has gone since it was listed is not judged.
  mutating func checkValue(
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
    return check(path, modified: contents.status.modified, now: now) {
      () throws(InspectionError) in
      try StoredFileVerification.confirmWhole(contents.bytes, path)
    }
  }
}
