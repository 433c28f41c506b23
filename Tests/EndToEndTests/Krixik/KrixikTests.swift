import Foundation
import TestSupport
import Testing

/// Processes of Krixik: what is told of the recorded ones, how one is found, and what is told of damaged
/// ones.
@Suite(.blocking) struct KrixikTests {
  static func names() throws -> [String] { try Fixtures.names("krixik", atLeast: 12) }

  @Test(arguments: try names())
  func tellsTheTruth(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/krixik.json")[name])
    let folder = try TemporaryFolder()
    try Fixtures.copy("krixik", name, to: folder, as: "runs/\(name)")
    let outcome = try Runspect.run(["status", "runs/\(name)"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["layout"] == .string("krixik"))
    let status = truth["status"] == .null ? .string("error") : truth["status"]
    #expect(answer["status"] == status)
    #expect(answer["overall_status"] == truth["overall_status"])
    let isFound = truth["request_id_in_files"] == .bool(true)
    #expect(answer["request_id"] == (isFound ? truth["request_id"] : .null))
    #expect(answer["failed_module"] == truth["failed_module"])
    #expect(outcome.status == (status == .string("error") ? 1 : 0))
    let identifier = try #require(truth["request_id"]?.string)
    let found = try Runspect.run(["status", "--request-id", identifier], in: folder)
    if isFound {
      #expect(found == outcome)
    } else {
      #expect(
        try JSON(parsing: found.stdout)["error"]
          == .string("request_id '\(identifier)' not found below 'runs'"))
      #expect(found.status == 1)
    }
    guard status != .string("error") else { return }
    #expect(answer["n_failed"] == truth["n_failed"])
    let outputs = try #require(answer["outputs"]?.object)
    #expect(Set(outputs.keys) == Set(truth["outputs"]?.object.keys.map { $0 } ?? []))
    for (output, expected) in truth["outputs"]?.object ?? [:] {
      #expect(outputs[output]?["complete"] == expected["complete"], "\(output)")
      #expect(
        outputs[output]?["n_failed"] == .number(expected["failed"] == .bool(true) ? 1 : 0),
        "\(output)")
    }
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswer(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("krixik", name, to: folder, as: "runs/\(name)")
    let outcome = try Runspect.run(
      ["status", "runs/\(name)", "--pretty", "--stale-after", "36500d"], in: folder)
    let text = outcome.stdout.replacingOccurrences(of: folder.path, with: "/data")
    #expect(
      try Fixtures.matchesRecording("expected/krixik/\(name).json", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
    #expect(outcome.stderr == outcome.sentence)
  }

  @Test func modulesComeByTheirNumbers() throws {
    let folder = try TemporaryFolder()
    let modules = [10, 2, 1, 9, 3].map { "\"module_\($0)\": true" }.joined(separator: ", ")
    try folder.write(
      "r/process_status.json",
      "{\"overall_status\": \"complete\", \"process_status\": {\(modules)}}")
    let table = try Runspect.run(["status", "r", "--format", "table"], in: folder).stdout
    let rows = table.split(separator: "\n").filter { $0.hasPrefix("module_") }
    #expect(
      rows.map { $0.split(separator: " ")[0] } == [
        "module_1", "module_2", "module_3", "module_9", "module_10",
      ])
  }

  @Test(arguments: [
    ("{}", "lacks the key 'overall_status'"),
    ("5", "should hold an object, not a whole number"),
    ("{\"message\": \"FAILURE: gone\"}", "contains no status, only the answer 'FAILURE: gone'"),
    (
      "{\"message\": \"SUCCESS\", \"status_code\": 200}", "lacks the key 'overall_status'"
    ),
    (
      "{\"overall_status\": \"paused\"}",
      ": 'overall_status' should be one of ongoing, complete, failed, not \"paused\""
    ),
    (
      "{\"overall_status\": true}",
      ": 'overall_status' should be one of ongoing, complete, failed, not true"
    ),
  ])
  func aReportThatCantBeRead(_ text: String, _ fault: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/process_status.json", text)
    let outcome = try Runspect.run(["status", "r"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["status"] == .string("error"))
    let separator = fault.hasPrefix(":") ? "" : " "
    #expect(
      answer["error"] == .string("'\(folder.path)/r/process_status.json'\(separator)\(fault)"))
    #expect(outcome.status == 1)
  }

