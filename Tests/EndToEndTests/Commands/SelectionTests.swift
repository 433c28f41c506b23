import Foundation
import TestSupport
import Testing

/// The selection of runs, through the built binary, over runs that the real producers wrote.
@Suite(.blocking) struct SelectionTests {
  private let folder: TemporaryFolder

  /// Runs of every layout, each a minute older than the one before.
  private static let runs = [
    ("exp-1", "pipefunc/0.93.2-dict-complete"), ("exp-2", "pipefunc/0.93.2-file_array-continue"),
    ("old-killed", "pipefunc/0.93.2-file_array-killed"), ("task", "rocketride/completed-exit-code"),
    ("process", "krixik/complete"), ("beat", "heartbeat/cancelled"),
  ]

  init() throws {
    folder = try TemporaryFolder()
    for (index, run) in SelectionTests.runs.enumerated() {
      let parts = run.1.split(separator: "/").map(String.init)
      try Fixtures.copy(parts[0], parts[1], to: folder, as: "runs/\(run.0)")
      try age("runs/\(run.0)", minutes: index)
    }
  }

  /// Sets the times of all files of a run.
  private func age(_ run: String, minutes: Int) throws {
    let moment = Moment(seconds: Moment.recorded.seconds - 60 * minutes, nanoseconds: 0)
    let files = FileManager.default.enumerator(atPath: folder.url(run).path)
    while let file = files?.nextObject() as? String { folder.setTime("\(run)/\(file)", moment) }
  }

  private func names(_ words: String...) throws -> [String] {
    let outcome = try Runspect.run(["list-runs"] + words + ["--get", "name"], in: folder)
    #expect(outcome.stderr == "")
    #expect(outcome.status == 0)
    return outcome.stdout.split(separator: "\n").map(String.init)
  }

  @Test func everyCondition() throws {
    let byName = ["--sort", "name"]
    func select(_ words: String...) throws -> [String] {
      let outcome = try Runspect.run(
        ["list-runs"] + words + byName + ["--get", "name"], in: folder)
      #expect(outcome.status == 0, "\(outcome.stderr)")
      return outcome.stdout.split(separator: "\n").map(String.init)
    }
    let all = ["beat", "exp-1", "exp-2", "old-killed", "process", "task"]
    #expect(try select() == all)
    #expect(try select("--reverse") == all.reversed())
    #expect(try select("--status", "failed") == ["task"])
    #expect(try select("--status", "failed,cancelled") == ["beat", "task"])
    #expect(try select("-s", "failed", "-s", "cancelled") == ["beat", "task"])
    #expect(try select("--status", "elements") == ["exp-2"])
    #expect(try select("--status", "unfinished") == ["old-killed"])
    #expect(try select("--status", "pending") == [])
    #expect(try select("--layout", "krixik,rocketride") == ["process", "task"])
    #expect(try select("--match", "exp-*") == ["exp-1", "exp-2"])
    #expect(try select("--match", "exp-[2-9]", "--match", "b*") == ["beat", "exp-2"])
    #expect(try select("--match", "exp-*", "--status", "elements") == ["exp-2"])
    #expect(try select("--since", "1d") == [])
    #expect(try select("--since", "36500d") == all)
    #expect(try select("-n", "2") == ["beat", "exp-1"])
    #expect(try select("-n", "1", "--status", "failed,elements", "-r") == ["task"])
    let shards = try (1...3).flatMap { try select("--shard", "\($0)/3") }
    #expect(shards.sorted() == all)
  }

