import Foundation
import TestSupport
import Testing

/// Watching folders of runs, through the built binary.
@Suite(.blocking) struct WatchFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("runs")
  }

  private func producer(_ name: String) throws -> Producer {
    let producer = Producer(folder, "runs/\(name)")
    try producer.describe()
    return producer
  }

  private func watch(_ words: String...) throws -> RunningTool {
    try Runspect.start((["watch", "runs"] + words).map { Array($0.utf8) }, in: folder)
  }

  @Test func theRunsInItAndThoseThatAppear() throws {
    let first = try producer("a")
    try first.beat("running")
    let tool = try watch("-i", "0.1", "-t", "30", "--expect", "2")
    #expect(eventually { tool.states.contains("running") })
    try first.beat("completed")
    #expect(eventually { tool.states.contains("completed") })
    let second = try producer("b")
    try second.beat("running")
    #expect(eventually { tool.stdout.contains("runs/b\"") })
    try second.beat("failed")
    let outcome = tool.wait()
    #expect(outcome.stderr == "runspect: runs/b failed\n")
    #expect(outcome.status == 1)
  }

  /// Without an expected number, the watch is over when all runs that exist have ended.
  @Test func untilAllHaveEnded() throws {
    let runs = try ["a", "b", "c"].map { try producer($0) }
    for run in runs { try run.beat("running") }
    let tool = try watch("-i", "60", "-t", "30", "--quiet")
    pause(0.2)
    for run in runs { try run.beat("completed") }
    #expect(tool.wait() == Outcome(stdout: "", stderr: "", status: 0))
  }

  @Test func onItsTimeoutItTellsWhichRunIsWhere() throws {
    try producer("a").beat("running")
    try producer("b").beat("failed")
    try producer("c").beat("completed")
    let late = "runspect: runs/a still running, 50%, after 0.1s\n"
    let outcome = try Runspect.run(
      ["watch", "runs", "-t", "0.1", "--expect", "5", "--format", "jsonl"], in: folder)
    #expect(
      Set(outcome.stderr.split(separator: "\n"))
        == Set(
          (late + "runspect: runs/b failed\nrunspect: there are 3 runs of 5\n").split(
            separator: "\n")))
    #expect(outcome.status == 1)
    let selected = try Runspect.run(
      ["watch", "runs", "-t", "0.1", "--match", "[ac]"], in: folder)
    #expect(selected.stderr == late)
    #expect(selected.status == 2)
    let completed = try Runspect.run(
      ["watch", "runs", "-t", "0.1", "--status", "completed", "--quiet"], in: folder)
    #expect(completed == Outcome(stdout: "", stderr: "", status: 0))
    let quiet = try Runspect.run(["watch", "runs", "-t", "0.1", "--quiet"], in: folder)
    #expect(quiet == Outcome(stdout: "", stderr: "", status: 1))
  }

  @Test func foldersBelowFolders() throws {
    try FileManager.default.createDirectory(
      at: folder.url("deep/er"), withIntermediateDirectories: true)
    try producer("a").beat("completed")
    try FileManager.default.moveItem(at: folder.url("runs"), to: folder.url("deep/er/runs"))
    let flat = try Runspect.run(["watch", "deep", "-t", "0", "--quiet"], in: folder)
    #expect(flat.status == 1)
    let recursive = try Runspect.run(["watch", "deep", "-R", "-t", "0", "--quiet"], in: folder)
    #expect(recursive == Outcome(stdout: "", stderr: "", status: 0))
  }

  @Test func anEmptyFolderIsNoRunAtAll() throws {
    let outcome = try Runspect.run(["watch", "runs", "-t", "5"], in: folder)
    #expect(outcome.status == 1)
    let waiting = try Runspect.run(
      ["watch", "runs", "-t", "0.1", "--expect", "1"], in: folder)
    #expect(waiting.stdout.states == ["missing", "missing"])
    #expect(waiting.stderr == "runspect: there is no run\n")
    #expect(waiting.status == 2)
  }

  @Test func aPersonSeesThemAppear() throws {
    let first = try producer("a")
    try first.beat("running")
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try Runspect.start(
      ["watch", "runs", "--format", "live", "-i", "0.1", "-t", "30"].map { Array($0.utf8) },
      in: folder, environment: ["TERM": "xterm"], terminal: terminal.path)
    func row(_ number: Int) -> String {
      let lines = terminal.screen.lines
      return number < lines.count ? lines[number] : ""
    }
    #expect(eventually { row(1).hasPrefix("●  a    running") })
    try producer("b").beat("running")
    #expect(eventually { row(2).hasPrefix("●  b    running") })
    try Producer(folder, "runs/b").beat("completed")
    try first.beat("completed")
    #expect(tool.wait(reading: terminal).status == 0)
    #expect(!terminal.screen.isCursorHidden)
  }

  /// A folder that does not exist yet, of runs that do not exist yet.
  @Test func aFolderThatAppears() throws {
    let tool = try Runspect.start(
      ["watch", "later", "--expect", "1", "-t", "30", "-q"].map { Array($0.utf8) }, in: folder)
    pause(0.2)
    try FileManager.default.createDirectory(
      at: folder.url("later/a"), withIntermediateDirectories: true)
    let run = Producer(folder, "later/a")
    try run.describe()
    try run.beat("completed")
    #expect(tool.wait() == Outcome(stdout: "", stderr: "", status: 0))
  }

  @Test func aRunThatNeverBeginsIsDead() throws {
    let outcome = try Runspect.run(
      [
        "watch", "none", "--wait-for-start", "--on-stale", "fail", "--stale-after", "0.1", "-i",
        "0.05", "-t", "30", "-q",
      ], in: folder)
    #expect(outcome.status == 3)
  }

  @Test func aRunThatIsNamedTwiceIsOneRun() throws {
    try producer("a").beat("completed")
    for words in [
      ["watch", "runs/a", "./runs/a", "--expect", "2", "-t", "0.1"],
      ["watch", "runs", "runs/a", "--expect", "2", "-t", "0.1"],
      ["status", "runs/a", "./runs/a", "--expect", "2", "-f", "jsonl"],
      ["list-runs", "runs", "./runs", "--expect", "2", "--get", "name"],
    ] {
      let outcome = try Runspect.run(words, in: folder)
      #expect(outcome.stderr == "runspect: there is 1 run of 2\n", "\(words)")
      #expect(outcome.status == 2, "\(words)")
      #expect(outcome.stdout.split(separator: "\n").count == 1, "\(words)")
    }
  }
}
