import FileFormats
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// Which of the heartbeat and the files decides, and what they decide.
@Suite struct PipefuncLayoutTests {
  private let run: RunFolder

  init() throws { run = try RunFolder() }

  struct Decision: Equatable, Sendable {
    var state: RunState
    var isStale = false
    var source = StatusSource.diskHeuristic
    var warnings: [InspectionWarning] = []
    var error: InspectionError?
  }

  private func decision(_ request: StatusRequest = StatusRequest()) -> Decision {
    let status = run.status(request)
    return Decision(
      state: status.state, isStale: status.isStale, source: status.source,
      warnings: status.warnings, error: status.error)
  }

  /// How many of three elements are stored, the age of the newest, and the caller's patience.
  @Test(
    arguments: [
      (0, 10, nil, Decision(state: .pending)), (0, 3_600, nil, Decision(state: .pending)),
      (0, 3_601, nil, Decision(state: .pending, isStale: true)),
      (1, 10, nil, Decision(state: .running)), (1, 3_600, nil, Decision(state: .running)),
      (1, 3_601, nil, Decision(state: .incomplete, isStale: true)),
      (1, 3_601, 7_200, Decision(state: .running)),
      (1, 10, 9, Decision(state: .incomplete, isStale: true)),
      (1, 10, 10, Decision(state: .running)),
      (1, -10, 0, Decision(state: .running, warnings: [.timesFromFuture(seconds: 10)])),
      (3, 10, nil, Decision(state: .completed)),
      (3, 999_999, 1, Decision(state: .completed)),
    ] as [(Int, Int, Double?, Decision)])
  func decidesByTheFilesAndTheirAge(
    _ stored: Int, _ age: Int, _ patience: Double?, _ expected: Decision
  ) throws {
    try run.describe(stored: stored, age: age, outputAge: age)
    var request = StatusRequest()
    request.staleAfter = patience
    #expect(decision(request) == expected)
    request.detail = .summary
    #expect(decision(request) == expected)
  }

  private func beat(_ state: String, secondsAgo: Int = 10, age: Int = 10) throws {
    let moment = Timestamp(seconds: Int64(RunFolder.now) - Int64(secondsAgo), nanoseconds: 0)
    try run.write(
      "pipefunc_status.json",
      """
      {"status": "\(state)", "updated_at": "\(ISO8601.text(moment))", "stale_after_seconds": 60,
       "outputs": {"y": {"progress": 0.5}}}
      """, age: age)
  }

  /// What was changed after the heartbeat.
  enum Newer: CaseIterable { case nothing, runInfo, output, onlyTheFolder }

  @Test(
    arguments: ["running", "stale", "pending", "completed", "failed", "cancelled"], Newer.allCases)
  func isOvertakenByALaterRunOnlyWhereThatRunSucceeded(_ beat: String, _ newer: Newer) throws {
    let isStale = beat == "stale"
    let state = isStale ? "running" : beat
    for stored in [2, 3] {
      try run.describe(
        stored: stored, age: newer == .runInfo ? 50 : 150, outputAge: newer == .output ? 50 : 150)
      if newer == .onlyTheFolder { run.setAge("outputs/y", 50) }
      try self.beat(state, secondsAgo: isStale ? 100 : 10, age: 100)
      let mayBe = isStale || beat == "failed" || beat == "cancelled"
      let isOvertaken = mayBe && stored == 3 && (newer == .runInfo || newer == .output)
      let reported = try #require(RunState(rawValue: state))
      var expected = Decision(state: reported, isStale: isStale, source: .heartbeat)
      if isOvertaken {
        expected = Decision(
          state: .completed,
          warnings: [.layout(PipefuncFault.heartbeatOvertaken(state: reported))])
      } else if beat == "completed", stored == 2 {
        expected = Decision(
          state: .incomplete, warnings: [.layout(PipefuncFault.heartbeatContradicted)])
      }
      #expect(decision() == expected, "\(stored) stored")
      var summary = StatusRequest()
      summary.detail = .summary
      #expect(decision(summary) == expected, "\(stored) stored, summary")
    }
  }

  @Test func findsANewerFileHoweverDeepButNoNewerFolderLinkOrPipe() throws {
    try run.describe(stored: 3, age: 150, outputAge: 150)
    try beat("failed", secondsAgo: 100, age: 50)
    try run.temporary.makePipe("outputs/pipe")
    try run.temporary.makeLink("outputs/link", to: "y/__0__.pickle")
    try run.temporary.makeFolder("outputs/a/b/c")
    #expect(decision().state == .failed)
    try run.write("outputs/a/b/c/file", "", age: 50)
    #expect(decision().state == .failed)
    run.setAge("outputs/a/b/c/file", 49)
    #expect(decision().state == .completed)
  }

  @Test(arguments: ["", "{", "[]", "{}", "nonsense"])
  func setsADamagedHeartbeatAsideWithAWarning(_ text: String) throws {
    try run.describe(stored: 3)
    try run.write("pipefunc_status.json", text)
    let decision = decision()
    #expect(decision.warnings.count == 1)
    guard case .heartbeatUnusable = decision.warnings.first else {
      Issue.record("\(decision.warnings)")
      return
    }
    #expect(decision == Decision(state: .completed, warnings: decision.warnings))
  }

  @Test func saysThatAHeartbeatTellsNoTime() throws {
    try run.describe(stored: 1)
    try run.write("pipefunc_status.json", #"{"status": "running", "updated_at": "noon"}"#)
    #expect(
      decision()
        == Decision(
          state: .running, source: .heartbeat, warnings: [.heartbeatTimeUnusable("noon")]))
    try run.write("pipefunc_status.json", #"{"status": "running"}"#)
    #expect(
      decision()
        == Decision(state: .running, source: .heartbeat, warnings: [.heartbeatTimeUnusable(nil)]))
  }

  @Test func laysTheHeartbeatOverWhatTheFilesTell() throws {
    try run.describe(stored: 1)
    try run.write(
      "pipefunc_status.json",
      #"""
      {"status": "running", "updated_at": "1970-01-24T03:33:10+00:00", "n_outputs": 7, "outputs": {
        "z": {"progress": 0.25, "complete": false},
        "y": {"progress": 0.5, "n_completed": 2, "n_failed": 1, "n_total": 4, "complete": true}}}
      """#)
    let status = run.status()
    let outputs = try #require(status.outputs)
    #expect(outputs.map(\.name) == ["y", "z"])
    #expect(outputs.map(\.storage) == ["file_array", "unknown"])
    #expect(outputs.map(\.progress) == [.fraction(1), .fraction(0.25)])
    #expect(outputs.map(\.isComplete) == [true, false])
    #expect(outputs.map(\.totalCount) == [3, nil])
    #expect(outputs.map(\.completedCount) == [2, nil])
    #expect(outputs.map(\.failedCount) == [1, 0])
    #expect(outputs.map(\.size.bytes) == [6, nil])
    #expect(status.tally?.outputCount == 2)
    #expect(status.tally?.completedOutputCount == 1)
    #expect(status.tally?.failedCount == 1)
    #expect(status.lastActivity == Timestamp(seconds: 1_999_990, nanoseconds: 0))
  }

  @Test func waitsForARunInfoThatIsBeingRewritten() throws {
    try run.describe(stored: 3, age: 0)
    let whole = try run.temporary.read("run_info.json")
    try run.write("run_info.json", "", age: 0)
    let run = run
    let clock = FakeClock(RunFolder.now) { _ in
      try? run.temporary.write("run_info.json", whole)
    }
    #expect(run.status(clock: clock).state == .completed)
    #expect(clock.sleeps == [0.01])
  }
}
