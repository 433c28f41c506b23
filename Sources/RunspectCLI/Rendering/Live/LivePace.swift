/// How fast something advances, as seen while it is watched.
///
/// What was done lately counts more, so that the rate follows changes without jumping, and the time since
/// the last advance counts as soon as it is longer than usual, so that the rate of what stands still falls.
struct LivePace {
  /// After how many seconds what was done counts half.
  private static let memory = 20.0

  private var done: Int?
  /// When the number last grew.
  private var advanced = 0.0
  /// How long the last advance took.
  private var lastStep = 0.0
  /// What was done and how long it took, with weights.
  private var amount = 0.0
  private var seconds = 0.0

  /// Notes how much is done.
  mutating func note(_ now: Int, at time: Double) {
    guard let before = done, now >= before else {
      // If less is done than before, it has started over.
      self = LivePace()
      done = now
      advanced = time
      return
    }
    guard now > before else { return }
    let step = time - advanced
    if step > 0 {
      let weight = LivePace.memory / (LivePace.memory + step)
      amount = amount * weight + Double(now - before)
      seconds = seconds * weight + step
      lastStep = step
    }
    done = now
    advanced = time
  }

  /// How much is done a second; nil as long as nothing was.
  func rate(at time: Double) -> Double? {
    guard amount > 0, seconds > 0 else { return nil }
    return amount / (seconds + max(0, time - advanced - lastStep))
  }
}
