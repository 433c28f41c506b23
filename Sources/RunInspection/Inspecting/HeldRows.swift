import HostProcess
import ReadOnlyFiles

/// A row of a listing until it is shown.
enum HeldRow<Row: Sendable>: Sendable {
  case row(Row)
  /// It is too large to be held beside the others, and its run is read again.
  case later(RunScan.Item)
}

/// What became of a run that was to be listed.
struct ReadRow<Row: Sendable>: Sendable {
  enum Fate: Sendable {
    /// It has a row.
    case read
    /// Its row is too large to be held beside the others.
    case tooLarge
    /// It is not selected, or it has vanished.
    case leftOut
    /// There was no room for its row, and it comes with the next ones.
    case unread
  }

  let fate: Fate
  var row: Row?
  var key = RunOrderKey.unknown
}

/// Counts what the rows of a listing take that are held until they are shown: a run folder can be linked
/// to a thousand times, and a small one can have a long row.
struct HeldRows: Sendable {
  /// What a row may take at any time, in bytes.
  private static let alwaysHeld = 1 << 11

  /// What all rows together may take, in bytes.
  private let most: Int
  private let used = Guarded(0)
  /// Whether a row was not held since the last ones were shown.
  private let isFull = Guarded(false)

  init(most: Int) { self.most = most }

  /// Counts a row of so many bytes; false if it is not to be held. Called on several threads.
  func hold(_ bytes: Int) -> Bool {
    if bytes <= HeldRows.alwaysHeld { return true }
    let isHeld = used.with { used in
      guard bytes <= most - used else { return false }
      used += bytes
      return true
    }
    if !isHeld { isFull.with { $0 = true } }
    return isHeld
  }

  /// Whether there may be no room for another row. Called on several threads.
  var mayBeFull: Bool { isFull.with { $0 } }

  /// Takes note that all rows are gone.
  func releaseAll() {
    used.with { $0 = 0 }
    isFull.with { $0 = false }
  }
}
