import FileFormats
import ReadOnlyFiles

/// The order of runs. What is unknown comes last, whichever way round; equal runs have the newest
/// activity first.
public enum RunOrder: String, Sendable, CaseIterable {
  /// The newest activity first.
  case activity
  /// By the names of the run folders, byte by byte.
  case name
  /// What needs attention first: unreadable, failed, cancelled, incomplete, running, pending, completed.
  case status
  /// The least progress first.
  case progress
  /// The most failed elements first.
  case failed
  /// The largest first.
  case bytes
  /// The longest first.
  case duration
  /// The smallest value first; the caller gives the values.
  case key
}

/// What runs are ordered by.
public enum RunOrderKey: Sendable, Equatable {
  /// It is unknown.
  case unknown
  /// A number.
  case number(Double)
  /// A text.
  case text(JSONString)

  /// Whether this value comes before another: numbers by size, then texts by code points.
  ///
  /// - Returns: nil if neither comes first.
  func precedes(_ other: RunOrderKey, isReversed: Bool) -> Bool? {
    switch (self, other) {
    case (.unknown, .unknown): return nil
    case (.unknown, _): return false
    case (_, .unknown): return true
    case (.number(let left), .number(let right)):
      return left == right ? nil : (left < right) != isReversed
    case (.text(let left), .text(let right)):
      return left == right ? nil : (left < right) != isReversed
    case (.number, .text): return !isReversed
    case (.text, .number): return isReversed
    }
  }

  /// A number; unknown if there is none or if it is not a number.
  public init(_ number: Double?) {
    self = number.flatMap { $0.isNaN ? nil : .number($0) } ?? .unknown
  }
}

extension RunOrder {
  /// What a run is ordered by, so that smaller values come first.
  func key(of run: RunStatus) -> RunOrderKey {
    switch self {
    case .activity, .key: .unknown
    case .name: .text(JSONString(fileSystemBytes: run.runFolder.lastName.bytes))
    case .status: .number(Double(run.state.attention))
    case .progress: RunOrderKey(run.tally?.progressFraction)
    case .failed: RunOrderKey(run.tally?.failedCount.map { -Double($0) })
    case .bytes: RunOrderKey(run.totalBytes.map { -Double($0) })
    case .duration: RunOrderKey(run.elapsedSeconds.map { -$0 })
    }
  }
}

extension RunState {
  /// The position in an order in which what needs attention comes first.
  fileprivate var attention: Int {
    switch self {
    case .error: 0
    case .missing: 1
    case .failed: 2
    case .cancelled: 3
    case .incomplete: 4
    case .running: 5
    case .pending: 6
    case .completed: 7
    }
  }
}
