import FileFormats
import ReadOnlyFiles

/// Distinguishes complete files from truncated ones.
///
/// A small value is written with one `write`, so a kill, a crash or a full disk leaves its file empty
/// or truncated at a block. The pickle of a large value is written frame by frame (CPython 3.11,
/// `pickle.Pickler`, frames of 64 KiB), so it may be truncated anywhere. Only empty files, those whose
/// size is a multiple of a block, and large ones are suspect, and only they are opened.
enum StoredFile {
  /// The smallest block of a file system, in bytes.
  private static let blockSize = 512
  /// The size from which on a pickle is written in several pieces, in bytes.
  private static let frameSize = 65_536
  /// How a table in the format Parquet begins and ends (Apache Parquet format specification).
  static let parquetMark = Array("PAR1".utf8)

  /// The condition of a stored file.
  enum Condition {
    /// It contains a value.
    case whole
    /// It may still be being written: not a value yet, but no reason for a warning.
    case unfinished
    /// It is truncated.
    case truncated
  }

  /// Judges a file by its size and, if that makes it suspect, by its ends.
  static func condition(
    _ status: FileStatus, now: Timestamp, ends: () throws(FileError) -> FileEnds
  ) throws(FileError) -> Condition {
    guard isSuspect(status.size) else { return .whole }
    var modified = status.modified
    if status.size > 0 {
      let found: FileEnds
      do throws(FileError) {
        found = try ends()
      } catch {
        // The file was removed in the meantime, so there is no value.
        if error.isMissing { return .unfinished }
        throw error
      }
      // It may have grown or shrunk since it was listed.
      if !isSuspect(found.status.size) || isWhole(found) { return .whole }
      modified = found.status.modified
    }
    return RecentChange.isRecent(modified, now: now) ? .unfinished : .truncated
  }

  private static func isSuspect(_ size: Int) -> Bool {
    size % blockSize == 0 || size >= frameSize
  }

  /// Whether a file begins and ends as a pickle or a table does.
  private static func isWhole(_ ends: FileEnds) -> Bool {
    ends.start == parquetMark
      ? ends.end == parquetMark : ends.end.last == PickleOpcode.stop.rawValue
  }
}
