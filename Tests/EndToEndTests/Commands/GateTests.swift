import Foundation
import TestSupport
import Testing

/// Gates over many runs, through the built binary.
@Suite(.blocking) struct GateTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (name, run) in [
      ("fine", "pipefunc/0.93.2-dict-complete"),
      ("elements", "pipefunc/0.93.2-file_array-continue"),
      ("failed", "rocketride/completed-exit-code"), ("cancelled", "heartbeat/cancelled"),
    ] {
      let parts = run.split(separator: "/").map(String.init)
      try Fixtures.copy(parts[0], parts[1], to: folder, as: "runs/\(name)")
    }
    try folder.write("runs/broken/run_status.json", "{")
    folder.setTime("runs/broken/run_status.json", .recorded)
    try folder.write("runs/silent/run_status.json", #"{"status": "running", "updated_at": 5}"#)
    folder.setTime("runs/silent/run_status.json", .recorded)
    try folder.write(
      "runs/waiting/run_status.json", #"{"status": "running", "progress_fraction": 0.25}"#)
  }

  private static let reasons = [
    "broken":
      "'{R}/runs/broken/run_status.json' is not JSON: Expecting property name enclosed in "
      + "double quotes: line 1 column 2 (char 1)",
    "cancelled": "cancelled was cancelled", "elements": "elements completed, but 9 elements failed",
    "failed": "failed failed",
    "silent": "silent is running, silent for more than 1h", "waiting": "waiting is running, 25%",
  ]

  private func lines(_ names: [String], prefix: String = "") -> String {
    names.compactMap { GateTests.reasons[$0] }.map {
      "runspect: \(prefix)\($0)\n".replacingOccurrences(of: "{R}", with: folder.path)
    }.joined()
  }

  @Test(
    arguments: [
      (["--exit-status"], 1, ["broken", "cancelled", "elements", "failed", "silent", "waiting"]),
      (["--fail-if", "failed"], 1, ["broken", "cancelled", "failed"]),
      (["--fail-if", "stale"], 1, ["broken", "silent"]),
      (["--fail-if", "elements", "--match", "e*"], 1, ["elements"]),
      (["--fail-if", "failed,stale", "--match", "[fs]i*"], 3, ["silent"]),
      (
        ["--fail-if", "stale,unfinished", "--match", "silent", "--match", "w*"], 3,
        ["silent", "waiting"]
      ),
      (["--exit-status", "--match", "[w]*", "--match", "fine"], 2, ["waiting"]),
      (["--exit-status", "--match", "fine"], 0, []),
      (["--fail-if", "failed", "--match", "[weE]*"], 0, []),
      // What is not shown counts, too.
      (["--exit-status", "-n", "1", "--match", "[ef]*"], 1, ["elements", "failed"]),
    ] as [([String], Int32, [String])])
  func overAllRunsThatMatch(_ options: [String], _ status: Int32, _ reasons: [String]) throws {
    let words = ["list-runs", "--sort", "name", "--fields", "name"] + options
    let outcome = try Runspect.run(words, in: folder)
    #expect(outcome.stderr == lines(reasons))
    #expect(outcome.status == status)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["runs"]?.array.isEmpty == false)
    let quiet = try Runspect.run(words + ["--quiet"], in: folder)
    #expect(quiet == Outcome(stdout: "", stderr: "", status: status))
    // Nothing is said twice in formats that leave out errors.
    let table = try Runspect.run(words + ["-f", "csv"], in: folder)
    #expect(table.stderr == outcome.stderr)
  }

  @Test(
    arguments: [
      (["--expect", "2"], 0, ""), (["--expect", "3"], 2, "runspect: there are 2 runs of 3\n"),
      (["--expect", "1"], 0, ""),
    ] as [([String], Int32, String)])
  func wantsSoManyRuns(_ options: [String], _ status: Int32, _ stderr: String) throws {
    try FileManager.default.copyItem(at: folder.url("runs/fine"), to: folder.url("runs/fine-2"))
    let list = try Runspect.run(
      ["list-runs", "--match", "fine*", "--get", "status"] + options, in: folder)
    #expect(
      list == Outcome(stdout: "completed\ncompleted\n", stderr: stderr, status: status))
    let named = try Runspect.run(
      ["status", "runs/fine", "runs/fine-2", "--fields", "status", "-f", "jsonl"] + options,
      in: folder)
    #expect(
      named
        == Outcome(
          stdout: "{\"status\": \"completed\"}\n{\"status\": \"completed\"}\n", stderr: stderr,
          status: status))
  }

  @Test func noRunAtAllIsNoSuccess() throws {
    try folder.makeFolder("empty")
    let outcome = try Runspect.run(
      ["list-runs", "empty", "--exit-status", "--get", "name"], in: folder)
    #expect(outcome == Outcome(stdout: "", stderr: "runspect: there is no run\n", status: 1))
    let expected = try Runspect.run(
      ["list-runs", "empty", "--expect", "2", "--get", "name"], in: folder)
    #expect(expected == Outcome(stdout: "", stderr: "runspect: there are 0 runs of 2\n", status: 2))
    let loose = try Runspect.run(
      ["status", "runs/fine", "--status", "failed", "--fail-if", "stale", "-f", "jsonl"], in: folder
    )
    #expect(loose == Outcome(stdout: "", stderr: "runspect: there is no run\n", status: 1))
    let missing = try Runspect.run(
      ["list-runs", "none", "--fail-if", "stale", "--get", "name"], in: folder)
    #expect(
      missing
        == Outcome(
          stdout: "", stderr: "runspect: 'none' does not exist\nrunspect: there is no run\n",
          status: 1))
  }

  @Test func overRunsThatAreNamed() throws {
    let outcome = try Runspect.run(
      [
        "status", "runs/fine", "runs/waiting", "runs/silent", "--exit-status", "--fields", "name",
        "-f", "csv",
      ], in: folder)
    #expect(
      outcome
        == Outcome(
          stdout: "name\nfine\nwaiting\nsilent\n",
          stderr: lines(["waiting", "silent"], prefix: "runs/"),
          status: 2))
    let both = try Runspect.run(
      ["status", "runs/silent", "runs/failed", "--fail-if", "stale,failed", "--quiet"], in: folder)
    #expect(both == Outcome(stdout: "", stderr: "", status: 1))
  }

  /// What can't be read may be in any state, so a condition on states does not let it pass.
  @Test func whatCanNotBeReadIsNotLeftOut() throws {
    for words in [
      ["list-runs", "--match", "fine", "--match", "broken"],
      ["status", "runs/fine", "runs/broken"],
    ] {
      let gate = try Runspect.run(
        words + ["--status", "completed", "--exit-status", "--quiet"], in: folder)
      #expect(gate.status == 1)
      let shown = try Runspect.run(
        words + ["--status", "completed", "--fields", "name", "-f", "jsonl"], in: folder)
      #expect(shown == Outcome(stdout: "{\"name\": \"fine\"}\n", stderr: "", status: 0))
    }
  }

  @Test func aValueOfNoRunIsNoValue() throws {
    for words in [
      ["status", "@latest:pending", "--get", "run_folder"],
      ["status", "@latest", "--runs-folder", "none", "--get", "name"],
      ["status", "runs/fine", "--status", "failed", "--get", "name"],
    ] {
      let outcome = try Runspect.run(words, in: folder)
      #expect(outcome.stdout == "")
      #expect(outcome.stderr != "")
      #expect(outcome.status == 1)
    }
  }

  @Test func errorsOfAnOutputThatDoesNotExist() throws {
    for run in ["runs/failed", "runs/cancelled", "runs/elements", "runs"] {
      let outcome = try Runspect.run(["errors", run, "-o", "typo", "-f", "csv"], in: folder)
      #expect(outcome.stderr.contains("there is no output 'typo'"), "\(run)")
      #expect(outcome.status == 64 || run == "runs", "\(run)")
      #expect(outcome.status != 0)
    }
  }
}
