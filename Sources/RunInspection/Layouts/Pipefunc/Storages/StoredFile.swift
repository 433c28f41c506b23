import FileFormats
import ReadOnlyFiles

/// What tells a whole stored file from one that is cut short.
///
/// A small value is written with one `write`, so that a kill, a crash or a full disk leaves its file
/// empty or cut at a block; of a large one each frame of its pickle is written by itself (CPython 3.11,
/// `pickle.Pickler`, frames of 64 KiB), so that it may be cut anywhere. Only empty files, those whose
/// size is a multiple of a block's, and large ones are suspect, and only they are opened.
enum StoredFile {
  /// The smallest block of a file system, in bytes.
  private static let blockSize = 512
  /// From what size on a pickle is written in several pieces, in bytes.
  private static let frameSize = 65_536
  /// How a table in the format Parquet begins and ends (Apache Parquet format specification).
  static let parquetMark = Array("PAR1".utf8)

  /// What becomes of a stored file.
  enum Condition {
    /// It holds a value.
    case whole
    /// It may be in the middle of being written: not yet a value, and nothing to warn of.
    case unfinished
    /// It is cut short.
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
        // Who removes the file at this moment leaves no value.
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
