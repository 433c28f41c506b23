import Testing

@testable import RunspectCLI

@Suite struct FailureCountsTests {
  /// Elements that failed in runs, of runs of which some could not be read.
  @Test(
    arguments: [
      (0, 0, 3, 0, "nothing failed in 3 runs"), (0, 0, 1, 0, "nothing failed in 1 run"),
      (0, 0, 3, 1, "nothing is known to have failed in 3 runs"),
      (0, 1, 3, 0, "1 of 3 runs failed"), (0, 2, 3, 1, "2 of 4 runs failed"),
      (1, 1, 1, 0, "1 element failed in 1 of 1 run"),
      (7, 2, 3, 0, "7 elements failed in 2 of 3 runs"),
    ])
  func sumsUp(
    _ failures: Int, _ failedRuns: Int, _ runs: Int, _ unreadable: Int, _ sentence: String
  ) {
    var counts = FailureCounts()
    counts.failureCount = failures
    counts.failedRunCount = failedRuns
    counts.runCount = runs
    counts.unreadableRunCount = unreadable
    #expect(counts.headline.headline + counts.headline.rest == sentence)
  }
}
