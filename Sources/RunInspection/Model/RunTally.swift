/// The totals of a run over its outputs.
public struct RunTally: Equatable, Sendable {
  /// How many outputs the run has.
  public var outputCount: Int
  /// How many of them are complete.
  public var completedOutputCount: Int
  /// Whether all outputs are complete.
  public var isAllComplete: Bool
  /// How many elements failed, over all outputs; nil where that can't be told.
  public var failedCount: Int?
  /// Done work over all work, 0 to 1; nil while nothing is known of either.
  public var progressFraction: Double?

  /// Adds up the outputs. A layout that knows better, because its run tells more than of its outputs,
  /// sets that afterwards.
  ///
  /// The progress is the mean over the outputs of which it is known, as pipefunc computes it
  /// (pipefunc 0.93.2, `_run_status.py`, `_overall_progress`).
  init(of outputs: [OutputStatus]) {
    outputCount = outputs.count
    completedOutputCount = outputs.count(where: \.isComplete)
    isAllComplete = completedOutputCount == outputCount
    failedCount = outputs.reduce(0 as Int?) { total, output in
      guard let total, let failed = output.failedCount else { return nil }
      return total.addingSaturated(failed)
    }
    let known = outputs.compactMap(\.progress.fraction)
    progressFraction = known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}

extension Int {
  /// The sum, or the largest number there is where a producer's claims add up to more.
  func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
