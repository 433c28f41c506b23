import ReadOnlyFiles

/// What an inspection needs of the world besides files, handed in so that a test can replace it.
public struct InspectionEnvironment: Sendable {
  /// The wall clock.
  public var now: @Sendable () -> Timestamp
  /// Waits for so many seconds.
  public var sleep: @Sendable (Double) -> Void
  /// For how long a document that is being rewritten in place is read again, in seconds.
  public var documentPatience = 0.25

  /// Replaces the world.
  public init(
    now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Double) -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// The world itself.
  public static let system = InspectionEnvironment(
    now: { Timestamp.now() }, sleep: { MonotonicClock.sleep(seconds: $0) })
}

/// What a caller wants to know of a run.
public struct InspectionRequest: Sendable {
  /// How much is read and reported.
  public enum Detail: Sendable {
    /// The state of the run; no output is reported, no size is asked for.
    case summary
    /// All outputs with their sizes.
    case outputs
  }

  /// How much is read and reported.
  public var detail: Detail = .outputs
  /// Whether the run's description is passed through as well.
  public var includesRunInfo = false
  /// After how many seconds without a sign of life a run is stale; nil for what the run says itself,
  /// or an hour.
  public var staleAfter: Double?

  /// Everything but the run's description.
  public init() {}

  /// How long a run that says nothing of it may be silent before it is stale, in seconds.
  static let defaultStaleAfter: Double = 3_600
}
