import Foundation
import TestSupport
import Testing

/// PETsARD logs and pickles that are broken, foreign or made to do harm.
@Suite(.blocking) struct PetsardBadInputTests {
  private func line(
    _ message: String, _ second: Int = 0, logger: String = "Executor", function: String = "run",
    level: String = "INFO"
  ) -> String {
    "2026-11-21 08:00:\(second < 10 ? "0" : "")\(second),000 - \(logger)  - \(function)  - \(level)  - "
      + message + "\n"
  }

  private var begin: String { line("Starting PETsARD execution workflow") }
  private var end: String { line("Completed PETsARD execution workflow (elapsed: 0:00:01)", 9) }
  private func execute(_ step: String) -> String { line("Executing Loader with \(step)") }
  private func done(_ step: String) -> String {
    line("Status updated: Loader[\(step)] - Snapshot count: 1", logger: "Status", function: "put")
  }

  private func status(_ log: Data, at name: String = "r/PETsARD_x.log") throws -> JSON {
    let folder = try TemporaryFolder()
    try folder.write(name, log)
    let outcome = try Runspect.run(["status", "r"], in: folder)
    #expect(outcome.stderr == "")
    #expect(outcome.status == 0)
    return try JSON(parsing: outcome.stdout)
  }

  private func status(_ log: String) throws -> JSON { try status(Data(log.utf8)) }

