import TestSupport
import Testing

@testable import RunspectCLI

@Suite struct PrometheusFormatTests {
  @Test func tellsEachFactOfARunInAFamilyOfItsOwn() throws {
    let world = try FakeWorld()
    try world.folder.makeRun("runs/r", stored: 1)
    let outcome = world.run("list-runs", "@/runs", "--format", "prometheus")
    let lines = outcome.output.split(separator: "\n")
    let labels = "{run=\"@/runs/r\",layout=\"pipefunc\"}"
    #expect(
      lines.filter { !$0.hasPrefix("#") && !$0.contains("state=") } == [
        "runspect_run_stale\(labels) 0", "runspect_run_progress_ratio\(labels) 0.5",
        "runspect_run_failed_elements\(labels) 0", "runspect_run_outputs\(labels) 1",
        "runspect_run_outputs_completed\(labels) 0",
        "runspect_run_seconds_since_last_activity\(labels) 10.0",
        "runspect_run_last_activity_timestamp_seconds\(labels) 1999990.0",
        "runspect_runs_omitted 0",
      ])
    #expect(
      lines.filter { $0.contains("state=") && $0.hasSuffix(" 1") } == [
        "runspect_run_state{run=\"@/runs/r\",layout=\"pipefunc\",state=\"running\"} 1",
        "runspect_runs{state=\"running\"} 1",
      ])
    #expect(lines.count { $0.hasPrefix("# TYPE ") && $0.hasSuffix(" gauge") } == 10)
    #expect(outcome.output.hasSuffix("\n"))
  }

  /// A collector refuses a file in which a series occurs twice.
  @Test func tellsARunThatIsNamedTwiceOnce() throws {
    let world = try FakeWorld()
    try world.folder.makeRun("r", stored: 2)
    let outcome = world.run("status", "@/r", "@/r", "--format", "prometheus")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(Set(lines).count == lines.count)
    #expect(lines.contains("runspect_runs{state=\"completed\"} 1"))
  }

  @Test func tellsOfNoRuns() throws {
    let world = try FakeWorld()
    try world.folder.makeFolder("runs")
    let outcome = world.run("list-runs", "@/runs", "--format", "prometheus")
    #expect(!outcome.output.contains("runspect_run_"))
    #expect(outcome.output.contains("runspect_runs{state=\"completed\"} 0\n"))
    #expect(outcome.status == 0)
  }
}