  @Test func theAnswerTellsHowManyWereSelected() throws {
    try folder.makeFolder("runs/no-run")
    let outcome = try Runspect.run(
      ["list-runs", "--match", "exp-*", "-n", "1", "--fields", "name", "--sort", "name"],
      in: folder)
    #expect(
      outcome
        == Outcome(
          stdout: """
            {"error": null, "folder": "runs", "runs": [{"name": "exp-1"}], "runs_matched": 2, \
            "scanned_directories": 7, "total_count": 1}

            """, stderr: "", status: 0))
    let byState = try Runspect.run(
      ["list-runs", "--status", "completed", "-n", "1", "--fields", "name"], in: folder)
    #expect(try JSON(parsing: byState.stdout)["runs_matched"] == .number(3))
  }

  @Test func folderWithFolders() throws {
    try FileManager.default.createDirectory(
      at: folder.url("deep/a/b"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: folder.url("runs/task"), to: folder.url("deep/a/b/task"))
    try FileManager.default.moveItem(at: folder.url("runs/beat"), to: folder.url("deep/beat"))
    // A run folder is not entered, and links are not followed below the first level.
    try FileManager.default.copyItem(
      at: folder.url("runs/process"), to: folder.url("deep/beat/inner"))
    try folder.makeLink("deep/a/link", to: "../../runs/exp-1")
    try folder.makeLink("deep/a/loop", to: "..")
    try folder.makeLink("deep/run", to: "../runs/exp-2")
    #expect(try names("deep", "--sort", "name") == ["beat", "run"])
    #expect(try names("deep", "--recursive", "--sort", "name") == ["beat", "run", "task"])
    #expect(
      try names("deep", "runs", "-R", "-n", "3", "--sort", "name") == ["beat", "exp-1", "exp-2"])
    let both = try Runspect.run(
      ["list-runs", "deep", "none", "runs", "--fields", "name", "--match", "p*"], in: folder)
    #expect(
      both
        == Outcome(
          stdout: """
            {"error": "'none' does not exist", "folder": null, "folders": [{"error": null, \
            "folder": "deep"}, {"error": "'none' does not exist", "folder": "none"}, \
            {"error": null, "folder": "runs"}], "runs": [{"name": "process"}], \
            "runs_matched": 1, "scanned_directories": 7, "total_count": 1}

            """, stderr: "runspect: 'none' does not exist\n", status: 1))
  }

  /// A folder that is a run and holds runs: listed are those that it holds, it is one by itself.
  @Test func aRunThatHoldsRuns() throws {
    try FileManager.default.moveItem(at: folder.url("runs/task"), to: folder.url("runs/beat/task"))
    #expect(try names("runs/beat") == ["task"])
    #expect(try names("runs", "-R", "--layout", "heartbeat,rocketride") == ["beat"])
    let status = try Runspect.run(["status", "runs/beat", "--get", "status"], in: folder)
    #expect(status == Outcome(stdout: "cancelled\n", stderr: "", status: 0))
  }

  @Test func aSearchHasAnEnd() throws {
    var path = "deep"
    for level in 0..<40 { path += "/\(level)" }
    try FileManager.default.createDirectory(
      at: folder.url(path), withIntermediateDirectories: true)
    let sentence =
      "not all folders were searched: the search ends after 32 levels and 1000000 folders"
    let outcome = try Runspect.run(["list-runs", "deep", "-R"], in: folder)
    #expect(
      outcome
        == Outcome(
          stdout: """
            {"error": null, "folder": "deep", "runs": [], "runs_matched": 0, \
            "scanned_directories": 32, "total_count": 0, "warnings": ["\(sentence)"]}

            """, stderr: "", status: 0))
    let table = try Runspect.run(["list-runs", "deep", "-R", "-f", "table"], in: folder)
    #expect(
      table == Outcome(stdout: "no runs\n", stderr: "runspect: warning: \(sentence)\n", status: 0))
    let gate = try Runspect.run(["list-runs", ".", "-R", "--fail-if", "stale", "-q"], in: folder)
    #expect(gate == Outcome(stdout: "", stderr: "", status: 1))
    // Where a run that failed may have been missed, nothing passes.
    let fault =
      "not all folders below 'deep' were searched: the search ends after 32 levels and "
      + "1000000 folders"
    let watch = try Runspect.run(["watch", "deep", "-R", "-t", "30"], in: folder)
    #expect(watch == Outcome(stdout: "", stderr: "runspect: \(fault)\n", status: 1))
    let errors = try Runspect.run(["errors", "deep", "-R"], in: folder)
    #expect(errors.status == 1)
    #expect(errors.stdout.contains("\"deep: \(fault)\""), "\(errors)")
  }

  @Test func everyOrder() throws {
    let expected = [
      "activity": "exp-1 exp-2 old-killed task process beat",
      "name": "beat exp-1 exp-2 old-killed process task",
      "status": "task beat old-killed exp-1 exp-2 process",
      "failed": "exp-2 exp-1 old-killed task process beat",
      "n_outputs": "beat task process exp-1 old-killed exp-2",
      "layout": "beat process exp-1 exp-2 old-killed task",
    ]
    for (order, expected) in expected {
      let found = try names("--sort", order).joined(separator: " ")
      #expect(found == expected, "\(order)")
    }
  }

  @Test func runsThatAreNamed() throws {
    let words = ["status", "runs/beat", "runs/exp-2", "runs/none"]
    let given = try Runspect.run(words + ["--fields", "name,status"], in: folder)
    #expect(
      given
        == Outcome(
          stdout: """
            {"runs": [{"name": "beat", "status": "cancelled"}, {"name": "exp-2", \
            "status": "completed"}, {"name": "none", "status": "missing"}], "runs_matched": 3, \
            "total_count": 3}

            """, stderr: "runspect: '\(folder.path)/runs/none' does not exist\n", status: 1))
    let some = try Runspect.run(
      words + ["--fields", "name", "--sort", "name", "-r", "-n", "1", "--match", "[be]*"],
      in: folder)
    #expect(
      some
        == Outcome(
          stdout: """
            {"runs": [{"name": "exp-2"}], "runs_matched": 2, "total_count": 1}

            """, stderr: "", status: 0))
    let whole = try JSON(
      parsing: try Runspect.run(["status", "runs/beat", "runs/exp-2"], in: folder).stdout)
    let one = try JSON(parsing: try Runspect.run(["status", "runs/exp-2"], in: folder).stdout)
    #expect(whole["runs"]?.array.last == one)
  }

  @Test func theNewestRun() throws {
    let newest = try Runspect.run(["status", "@latest", "--get", "name"], in: folder)
    #expect(
      newest == Outcome(stdout: "exp-1\n", stderr: "runspect: @latest is runs/exp-1\n", status: 0))
    let failed = try Runspect.run(
      ["errors", "@latest:failed", "--fields", "type"], in: folder,
      environment: ["RUNSPECT_RUNS": "runs"])
    #expect(
      failed.stderr
        == "runspect: @latest:failed is runs/task\nrunspect: 2 elements of 'runs/task' failed\n")
    #expect(failed.status == 1)
    let both = try Runspect.run(
      [
        "status", "@latest:cancelled", "@latest:elements", "--runs-folder", folder.path + "/runs",
        "--fields", "name",
      ], in: folder)
    #expect(
      both
        == Outcome(
          stdout: """
            {"runs": [{"name": "beat"}, {"name": "exp-2"}], "runs_matched": 2, "total_count": 2}

            """,
          stderr: """
            runspect: @latest:cancelled is \(folder.path)/runs/beat
            runspect: @latest:elements is \(folder.path)/runs/exp-2

            """, status: 0))
    let none = try Runspect.run(["outputs", "@latest:pending"], in: folder)
    #expect(none.stdout == "{\"error\": \"there is no pending run below 'runs'\"}\n")
    #expect(none.status == 1)
    let nowhere = try Runspect.run(
      ["status", "@latest", "--runs-folder", "none", "--exit-status"], in: folder)
    #expect(nowhere.status == 1)
    #expect(try JSON(parsing: nowhere.stdout)["error"] == .string("'none' does not exist"))
  }

  /// What comes from a run goes to a pipe as it is, on one line, and does nothing to a terminal.
  @Test func aHostileNameStaysOnItsLine() throws {
    let name = "a\u{1B}[31m\nb\tc\\d"
    try FileManager.default.moveItem(at: folder.url("runs/beat"), to: folder.url("runs/\(name)"))
    let words = ["list-runs", "--layout", "heartbeat", "--get", "name"]
    #expect(
      try Runspect.run(words, in: folder)
        == Outcome(stdout: "a\u{1B}[31m\\nb\\tc\\\\d\n", stderr: "", status: 0))
    let one = ["status", "runs/\(name)", "--get", "name"]
    #expect(
      try Runspect.run(one, in: folder) == Outcome(stdout: name + "\n", stderr: "", status: 0))
    for words in [words, one] {
      let terminal = try PseudoTerminal(columns: 80)
      let tool = try Runspect.start(
        words.map { Array($0.utf8) }, in: folder, terminal: terminal.path)
      #expect(tool.wait(reading: terminal).status == 0)
      #expect(!terminal.text.contains("\u{1B}"))
      #expect(terminal.text.hasPrefix("a\\u{1b}[31m"))
    }
  }
}
