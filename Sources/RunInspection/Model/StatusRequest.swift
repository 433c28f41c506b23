/// What a caller wants to know about a run.
public struct StatusRequest: Sendable {
  /// How much is read and reported.
  public enum Detail: Sendable {
    /// The state of the run and its totals.
    case summary
    /// All outputs with their sizes.
    case outputs
  }

  /// How much is read and reported.
  public var detail: Detail = .outputs
  /// Whether the run's description is passed through as well.
  public var includesRunInfo = false
  /// Whether to read every stored file to its end, to make sure that nothing is missing or damaged.
  public var verifies = false
  /// After how many seconds without a sign of life a run is stale; nil for the run's own limit, or an
  /// hour.
  public var staleAfter: Double?

  /// Everything but the run's description.
  public init() {}
}
