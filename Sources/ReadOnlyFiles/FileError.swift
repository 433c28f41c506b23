/// Why a file or a folder could not be read: what was tried, on what, and what stood in the way.
public struct FileError: Error, Equatable, Sendable {
  /// What was tried.
  public enum Operation: Equatable, Sendable {
    /// Opening a file or a folder.
    case open
    /// Reading the contents of a file.
    case read
    /// Listing a folder.
    case list
    /// Asking for size and times.
    case status
    /// Writing to a standard stream.
    case write
  }

  /// What stood in the way.
  public enum Reason: Equatable, Sendable {
    /// The operating system said no.
    case system(ErrorNumber)
    /// A file was expected and something else is there.
    case notAFile(FileKind)
    /// The contents are larger than the caller takes: the limit in bytes.
    case tooLarge(limit: Int)
    /// The file claims to hold much that was never written (a sparse file): where that begins, in bytes.
    case hole(at: Int)
    /// There is more in it than the caller looks at: the limit, in entries.
    case tooMany(limit: Int)
    /// It lies below more folders of a run than the caller enters: the limit, in levels.
    case tooDeep(limit: Int)
  }

  /// What was tried.
  public let operation: Operation
  /// On what: the path as far as it is known, for messages.
  public let path: RawPath
  /// What stood in the way.
  public let reason: Reason

  /// States a failure.
  public init(operation: Operation, path: RawPath, reason: Reason) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  /// Whether nothing is there under that path.
  public var isMissing: Bool {
    reason == .system(.noSuchFile) || reason == .system(.notAFolder)
  }
}
