import RunInspection

/// The steps of a run on an axis from the first start to the last end.
enum TimeAxis {
  /// The stretch of each step, from 0 to 1; nil for a step of which the start or the end is unknown, and
  /// for all of them if no time passed.
  static func spans(of rows: [StepTiming]) -> [ClosedRange<Double>?] {
    let times = rows.map { row -> ClosedRange<Double>? in
      guard let end = row.end ?? sum(row.start, row.seconds),
        let start = row.start ?? row.seconds.map({ end - $0 }),
        start.isFinite, end.isFinite, start <= end
      else { return nil }
      return start...end
    }
    let known = times.compactMap { $0 }
    guard let first = known.map(\.lowerBound).min(), let last = known.map(\.upperBound).max(),
      last > first, (last - first).isFinite
    else { return times.map { _ in nil } }
    return times.map { time in
      time.map {
        ($0.lowerBound - first) / (last - first)...($0.upperBound - first) / (last - first)
      }
    }
  }

  private static func sum(_ start: Double?, _ seconds: Double?) -> Double? {
    guard let start, let seconds else { return nil }
    return start + seconds
  }
}