  @Test func aLogOfSomethingElseTellsNothing() throws {
    for log in [
      "", "\0\0\0", "no head\nat all\n", "2026-11-21", line("hello"),
      String(repeating: " - ", count: 999),
    ] {
      let answer = try status(log)
      #expect(answer["status"] == .string("pending"))
      #expect(answer["outputs"] == .object([:]))
      #expect(
        answer["warnings"]?.array.first?.string?.hasSuffix(
          "mentions no step: nothing has begun, or its level hides the steps") == true)
    }
  }

  /// A failure of which only its exception was logged.
  @Test func anExceptionWithoutALineOfItsOwn() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/PETsARD_x.log",
      begin + execute("a")
        + line(
          "TIMING_ERROR|LoaderAdapter|run|1763712000.5|0.5|boom", 1, logger: "LoaderAdapter",
          function: "log_and_run"))
    let answer = try JSON(parsing: Runspect.run(["errors", "r"], in: folder).stdout)
    let failure = answer["errors"]?.array.first
    #expect(failure?["message"] == .string("boom"))
    #expect(failure?["function"] == .string("LoaderAdapter.log_and_run"))
  }

  /// What names no module is of none.
  @Test func recordsOfAModuleAreThoseThatNameIt() throws {
    let folder = try TemporaryFolder()
    func answer(_ command: String, _ key: String, _ identifier: String) throws -> [JSON?] {
      let outcome = try Runspect.run([command, "r", "--module", "Loader"], in: folder)
      return try JSON(parsing: outcome.stdout)[key]?.array.map { $0[identifier] } ?? []
    }
    func snapshot(_ identifier: String, _ fields: KeyValuePairs<String, PickleBytes>) -> PickleBytes
    {
      .dictionary(
        [("snapshot_id", .text(identifier))] + fields.map { (.text($0.key), $0.value) })
    }
    let named: KeyValuePairs<String, PickleBytes> = [
      "module_name": "Loader", "experiment_name": "a",
    ]
    func change(_ identifier: String, _ fields: KeyValuePairs<String, PickleBytes>) -> PickleBytes {
      .dictionary([("change_id", .text(identifier))] + fields.map { (.text($0.key), $0.value) })
    }
    try folder.write(
      "r/status_state.pkl",
      Data(
        PickleBytes.fields([
          "sequence": .list(["Loader"]),
          "snapshots": .list([snapshot("1", named), snapshot("2", [:]), snapshot("3", named)]),
          "change_history": .list([
            change("1", ["module_context": "Loader[a]"]), change("2", [:]),
          ]),
        ]).pickle))
    #expect(try answer("snapshots", "snapshots", "snapshot_id") == [.string("1"), .string("3")])
    #expect(try answer("changes", "changes", "change_id") == [.string("1")])
  }

  @Test func brokenLinesBetweenGoodOnesAreSkipped() throws {
    let good = begin + execute("a") + done("a") + end
    var bytes = Data()
    for piece in good.split(separator: "\n") {
      bytes += Data([0xFF, 0xFE, 0x0A]) + Data("2026-13-99 99:99:99,000 - a - b - INFO - c\n".utf8)
      bytes += Data("2026-11-21 08:00:00,000 - half a head\n".utf8) + Data(piece.utf8)
      bytes += Data("\r\n".utf8)
    }
    let answer = try status(bytes)
    #expect(answer["status"] == .string("completed"))
    #expect(answer["outputs"]?.object.keys.sorted() == ["Loader[a]"])
  }

  @Test func namesInAnyEncodingAreTold() throws {
    let log =
      Data(
        (begin + "2026-11-21 08:00:00,000 - Executor - run - INFO - Executing Loader with ").utf8)
      + Data([0xA4, 0xA4, 0x0A])
    let answer = try status(log)
    #expect(answer["outputs"]?.object.keys.sorted() == ["Loader[\u{FFFD}\u{FFFD}]"])
  }

  @Test func aTornLineSaysNothingButAnEnd() throws {
    let torn = try status(begin + String(execute("people").dropLast(4)))
    #expect(torn["outputs"] == .object([:]))
    let ended = try status(begin + execute("a") + done("a") + String(end.dropLast()))
    #expect(ended["status"] == .string("completed"))
    let cut = try status(begin + execute("a") + done("a") + String(end.dropLast(3)))
    #expect(cut["status"] == .string("running"))
  }

  @Test func timesThatJumpBackGiveNoDuration() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/PETsARD_x.log",
      begin + line("Executing Loader with a", 30) + done("a") + line("TIMING_END|x|run|nan|inf")
        + line("TIMING_START|x|run|1e999") + line("TIMING_START|||") + end)
    let outcome = try Runspect.run(["timing", "r", "--format", "jsonl"], in: folder)
    #expect(
      outcome.stdout == """
        {"end": "2026-11-21T08:00:00", "error": null, "experiment": "a", "module": "Loader", \
        "seconds": null, "start": "2026-11-21T08:00:30", "state": "completed", "step": null, \
        "workflow": 1}

        """)
  }

  @Test func anEndlessLineIsPassedOver() throws {
    let long = String(repeating: "x", count: 300_000)
    let answer = try status(
      begin + execute("a") + line("Error: \(long)", level: "ERROR") + long + "\n" + done("a") + end)
    #expect(answer["status"] == .string("completed"))
    let failed = try status(begin + execute("a") + line("Error: \(long)", level: "ERROR") + long)
    #expect(failed["status"] == .string("failed"))
    #expect((failed["error_message"]?.string?.count ?? 0) < 70_000)
  }

  @Test func aLineMayLieAcrossTwoPieces() throws {
    var log = begin
    for step in 0..<400 {
      log += execute("a") + line(String(repeating: "x", count: step * 7)) + done("a")
    }
    #expect(log.utf8.count > 600_000)
    let output = try status(log + end)["outputs"]?["Loader[a]"]
    #expect(output?["n_total"] == .number(400))
    #expect(output?["n_completed"] == .number(400))
  }

  @Test func aLogWithoutABeginningStillTellsItsSteps() throws {
    let answer = try status(done("z") + execute("a") + line("x", level: "ERROR"))
    #expect(answer["status"] == .string("failed"))
    #expect(answer["outputs"]?.object.keys.sorted() == ["Loader[a]", "Loader[z]"])
    #expect(answer["workflow_start"] == .null)
    #expect(answer["failed_step"] == .string("Loader[a]"))
  }

  @Test func theLatestOfTwoLogsCounts() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/PETsARD_b.log", begin + execute("old") + done("old") + end)
    try folder.write(
      "r/PETsARD_a.log",
      line("Starting PETsARD execution workflow", 20)
        + line("Executing Loader with new", 21))
    let outcome = try Runspect.run(["status", "r"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["log"] == .string("PETsARD_a.log"))
    #expect(answer["status"] == .string("running"))
    #expect(answer["current_step"] == .string("Loader[new]"))
  }

  @Test func logsInSeveralFoldersAreSeveralRuns() throws {
    let folder = try TemporaryFolder()
    let log = begin + execute("a") + done("a") + end
    try folder.write("runs/a/PETsARD_1.log", log)
    try folder.write("runs/b/PETsARD_1.log", log)
    #expect(try Runspect.run(["status", "runs"], in: folder).status == 1)
    let runs = try JSON(parsing: Runspect.run(["list-runs"], in: folder).stdout)["runs"]?.array
    #expect(runs?.count == 2)
    try folder.write("one/logs/PETsARD_1.log", log)
    #expect(try Runspect.run(["status", "one", "--exit-status"], in: folder).status == 0)
  }

  @Test func savedFilesOutsideTheRunFolderAreNotLookedAt() throws {
    let folder = try TemporaryFolder()
    try folder.write("secret.csv", "x")
    try folder.makeFolder("r")
    try folder.makeLink("r/link.csv", to: "../secret.csv")
    var log = begin + execute("a")
    for name in ["../secret.csv", folder.path + "/secret.csv", "link.csv", "", "none.csv"] {
      log += line("Saving report to \(name)", logger: "reporter_base", function: "_save")
    }
    try folder.write("r/PETsARD_x.log", log)
    let answer = try JSON(parsing: Runspect.run(["status", "r"], in: folder).stdout)
    #expect(answer["results"] == .array([]))
  }

  @Test func onlyALinkThatTheUserNamesIsFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write("elsewhere.log", begin + execute("a") + done("a") + end)
    try folder.makeFolder("r")
    try folder.makeLink("r/PETsARD_x.log", to: "../elsewhere.log")
    #expect(try Runspect.run(["status", "r"], in: folder).status == 1)
    let named = try Runspect.run(["status", "r/PETsARD_x.log", "--exit-status"], in: folder)
    #expect(named.status == 0)
  }

  @Test(arguments: [
    Data(), Data("hello".utf8), Data([0x80, 0x04]), Data([0x80, 0x02, 0x4E, 0x2E]),
    Data("cos\nsystem\n(S'touch gotcha'\ntR.".utf8), Data([0x80, 0x02, 0x5D, 0x2E]),
    Data("(dp0\nS'sequence'\nI5\ns.".utf8),
  ])
  func aPickleOfSomethingElseIsAnError(_ bytes: Data) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/status_state.pkl", bytes)
    for command in ["status", "timing", "snapshots", "changes", "summary"] {
      let outcome = try Runspect.run([command, "r"], in: folder)
      #expect(outcome.status == 1)
      let error = try JSON(parsing: outcome.stdout)["error"]?.string ?? ""
      #expect(
        error.hasPrefix("'\(folder.path)/r/status_state.pkl' is not a pickle: ")
          || error
            == "'\(folder.path)/r/status_state.pkl' is a pickle, but holds no state of a run",
        "\(error)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/gotcha"))
  }

  @Test func aPickleCutAnywhereIsAnErrorOrAState() throws {
    let whole = try Data(
      contentsOf: Fixtures.root.appendingPathComponent(
        "runs/petsard/state-timing/status_state.pkl"))
    let folder = try TemporaryFolder()
    for length in stride(from: 0, to: whole.count - 1, by: 97) {
      try folder.write("r/status_state.pkl", whole.prefix(length))
      let outcome = try Runspect.run(["summary", "r"], in: folder)
      #expect(outcome.status == 1)
      #expect(try JSON(parsing: outcome.stdout)["error"] != nil)
    }
  }

  @Test func aDamagedPickleBesideALogHidesNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/PETsARD_x.log", begin + execute("a") + done("a") + end)
    try folder.write("r/status_state.pkl", "hello")
    for command in ["status", "timing", "snapshots", "changes", "summary"] {
      let outcome = try Runspect.run([command, "r"], in: folder)
      #expect(outcome.status == 0)
      #expect(try JSON(parsing: outcome.stdout)["error"] == nil)
    }
  }
}
