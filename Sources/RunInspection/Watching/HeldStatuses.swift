import FileFormats

/// What is kept of the last statuses of runs that are watched together. There can be thousands of runs, and
/// what a run tells of itself can be long.
public struct HeldStatuses {
  /// What all of them may take, in bytes.
  static let most = 16 << 20
  /// The longest message, in bytes; of a longer one the start is kept.
  static let longestMessage = 1 << 10

  private var sizes: [Int: Int] = [:]
  private var total = 0

  /// Nothing is kept yet.
  public init() {}

  /// What is kept of a run's status instead of the one before. Without room for all, that is the status
  /// without its outputs and the run's own account; the totals are always kept.
  public mutating func held(_ status: RunStatus, of run: Int) -> RunStatus {
    var kept = status.withoutLongAccount
    if let message = kept.message, message.byteCount > HeldStatuses.longestMessage {
      kept.message = JSONString(
        generalisedUTF8: CutText.marked(Array(message.bytes.prefix(HeldStatuses.longestMessage))))
    }
    var size = kept.heldBytes
    total -= sizes[run] ?? 0
    if size > HeldStatuses.most - total {
      kept.outputs = nil
      kept.passedThrough = nil
      size = 0
    }
    total += size
    sizes[run] = size
    return kept
  }
}
