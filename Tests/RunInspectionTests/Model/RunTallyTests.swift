import FileFormats
import Testing

@testable import RunInspection

@Suite struct RunTallyTests {
  private func output(
    complete isComplete: Bool = false, failed: Int? = 0, progress: OutputProgress = .unknown
  ) -> OutputStatus {
    var output = OutputStatus(name: "y", storage: "file_array")
    output.isComplete = isComplete
    output.failedCount = failed
    output.progress = progress
    return output
  }

  /// The totals of which a test names those that matter.
  private func tally(
    _ count: Int, completed: Int, failed: Int? = 0, progress: Double? = nil
  ) -> RunTally {
    var tally = RunTally(of: [])
    tally.outputCount = count
    tally.completedOutputCount = completed
    tally.isAllComplete = completed == count
    tally.failedCount = failed
    tally.progressFraction = progress
    return tally
  }

  @Test func nothingIsCompleteWhereThereIsNothing() {
    let none = RunTally(of: [])
    #expect(none.outputCount == 0)
    #expect(none.completedOutputCount == 0)
    #expect(none.isAllComplete)
    #expect(none.failedCount == 0)
    #expect(none.progressFraction == nil)
  }

  @Test func countsTheOutputsThatAreComplete() {
    #expect(RunTally(of: [output(complete: true)]) == tally(1, completed: 1))
    #expect(RunTally(of: [output()]) == tally(1, completed: 0))
    #expect(
      RunTally(of: [output(complete: true), output(), output(complete: true)])
        == tally(3, completed: 2))
  }

  @Test(
    arguments: [
      ([0], 0), ([1, 2, 3], 6), ([1, nil, 3], nil), ([nil], nil), ([nil, 1], nil),
      ([.max, 1], .max), ([.max, .max, .max], .max),
    ] as [([Int?], Int?)])
  func addsUpWhatFailedUnlessSomeIsUnknown(_ failed: [Int?], _ total: Int?) {
    let outputs = failed.map { output(failed: $0) }
    #expect(RunTally(of: outputs) == tally(failed.count, completed: 0, failed: total))
  }

  @Test(
    arguments: [
      ([.fraction(0.25)], 0.25), ([.fraction(0.25), .fraction(0.75)], 0.5),
      ([.fraction(1), .unknown, .fraction(0)], 0.5), ([.unknown], nil),
      ([.unknown, .unknown], nil),
    ] as [([OutputProgress], Double?)])
  func theProgressIsTheMeanOfWhatIsKnown(_ parts: [OutputProgress], _ mean: Double?) {
    let outputs = parts.map { output(progress: $0) }
    #expect(RunTally(of: outputs) == tally(parts.count, completed: 0, progress: mean))
  }

  @Test func aSummaryKeepsTheTotalsOnly() {
    let outputs = [output(complete: true, failed: 2)]
    for (detail, kept) in [(StatusRequest.Detail.summary, nil), (.outputs, 1)] as [(_, Int?)] {
      var status = RunStatus(runFolder: .init("r"), layout: nil, state: .completed)
      status.take(outputs, detail: detail)
      #expect(status.tally == tally(1, completed: 1, failed: 2))
      #expect(status.outputs?.count == kept)
    }
  }

  @Test(
    arguments: [
      (1, 2, 3), (.max, 1, .max), (.max, .max, .max), (.min, -1, .min), (.min, .max, -1),
      (.max, -1, .max - 1),
    ] as [(Int, Int, Int)])
  func sumsStopAtTheLargestNumberThereIs(_ left: Int, _ right: Int, _ sum: Int) {
    #expect(left.addingSaturated(right) == sum)
    #expect(right.addingSaturated(left) == sum)
  }

  @Test(
    arguments: [
      (.completed, 0, .success), (.completed, 1, .failure), (.completed, nil, .failure),
      (.failed, 0, .failure), (.cancelled, 0, .failure), (.missing, 0, .failure),
      (.error, 0, .failure), (.pending, 0, .unfinished), (.running, 1, .unfinished),
      (.incomplete, nil, .unfinished),
    ] as [(RunState, Int?, RunVerdict)])
  func theVerdictTellsWhatTheTotalsComeTo(
    _ state: RunState, _ failed: Int?, _ verdict: RunVerdict
  ) {
    var status = RunStatus(runFolder: .init("r"), layout: nil, state: state)
    status.take([output(failed: failed)], detail: .summary)
    #expect(status.verdict == verdict)
    status.error = .missingKey(.init("r"), key: "k")
    #expect(status.verdict == (verdict == .success ? .failure : verdict))
  }
}
