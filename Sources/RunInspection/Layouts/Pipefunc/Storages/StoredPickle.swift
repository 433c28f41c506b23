import FileFormats
import ReadOnlyFiles

/// Reads the file of one value or element.
enum StoredPickle {
  /// The largest file that is read, in bytes.
  private static let sizeLimit = 1 << 28
  /// The limits on decoding a file of so many bytes; the dictionary of an array contains many values. No
  /// more than one and a half times the file is used beside it, and as much as any pickle may.
  static func limits(bytes: Int) -> PickleLimits {
    PickleLimits(
      memoEntries: 20_000_000, values: 20_000_000,
      workingBytes: min(1 << 29, PickleLimits().workingBytes.addingSaturated(bytes / 2 * 3)))
  }

  /// What is known of a file before its turn comes.
  enum ReadAhead: Sendable {
    /// Nothing: it has to be read.
    case unread
    /// There is nothing to tell of it.
    case nothing
    /// It was read.
    case contents(FileContents)
  }

  /// The largest file that is read before its turn comes, in bytes.
  private static let readAheadLimit = 1 << 16

  /// Reads a file before its turn comes, unless it is large. Failures come again when it is read.
  ///
  /// - Parameter errorsOnly: whether only files that begin like a stored error are wanted.
  static func readAhead(
    of file: RawPath, in run: borrowing Folder, errorsOnly: Bool
  ) -> ReadAhead {
    if errorsOnly {
      guard let prefix = try? run.prefix(of: file, count: StoredErrors.prefixLength) else {
        return .unread
      }
      guard StoredErrors.isError(prefix: prefix) else { return .nothing }
    }
    guard let contents = try? run.contents(of: file, limit: readAheadLimit) else { return .unread }
    return .contents(contents)
  }

  /// The contents of a file; nil if it is gone, or is being written.
  ///
  /// - Parameter ahead: what was read of it before.
  static func content(
    of file: RawPath, in run: borrowing Folder, patience: Patience, ahead: ReadAhead = .unread
  ) -> StoredElement.Content? {
    let contents: FileContents
    switch ahead {
    case .nothing: return nil
    case .contents(let read): contents = read
    case .unread:
      do throws(FileError) {
        contents = try run.contents(of: file, limit: sizeLimit)
      } catch {
        return error.isMissing ? nil : .fault(.unreadable(error))
      }
    }
    // Frames of polars are stored as Parquet under the names of pickles (pipefunc from 0.93).
    let isTable = contents.bytes.starts(with: StoredFile.parquetMark)
    do throws(InspectionError) {
      return try isTable
        ? table(contents.bytes, run.path.appending(file))
        : value(contents.bytes, run.path.appending(file))
    } catch {
      return isBeingWritten(file, in: run, contents.status, patience) ? nil : .fault(error)
    }
  }

  private static func table(
    _ bytes: [UInt8], _ path: RawPath
  ) throws(InspectionError) -> StoredElement.Content {
    do throws(ParquetError) {
      return .parquet(bytes: bytes.count, try ParquetFooter(bytes))
    } catch {
      throw .layout(PipefuncFault.damagedParquet(path, error))
    }
  }

  private static func value(
    _ bytes: [UInt8], _ path: RawPath
  ) throws(InspectionError) -> StoredElement.Content {
    do throws(PickleError) {
      let document = try PickleDecoder.decode(bytes, limits: limits(bytes: bytes.count))
      return .value(document, document.root)
    } catch {
      throw .notAPickle(path, error)
    }
  }

  /// The contents of a file that begins like a stored error; nil for any other file.
  static func errorContent(
    of file: RawPath, in run: borrowing Folder, patience: Patience
  ) -> StoredElement.Content? {
    do throws(FileError) {
      let prefix = try run.prefix(of: file, count: StoredErrors.prefixLength)
      guard StoredErrors.isError(prefix: prefix) else { return nil }
    } catch {
      return error.isMissing ? nil : .fault(.unreadable(error))
    }
    return content(of: file, in: run, patience: patience)
  }

  /// Whether a file is being written; false if that can't be found out.
  private static func isBeingWritten(
    _ file: RawPath, in run: borrowing Folder, _ seen: FileStatus, _ patience: Patience
  ) -> Bool {
    (try? patience.isBeingWritten(file, in: run, since: seen)) ?? false
  }
}
