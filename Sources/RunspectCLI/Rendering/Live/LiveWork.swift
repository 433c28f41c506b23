import RunInspection

/// The work of a run, counted in elements over all outputs, so that an output of a thousand elements weighs
/// more than one of a single element.
struct LiveWork {
  /// How many elements are settled, as far as that is known.
  let done: Int
  /// How many there are; nil if that is unknown.
  let total: Int?
  /// How much of it is done, from 0 to 1: by elements, or by the run's own account where it doesn't count
  /// them.
  let share: Double?

  init(_ run: RunStatus) {
    var done = 0
    var total: Int? = run.outputs.map { $0.isEmpty ? nil : 0 } ?? nil
    for output in run.outputs ?? [] {
      let settled = LiveWork.settled(output)
      done = done.addingSaturated(settled ?? 0)
      if let sum = total, let count = output.totalCount, settled != nil {
        total = sum.addingSaturated(max(0, count))
      } else {
        total = nil
      }
    }
    self.done = done
    self.total = total
    if let total, total > 0 {
      share = min(1, Double(done) / Double(total))
    } else {
      share = run.tally?.progressFraction
    }
  }

  /// How many elements of an output are settled, stored or failed; nil if that is unknown.
  static func settled(_ output: OutputStatus) -> Int? {
    guard let completed = output.completedCount, let failed = output.failedCount else { return nil }
    return max(0, completed.addingSaturated(failed))
  }

  /// How many seconds are left at a rate.
  func left(at rate: Double?) -> Double? {
    guard let total, let rate, rate > 0 else { return nil }
    return Double(max(0, total - done)) / rate
  }
}
