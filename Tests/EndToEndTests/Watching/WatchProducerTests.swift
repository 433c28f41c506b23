import Foundation
import TestSupport
import Testing

/// Watching a run that is written meanwhile.
@Suite(.blocking) struct WatchProducerTests {
  private let folder: TemporaryFolder
  private let run: Producer

  init() throws {
    folder = try TemporaryFolder()
    run = Producer(folder)
  }

  private func watch(_ words: String...) throws -> RunningTool {
    try Runspect.start((["watch", "r", "-t", "30"] + words).map { Array($0.utf8) }, in: folder)
  }

  /// Starts a watch and waits until it has told of the run.
  private func watching(_ words: String...) throws -> RunningTool {
    let tool = try Runspect.start(
      (["watch", "r", "-t", "60"] + words).map { Array($0.utf8) }, in: folder)
    #expect(eventually { tool.stdout.hasSuffix("\n") })
    return tool
  }

  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .seconds(1)
  }

  @Test(arguments: [("completed", 0), ("failed", 1), ("cancelled", 1)] as [(String, Int32)])
  func endsSoonAfterTheHeartbeatTellsOfAnEnd(_ state: String, _ status: Int32) throws {
    try run.describe()
    try run.beat("running")
    let tool = try watching("-i", "60")
    try run.beat(state)
    var outcome = Outcome(stdout: "", stderr: "", status: -1)
    #expect(seconds { outcome = tool.wait() } < 5)
    #expect(outcome.stdout.states == ["running", state])
    let ends = ["failed": "runspect: r failed\n", "cancelled": "runspect: r was cancelled\n"]
    #expect(outcome.stderr == ends[state] ?? "")
    #expect(outcome.status == status)
  }

  @Test func aHeartbeatThatIsWrittenInTwoHalvesIsNoEndByItself() throws {
    try run.describe()
    for element in 0..<2 { try run.store(element) }
    try run.beat("running")
    let tool = try watching("-i", "0.01")
    for state in ["running", "running", "failed"] {
      try run.tear("pipefunc_status.json", Producer.heartbeat(state))
    }
    let outcome = tool.wait()
    #expect(outcome.status == 1)
    #expect(Set(outcome.stdout.states.dropLast()) == ["running"])
    #expect(outcome.stdout.states.last == "failed")
    #expect(!outcome.stdout.contains("not JSON"))
  }

  @Test func aDescriptionThatIsWrittenInTwoHalvesIsNoError() throws {
    try run.describe(elements: 1)
    let tool = try watching("-i", "0.01")
    for _ in 0..<3 { try run.tear("run_info.json", Producer.description(1)) }
    try run.store(0)
    let outcome = tool.wait()
    #expect(Set(outcome.stdout.states) == ["pending", "completed"])
    #expect(outcome.status == 0)
  }

  @Test func aDescriptionThatStaysDamagedIsAnError() throws {
    try run.describe()
    let tool = try watching("-i", "60")
    try run.replace("run_info.json", "{\"all_output_names\": [")
    let outcome = tool.wait()
    #expect(outcome.stdout.states == ["pending", "error"])
    #expect(outcome.status == 1)
  }

  /// No heartbeat tells of the end; the folder of the elements is made only now.
  @Test func seesTheLastElementOfARunWithoutAHeartbeat() throws {
    try run.describe()
    let tool = try watching("-i", "60")
    try run.store(0)
    pause(0.2)
    try run.store(1)
    var outcome = Outcome(stdout: "", stderr: "", status: -1)
    #expect(seconds { outcome = tool.wait() } < 5)
    #expect(outcome.stdout.states == ["pending", "completed"])
    #expect(outcome.status == 0)
  }

  @Test func aRunThatVanishesIsMissing() throws {
    try run.describe()
    let tool = try watching("-i", "60")
    try run.remove()
    let outcome = tool.wait()
    #expect(outcome.stdout.states == ["pending", "missing"])
    #expect(outcome.status == 1)
  }

  @Test func waitsForARunToBegin() throws {
    let tool = try watch("--wait-for-start", "-i", "0.05")
    #expect(eventually { tool.stderr != "" })
    try run.describe(elements: 1)
    #expect(eventually { tool.states.contains("pending") })
    try run.remove()
    #expect(eventually { tool.states.last == "missing" })
    try run.describe(elements: 1)
    try run.store(0)
    let outcome = tool.wait()
    #expect(outcome.stderr == "runspect: waiting for r\nrunspect: waiting for r\n")
    #expect(outcome.stdout.states.first == "missing")
    #expect(outcome.stdout.states.last == "completed")
    #expect(outcome.status == 0)
  }

  @Test func aRunThatDoesNotBeginIsNotFinished() throws {
    let outcome = try Runspect.run(
      ["watch", "r", "--wait-for-start", "-t", "0.1", "--quiet"], in: folder)
    #expect(outcome == Outcome(stdout: "", stderr: "runspect: waiting for r\n", status: 2))
  }

  @Test(
    arguments: [
      (
        "fail",
        "runspect: r has shown no sign of life for more than 0.2s\n"
          + "runspect: r is running, 0%, silent for more than 0.2s\n", 3, "running"
      ),
      (
        "ignore", "runspect: r still running, 0%, silent for more than 0.2s, after 0.5s\n", 2,
        "running"
      ),
    ] as [(String, String, Int32, String)])
  func aRunThatShowsNoSignOfLife(
    _ rule: String, _ stderr: String, _ status: Int32, _ last: String
  ) throws {
    try run.describe()
    try run.replace(
      "pipefunc_status.json",
      #"{"status": "running", "updated_at": "2026-01-01T00:00:00+00:00"}"#)
    let outcome = try Runspect.run(
      ["watch", "r", "-t", "0.5", "-i", "0.05", "--stale-after", "0.2", "--on-stale", rule],
      in: folder)
    #expect(outcome.stderr == stderr)
    #expect(outcome.status == status)
    #expect(outcome.stdout.states.last == last)
  }

  @Test func warnsOfARunThatShowsNoSignOfLifeOnce() throws {
    try run.describe()
    try run.replace(
      "pipefunc_status.json",
      #"{"status": "running", "updated_at": "2026-01-01T00:00:00+00:00"}"#)
    let tool = try watch("-i", "0.02", "--stale-after", "60", "--quiet")
    let silent = "runspect: r has shown no sign of life for more than 60s\n"
    #expect(eventually { tool.stderr == silent })
    try run.beat("running")
    let alive = silent + "runspect: r shows signs of life again\n"
    #expect(eventually { tool.stderr == alive })
    try run.beat("completed")
    #expect(tool.wait() == Outcome(stdout: "", stderr: alive, status: 0))
  }

  /// The clock of the machine that computes goes ahead; the heartbeat stays what it is.
  @Test(arguments: ["pipefunc_status.json", "run_status.json"])
  func aHeartbeatFromTheFutureIsNotFreshForEver(_ file: String) throws {
    if file == "pipefunc_status.json" { try run.describe() }
    try run.replace(
      file, #"{"status": "running", "updated_at": "2100-01-01T00:00:00+00:00"}"#)
    let outcome = try Runspect.run(
      ["watch", "r", "-t", "30", "-i", "0.05", "--stale-after", "0.2", "--on-stale", "fail"],
      in: folder)
    #expect(outcome.status == 3)
    #expect(outcome.stdout.contains("future"))
  }

  @Test func aLimitOfAnyKindInAHeartbeatCanBeTold() throws {
    try run.describe()
    try run.replace(
      "pipefunc_status.json",
      """
      {"status": "running", "updated_at": "2026-01-01T00:00:00+00:00",
       "stale_after_seconds": -1e300, "outputs": {"y": {"n_failed": 9223372036854775807},
       "z": {"n_failed": 9223372036854775807, "n_completed": 9223372036854775807,
       "elapsed_time": NaN}}}
      """)
    for format in ["json", "live"] {
      let outcome = try Runspect.run(["watch", "r", "-t", "0", "--format", format], in: folder)
      #expect(outcome.status == 2)
      #expect(
        outcome.stderr
          == "runspect: r has shown no sign of life for more than 1h\n"
          + "runspect: r still running, 100%, silent for more than 1h, after 0s\n")
    }
  }

  @Test func printsOnlyWhatChanged() throws {
    try run.describe(elements: 3)
    let tool = try watching("--changes", "-i", "0.02")
    pause(0.3)
    for element in 0..<3 {
      try run.store(element)
      #expect(eventually { tool.stdout.contains("\"n_completed\": \(element + 1)") })
    }
    let outcome = tool.wait()
    #expect(outcome.stdout.states == ["pending", "running", "running", "completed"])
    #expect(outcome.status == 0)
  }

  /// Five thousand elements a second, for two seconds.
  @Test func isNotOverwhelmedByManyChanges() throws {
    try run.describe(elements: 10_001)
    let tool = try watching("--changes", "-i", "60", "-t", "120")
    let start = ContinuousClock.now
    try folder.makeFolder("r/outputs/y")
    for element in 0..<10_000 {
      try folder.writeAtOnce("r/outputs/y/__\(element)__.pickle", Array("12345".utf8))
      let ahead = Double(element) / 5_000 - (ContinuousClock.now - start) / .seconds(1)
      if ahead > 0.002 { pause(ahead) }
    }
    let taken = (ContinuousClock.now - start) / .seconds(1)
    try run.store(10_000)
    let outcome = tool.wait()
    #expect(outcome.status == 0)
    #expect(outcome.stdout.states.last == "completed")
    // At most ten lines a second, and the first and the last.
    #expect(Double(outcome.stdout.states.count) <= taken * 10 + 4)
  }
}
