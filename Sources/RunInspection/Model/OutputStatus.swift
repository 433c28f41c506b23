import FileFormats

/// How far one output of a run is.
public struct OutputStatus: Sendable {
  /// Its name.
  public let name: JSONString
  /// Settled elements, stored or failed, over all.
  public var progress: OutputProgress = .unknown
  /// Whether all elements are settled.
  public var isComplete = false
  /// How many bytes it takes on disk.
  public var size = OutputSize.notTold
  /// How many elements it has; nil while the shape is unknown.
  public var totalCount: Int?
  /// How many elements are stored and are no errors; nil where that can't be told.
  public var completedCount: Int?
  /// How many elements failed; nil where that can't be told.
  public var failedCount: Int? = 0
  /// How many stored files are cut short; they hold no completed elements.
  public var truncatedCount = 0
  /// How many stored files are damaged, as far as they were verified; they hold no completed elements.
  public var damagedCount = 0
  /// The size along each dimension, nil for one that is unknown yet; nil for what is no array.
  public var shape: [Int?]?
  /// How the elements are stored, by the producer's name for it.
  public var storage: JSONString
  /// Why it could not be read.
  public var error: InspectionError?
  /// What the run itself says of this output, to be passed through.
  public var passedThrough: JSONNode?

  init(name: JSONString, storage: JSONString) {
    self.name = name
    self.storage = storage
  }
}

/// How many bytes an output takes on disk.
public enum OutputSize: Equatable, Sendable {
  /// The layout doesn't tell it, or it was not asked for.
  case notTold
  /// Something of it can't be looked at.
  case unknown
  /// So many.
  case bytes(Int)

  /// The number of bytes where it is known.
  public var bytes: Int? {
    if case .bytes(let bytes) = self { return bytes }
    return nil
  }
}

/// A share of work that is done.
public enum OutputProgress: Equatable, Sendable {
  /// 0 to 1.
  case fraction(Double)
  /// It can't be told yet.
  case unknown

  /// The share where it is known.
  public var fraction: Double? {
    if case .fraction(let value) = self { return value }
    return nil
  }
}
