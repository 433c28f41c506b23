import ReadOnlyFiles

/// Whether a run shows signs of life: the one place where that is judged.
public struct Staleness: Equatable, Sendable {
  /// After how many seconds without a sign of life a run that has not ended is stale.
  public var limit: Double
  /// No sign of life for longer than that, and not at its end.
  public var isStale: Bool
  /// By how many seconds all signs of life are from the future, so that they have no age; nil where one
  /// has.
  public var secondsAhead: Double?

  /// The limit for runs that don't tell theirs, in seconds.
  static let defaultLimit: Double = 3_600
  /// How far two clocks may differ before it matters, in seconds.
  static let clockTolerance = 2.0

  /// Judges by signs of life.
  ///
  /// - Parameter signs: times of signs of life, the most telling first. The first that is not from the
  ///   future counts, because a time from the future, by the clock of another machine, has no age.
  /// - Parameter isEnded: whether nothing more is to be expected of the run.
  /// - Parameter limit: what the caller asks for, or else what the run says, or else the default.
  init(signs: [Timestamp], isEnded: Bool, limit: Double?, now: Timestamp) {
    let limit = limit ?? Staleness.defaultLimit
    self.limit = limit
    let ages = signs.map { now.secondsSince($0) }
    let age = ages.first { $0 >= -Staleness.clockTolerance }
    isStale = !isEnded && age.map { $0 > limit } ?? false
    secondsAhead = isEnded || age != nil ? nil : ages.first.map { -$0 }
  }
}
