/// How soon a watch looks again after a change that was no end.
struct LookPace {
  /// The shortest time between two looks at the states, in seconds, where changes go on: long enough to
  /// cost little however much a run writes.
  static let shortestPause = 0.02
  /// The same after a time without changes: so short that an end is reported within 10 ms, although a file
  /// is written and renamed in several steps.
  private static let firstPause = 0.005
  /// How long nothing has to change for that, in seconds.
  private static let quiet = 0.1

  private var pause = LookPace.firstPause
  /// When the last rest ended.
  private var lastRest = -Double.infinity

  /// How long to rest after a look: four times as long as it took, to bound what looks cost, and at least a
  /// pause.
  ///
  /// - Parameter begun: when the look began, on a clock that never moves backward.
  /// - Parameter cost: how long it took, in seconds.
  mutating func rest(afterLookAt begun: Double, cost: Double) -> Double {
    if begun - lastRest > LookPace.quiet { pause = LookPace.firstPause }
    let rest = max(pause, 4 * cost)
    pause = min(2 * pause, LookPace.shortestPause)
    lastRest = begun + cost + rest
    return rest
  }
}
