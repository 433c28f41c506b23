import FileFormats

/// How many elements are settled, stored or failed, by counts that a producer tells and that need not
/// fit together.
struct SettledCount {
  /// Stored and failed ones; the largest number there is where they add up to more.
  let settled: Int
  /// How many there are; nil where that is not told, or told as zero before it is known.
  let total: Int?

  init(completed: Int, failed: Int, total: Int?) {
    let (sum, overflow) = completed.addingReportingOverflow(failed)
    settled = overflow ? .max : sum
    self.total = total.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Whether all are settled.
  var isAll: Bool { total.map { settled >= $0 } ?? false }

  /// Settled ones over all, at most 1; nil while the total is unknown.
  var share: Double? { total.map { min(1, Double(settled) / Double($0)) } }

  /// The warning that more are settled than there are.
  func excess(of name: JSONString) -> InspectionWarning? {
    guard let total, settled > total else { return nil }
    return .countOverTotal(name, done: settled, total: total)
  }
}
