/// The totals of a run over its outputs.
public struct RunTally: Equatable, Sendable {
  /// How many outputs the run has.
  public var outputCount: Int
  /// How many of them are complete.
  public var completedOutputCount: Int
  /// Whether all outputs are complete.
  public var isAllComplete: Bool
  /// How many elements failed, over all outputs; nil if that is unknown.
  public var failedCount: Int?
  /// The fraction of the work that is done, 0 to 1; nil while it is unknown.
  public var progressFraction: Double?

  /// Adds up the outputs. A layout whose runs report totals of their own overrides these afterwards.
  ///
  /// The progress is the mean over the outputs whose progress is known, as pipefunc computes it
  /// (pipefunc 0.93.2, `_run_status.py`, `_overall_progress`).
  init(of outputs: [OutputStatus]) {
    outputCount = outputs.count
    completedOutputCount = outputs.count { $0.isComplete }
    isAllComplete = completedOutputCount == outputCount
    failedCount = outputs.reduce(0 as Int?) { total, output in
      guard let total, let failed = output.failedCount else { return nil }
      return total.addingSaturated(failed)
    }
    var (sum, known) = (0.0, 0)
    for position in outputs.indices {
      guard let fraction = outputs[position].progress.fraction else { continue }
      sum += fraction
      known += 1
    }
    progressFraction = known == 0 ? nil : sum / Double(known)
  }
}

extension Int {
  /// The sum, saturated at the largest or smallest integer: producers may claim any numbers.
  public func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
