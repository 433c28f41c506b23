import ReadOnlyFiles

/// Whether a run shows signs of life. This is the only place where that is decided.
public struct Staleness: Equatable, Sendable {
  /// After how many seconds without a sign of life a run that has not ended is stale.
  public var limit: Double
  /// Whether it has shown no sign of life for longer than that and has not ended.
  public var isStale: Bool
  /// By how many seconds the signs of life are in the future, if all of them are, so that they have no
  /// age; else nil.
  public var secondsAhead: Double?

  /// The limit for runs that don't state one, in seconds.
  static let defaultLimit: Double = 3_600
  /// How far two clocks may differ before it matters, in seconds.
  static let clockTolerance = 2.0

  /// Decides by signs of life.
  ///
  /// - Parameter signs: times of signs of life, the most reliable first. The first that is not in the
  ///   future counts: a time in the future, by the clock of another machine, has no age.
  /// - Parameter isEnded: whether nothing more is to be expected of the run.
  /// - Parameter limit: what the caller requests, or else what the run states; nil for the default.
  init(signs: [Timestamp], isEnded: Bool, limit: Double?, now: Timestamp) {
    let limit = limit ?? Staleness.defaultLimit
    self.limit = limit
    let ages = signs.map { now.secondsSince($0) }
    let age = ages.first { $0 >= -Staleness.clockTolerance }
    isStale = !isEnded && age.map { $0 > limit } ?? false
    secondsAhead = isEnded || age != nil ? nil : ages.first.map { -$0 }
  }
}
