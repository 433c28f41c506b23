/// Receives how far long work is.
public struct WorkProgress: Sendable {
  /// A step of the work.
  public enum Step: Equatable, Sendable {
    /// So many folders were examined, runs or not.
    case foldersSearched(Int)
    /// So many runs were found that will be read.
    case runsFound(Int)
    /// A run was read.
    case runRead
    /// A file was read to its end.
    case fileVerified
  }

  /// Takes note of a step; called on several threads.
  public let note: @Sendable (Step) -> Void

  /// Creates a receiver.
  public init(note: @escaping @Sendable (Step) -> Void) {
    self.note = note
  }
}
