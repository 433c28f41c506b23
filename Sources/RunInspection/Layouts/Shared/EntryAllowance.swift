import ReadOnlyFiles

/// How many more things may be looked at in one place. What is beyond is never passed over in silence:
/// the place then counts as one that could not be read.
struct EntryAllowance {
  /// The most entries of a folder that are kept in memory.
  static let mostEntries = 1_000_000

  private let path: RawPath
  private let most: Int
  private let operation: FileError.Operation
  private var left: Int

  /// - Parameter path: the folder, or the file with `operation` `.read`, for messages.
  init(of path: RawPath, most: Int = mostEntries, operation: FileError.Operation = .list) {
    self.path = path
    self.most = most
    self.operation = operation
    left = most
  }

  /// Why nothing more is taken.
  var refusal: FileError {
    FileError(operation: operation, path: path, reason: .tooMany(limit: most))
  }

  /// Takes one more.
  ///
  /// - Throws: `FileError` with the reason `tooMany` if that is one too many.
  mutating func take() throws(FileError) {
    guard left > 0 else { throw refusal }
    left -= 1
  }
}
