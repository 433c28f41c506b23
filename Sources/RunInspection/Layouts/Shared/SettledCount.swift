import FileFormats

/// How many elements are settled, that is, stored or failed, by the counts of a producer, which may be
/// inconsistent.
struct SettledCount {
  /// Stored and failed ones, saturated at the largest integer.
  let settled: Int
  /// How many there are; nil if that is not reported, or reported as zero before it is known.
  let total: Int?

  init(completed: Int, failed: Int, total: Int?) {
    let (sum, overflow) = completed.addingReportingOverflow(failed)
    settled = overflow ? .max : sum
    self.total = total.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Whether all are settled.
  var isAll: Bool { total.map { settled >= $0 } ?? false }

  /// The fraction that is settled, at most 1; nil while the total is unknown.
  var share: Double? { total.map { min(1, Double(settled) / Double($0)) } }

  /// The warning that more are settled than there are; nil if that is not so.
  func excess(of name: JSONString) -> InspectionWarning? {
    guard let total, settled > total else { return nil }
    return .countOverTotal(name, done: settled, total: total)
  }
}
