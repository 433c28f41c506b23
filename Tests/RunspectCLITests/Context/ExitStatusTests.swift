import ReadOnlyFiles
import Testing

@testable import RunInspection
@testable import RunspectCLI

@Suite struct ExitStatusTests {
  private func gate(
    _ state: RunState, failed: Int? = 0, error: InspectionError? = nil, stale: Bool = false
  ) -> RunspectCLI.ExitStatus {
    var run = RunStatus(
      runFolder: RawPath("/r"), layout: LayoutName(rawValue: "pipefunc"), state: state)
    run.tally = RunTally(of: [])
    run.tally?.failedCount = failed
    run.error = error
    run.staleness = Staleness(
      signs: [], isEnded: false, limit: nil, now: Timestamp(seconds: 0, nanoseconds: 0))
    run.staleness?.isStale = stale
    return GateRules().outcome(of: run)
  }

  @Test(
    arguments: [
      (.completed, .success), (.failed, .failure), (.cancelled, .failure), (.missing, .failure),
      (.error, .failure), (.pending, .notFinished), (.running, .notFinished),
      (.incomplete, .notFinished),
    ] as [(RunState, RunspectCLI.ExitStatus)])
  func tellsWhatTheStateOfARunComesTo(_ state: RunState, _ status: RunspectCLI.ExitStatus) {
    #expect(gate(state) == status)
    #expect(gate(state, stale: true) == status)
  }

  @Test func isNoSuccessWhereSomethingFailedOrCouldNotBeTold() {
    #expect(gate(.completed, failed: 1) == .failure)
    #expect(gate(.completed, failed: nil) == .failure)
    #expect(gate(.completed, error: .runFolderMissing(RawPath("r"))) == .failure)
    #expect(gate(.running, failed: 1) == .notFinished)
  }

  @Test func hasTheNumbersThatScriptsKnow() {
    #expect(
      RunspectCLI.ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 64, 129, 130, 141, 143])
  }
}
