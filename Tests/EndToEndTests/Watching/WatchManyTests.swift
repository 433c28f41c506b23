import Foundation
import TestSupport
import Testing

/// Watching many runs, and what the exit status tells of them.
@Suite(.blocking) struct WatchManyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Makes a run for each name, in the state that the name begins with.
  private func make(_ names: [String]) throws {
    for name in names {
      let state = name.split(separator: "-")[0]
      let time = state == "stale" ? "2020" : "2100"
      try folder.write("\(name)/run_info.json", Producer.description(2))
      if state == "completed" {
        for element in 0..<2 { try Producer(folder, name).store(element) }
      }
      try folder.write(
        "\(name)/pipefunc_status.json",
        """
        {"status": "\(state == "stale" ? "running" : state)", "stale_after_seconds": 60,
         "updated_at": "\(time)-01-01T00:00:00+00:00"}
        """)
    }
  }

  @Test(
    arguments: [
      (["completed"], 0), (["completed-1", "completed-2"], 0), (["completed", "failed"], 1),
      (["completed", "running"], 2), (["completed", "stale"], 3), (["failed", "stale"], 1),
      (["running", "stale"], 3), (["failed", "running"], 1), (["failed", "stale", "running"], 1),
      (["stale", "cancelled"], 1),
    ] as [([String], Int32)])
  func theExitStatusTellsTheWorst(_ runs: [String], _ status: Int32) throws {
    try make(runs)
    let outcome = try Runspect.run(
      ["watch"] + runs + ["-t", "0", "--quiet", "--on-stale", "fail"], in: folder)
    #expect(outcome.status == status)
    #expect(outcome.stdout == "")
  }

  @Test func untilAllHaveEnded() throws {
    try make(["running-1", "running-2"])
    let tool = try Runspect.start(
      ["watch", "running-1", "running-2", "-i", "60", "-t", "30"].map { Array($0.utf8) }, in: folder
    )
    #expect(eventually { tool.states.count == 2 })
    try Producer(folder, "running-1").beat("completed")
    #expect(eventually { tool.states.count == 3 })
    try Producer(folder, "running-2").beat("failed")
    let outcome = tool.wait()
    let lines = try outcome.stdout.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(lines.map { $0["status"]?.string } == ["running", "running", "completed", "failed"])
    #expect(
      lines.map { $0["run_folder"]?.string?.split(separator: "/").last }
        == ["running-1", "running-2", "running-1", "running-2"])
    #expect(outcome.status == 1)
  }

  @Test(
    arguments: [
      ("--any", "completed", 0), ("--any", "failed", 1), ("--fail-fast", "failed", 1),
    ] as [(String, String, Int32)])
  func untilOneHasEnded(_ option: String, _ state: String, _ status: Int32) throws {
    try make(["running-1", "running-2"])
    let tool = try Runspect.start(
      ["watch", option, "running-1", "running-2", "-i", "60", "-t", "30"].map { Array($0.utf8) },
      in: folder)
    #expect(eventually { tool.states.count == 2 })
    try Producer(folder, "running-2").beat(state)
    let outcome = tool.wait()
    #expect(outcome.stdout.states == ["running", "running", state])
    #expect(outcome.status == status)
  }

  @Test(arguments: [
    ["--format", "live", "--quiet"], ["--format", "live", "--changes"],
    ["--format", "live", "--pretty"], ["--format", "jsonl", "--pretty"], ["--request-id", "x"],
  ])
  func doesNotTakeWhatContradictsItself(_ options: [String]) throws {
    let outcome = try Runspect.run(["watch", "a", "b"] + options, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.stdout == "")
    #expect(outcome.stderr.hasSuffix("\nTry 'runspect help watch'.\n"))
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func endsWithASignal(_ signal: Int32, _ status: Int32) throws {
    try make(["running"])
    let tool = try Runspect.start(
      ["watch", "running", "-i", "60", "-t", "30"].map { Array($0.utf8) }, in: folder)
    #expect(eventually { tool.states == ["running"] })
    tool.signal(SIGWINCH)
    pause(0.05)
    tool.signal(signal)
    let outcome = tool.wait()
    #expect(outcome.stdout.states == ["running"])
    #expect(outcome.stderr == "")
    #expect(outcome.status == status)
  }

  @Test(arguments: [[], ["--format", "live"]])
  func endsQuietlyWhereNobodyReadsItsOutput(_ options: [String]) throws {
    try make(["running"])
    try folder.makePipe("pipe")
    let words = ["watch", "running", "-i", "0.01", "-t", "30"] + options
    let script =
      "exec 3<>pipe 4>pipe 3<&-; '\(Runspect.binary)' \(words.joined(separator: " ")) >&4; echo $?"
    let outcome = try Runspect.run(["-c", script], in: folder, program: "/bin/sh")
    #expect(outcome == Outcome(stdout: "141\n", stderr: "", status: 0))
  }
}