  @Test func valuesThatCantBeUsed() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/process_status.json",
      """
      {"overall_status": "ongoing", "file_id": 7, "failure_status": [],
      "process_status": {"module_1": "yes", "module_2": true}}
      """)
    try folder.write("r/process.json", "[]")
    let answer = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    let file = "left out: '\(folder.path)/r/process_status.json'"
    #expect(
      answer["warnings"]?.array == [
        .string("\(file): 'file_id' should be a string, not 7"),
        .string("\(file): 'failure_status' should be an object, not an array"),
        .string("\(file): 'process_status.module_1' should be true or false, not \"yes\""),
        .string(
          "left out: '\(folder.path)/r/process.json' should hold an object, not an array"),
      ])
    #expect(answer["n_outputs_completed"] == .number(1))
    #expect(answer["progress_fraction"] == .number(0.5))
  }

  // MARK: finding a run by its request id

  private func makeProcess(
    _ name: String, _ identifier: String, in folder: TemporaryFolder, _ moment: Moment
  ) throws {
    try folder.write("\(name)/process_status.json", "{\"overall_status\": \"complete\"}")
    try folder.write("\(name)/process.json", "{\"request_id\": \"\(identifier)\"}")
    folder.setTime("\(name)/process_status.json", moment)
  }

  @Test func theNewestRunWithTheIDIsTaken() throws {
    let folder = try TemporaryFolder()
    try makeProcess("all/old", "id-1", in: folder, .hourEarlier)
    try makeProcess("all/new", "id-1", in: folder, .recorded)
    try makeProcess("all/other", "id-2", in: folder, .recorded)
    try folder.write("all/pipefunc/run_info.json", BadInputTests.runInfo)
    for words in [
      ["status", "--request-id", "id-1", "all"], ["status", "all", "--request-id=id-1"],
      ["watch", "--request-id", "id-1", "all/"],
    ] {
      let outcome = try Runspect.run(words, in: folder)
      #expect(
        try JSON(parsing: outcome.stdout)["run_folder"] == .string(folder.path + "/all/new"))
      #expect(outcome.status == 0)
    }
  }

  @Test func aFailureTellsTheIDOfItsProcess() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("krixik", "failed", to: folder, as: "runs/failed")
    try FileManager.default.removeItem(at: folder.url("runs/failed/process.json"))
    let outcome = try Runspect.run(
      ["status", "--request-id", "4abcf653-0aa7-5b72-929a-4cda539a4f70", "--exit-status"],
      in: folder)
    #expect(try JSON(parsing: outcome.stdout)["status"] == .string("failed"))
    #expect(outcome.status == 1)
  }

  @Test func anIDThatNoRunHas() throws {
    let folder = try TemporaryFolder()
    try makeProcess("runs/r", "id-1", in: folder, .recorded)
    // The id of a check is not that of the process.
    for command in ["status", "watch"] {
      let outcome = try Runspect.run([command, "--request-id", "id\u{1B}"], in: folder)
      #expect(
        outcome
          == Outcome(
            stdout: """
              {"error": "request_id 'id\\u001b' not found below 'runs'", "last_activity": null, \
              "layout": null, "n_failed": null, "run_folder": "\(folder.path)/runs", \
              "stale": false, "status": "missing", "status_source": "disk_heuristic", \
              "warnings": []}

              """,
            stderr: "runspect: request_id 'id\\u{1b}' not found below 'runs'\n", status: 1))
    }
    let nowhere = try Runspect.run(["status", "--request-id", "id-1", "none"], in: folder)
    #expect(try JSON(parsing: nowhere.stdout)["error"] == .string("'none' does not exist"))
    #expect(nowhere.status == 1)
  }

  @Test(arguments: [
    (["status"], "RUN is missing"), (["watch"], "RUN is missing"),
    (
      ["status", "--request-id", "i", "a", "b"],
      "more than one RUN can't be combined with --request-id"
    ),
    (["status", "--request-id"], "option '--request-id' needs a value"),
    (["list-runs", "--request-id", "i"], "unknown option '--request-id'"),
  ])
  func usage(_ words: [String], _ sentence: String) throws {
    let outcome = try Runspect.run(words, in: try TemporaryFolder())
    #expect(outcome.stderr.hasPrefix("runspect: \(sentence)\n"))
    #expect(outcome.stderr.hasSuffix("\nTry 'runspect help \(words[0])'.\n"))
    #expect(outcome.status == 64)
  }

  @Test func watchingTellsEachModuleOnce() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("krixik", "watched", to: folder, as: "runs/r")
    let tool = try Runspect.start(
      [
        "watch", "--request-id", "669b171a-5297-539e-a8f2-33300be6a5c9", "-i", "0.02", "-t", "60",
        "--stale-after", "36500d",
      ].map { Array($0.utf8) }, in: folder)
    for step in 1...3 {
      // The next answer comes when the one before it was read.
      let seen = "\"n_outputs_completed\": \(step - 1)"
      for _ in 0..<2_000 where !tool.stdout.contains(seen) { usleep(10_000) }
      try folder.copy(from: folder.url("runs/r/later/process_status-\(step).json"), to: "next")
      rename(folder.url("next").path, folder.url("runs/r/process_status.json").path)
    }
    let outcome = tool.wait()
    #expect(
      outcome.stderr == """
        runspect: module 1 of 3 (module_1) complete
        runspect: module 2 of 3 (module_2) complete
        runspect: module 3 of 3 (module_3) complete

        """)
    #expect(outcome.status == 0)
  }
}
