import FileFormats

/// The status of one output of a run.
public struct OutputStatus: Sendable {
  /// Its name.
  public let name: JSONString
  /// The fraction of elements that are settled, that is, stored or failed.
  public var progress: OutputProgress = .unknown
  /// Whether all elements are settled.
  public var isComplete = false
  /// How many bytes it takes on disk.
  public var size = OutputSize.notTold
  /// How many elements it has; nil while the shape is unknown.
  public var totalCount: Int?
  /// How many stored elements are not errors; nil if that is unknown.
  public var completedCount: Int?
  /// How many elements failed; nil if that is unknown.
  public var failedCount: Int? = 0
  /// How many stored files are truncated; they hold no completed elements.
  public var truncatedCount = 0
  /// How many of the verified files are damaged; they hold no completed elements.
  public var damagedCount = 0
  /// The size along each dimension, nil while that is unknown; nil for an output that is not an array.
  public var shape: [Int?]?
  /// How the elements are stored, by the producer's name for it.
  public var storage: JSONString
  /// Why it could not be read.
  public var error: InspectionError?
  /// What the run itself reports about this output, to be passed through.
  public var passedThrough: JSONNode?

  init(name: JSONString, storage: JSONString) {
    self.name = name
    self.storage = storage
  }
}

extension OutputStatus {
  /// The most outputs of a run: what is kept and printed of one is many times as long as its name.
  static let mostOfRun = 14_000

  /// The most members of a run's own account that are passed through.
  static let mostPassedThrough = 65_536

  /// The function that computes it, by the run's own account; nil if it names none.
  public var functionName: JSONString? { passedThrough?["function_name"]?.string }

  /// How many seconds passed since it was begun, by the run's own account; nil if it has none.
  public var elapsedSeconds: Double? { seconds("elapsed_time") }

  /// How many seconds are left of it, by the run's own account; nil if it has none.
  public var remainingSeconds: Double? { seconds("remaining_time") }

  private func seconds(_ key: JSONString) -> Double? {
    passedThrough?[key]?.double.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
  }
}

/// How many bytes an output takes on disk.
public enum OutputSize: Equatable, Sendable {
  /// The layout doesn't record it, or it was not requested.
  case notTold
  /// Some of its files can't be examined.
  case unknown
  /// The number of bytes.
  case bytes(Int)

  /// The number of bytes if it is known.
  public var bytes: Int? {
    if case .bytes(let bytes) = self { return bytes }
    return nil
  }
}

/// How much of the work is done.
public enum OutputProgress: Equatable, Sendable {
  /// A fraction from 0 to 1.
  case fraction(Double)
  /// It is not known yet.
  case unknown

  /// The fraction if it is known.
  public var fraction: Double? {
    if case .fraction(let value) = self { return value }
    return nil
  }
}
