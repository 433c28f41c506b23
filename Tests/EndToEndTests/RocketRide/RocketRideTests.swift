import Foundation
import TestSupport
import Testing

/// Tasks of RocketRide: what is told of the recorded ones, and of damaged ones.
@Suite(.blocking) struct RocketRideTests {
  static func names() throws -> [String] { try Fixtures.names("rocketride", atLeast: 25) }

  private func truth() throws -> [String: JSON] {
    try Fixtures.json("truth/rocketride.json").object
  }

  @Test func hasRuns() throws {
    #expect(try truth().count > 20)
  }

  /// Of every file that the truth names, and of every folder that it names.
  @Test func tellsTheTruth() throws {
    let folder = try TemporaryFolder()
    let names = try RocketRideTests.names()
    for name in names {
      try Fixtures.copy("rocketride", name, to: folder, as: name)
    }
    for (name, expected) in try truth() {
      var places = names.contains(name) ? [name] : []
      if let file = expected["file"]?.string { places.append(file) }
      #expect(!places.isEmpty, "\(name)")
      for place in places { try compare(place, expected, in: folder) }
    }
  }

  private func compare(_ place: String, _ expected: JSON, in folder: TemporaryFolder) throws {
    let outcome = try Runspect.run(["status", place, "--stale-after", "36500d"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["layout"] == .string("rocketride"), "\(place)")
    #expect(answer["status"] == expected["status"], "\(place): \(answer["error"] ?? .null)")
    guard expected["status"] != .string("error") else {
      #expect(outcome.status == 1)
      return
    }
    // An event log that tells of no task yet has no more to tell.
    guard expected["states"] != .array([]) else {
      #expect(answer["outputs"] == .object([:]))
      #expect(outcome.status == 0)
      return
    }
    #expect(answer["task"]?["state"] == expected["state"], "\(place)")
    #expect(answer["task"]?["exitCode"] == expected["exit_code"], "\(place)")
    let objects = try #require(answer["outputs"]?["objects"])
    // A total of zero is one that is not known yet.
    let total = expected["n_total"] == .number(0) ? .null : expected["n_total"]
    #expect(objects["n_total"] == total, "\(place)")
    #expect(objects["n_completed"] == expected["n_completed"], "\(place)")
    #expect(objects["n_failed"] == expected["n_failed"], "\(place)")
    #expect(answer["n_failed"] == expected["n_failed"], "\(place)")
    #expect(
      answer["task_errors"]?.array.count == expected["n_errors"]?.number.map { min(50, Int($0)) },
      "\(place)")
    #expect(
      answer["task_warnings"]?.array.count == expected["n_warnings"]?.number.map { Int($0) },
      "\(place)")
    #expect(outcome.status == 0)
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswer(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("rocketride", name, to: folder, as: "runs/\(name)")
    let outcome = try Runspect.run(
      ["status", "runs/\(name)", "--pretty", "--stale-after", "36500d"], in: folder)
    let text = outcome.stdout.replacingOccurrences(of: folder.path, with: "/data")
    #expect(
      try Fixtures.matchesRecording("expected/rocketride/\(name).json", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
    #expect(outcome.stderr == "")
  }

  @Test(arguments: [
    ("completed", 0), ("completed-exit-code", 1), ("completed-failures", 1), ("cancelled", 1),
    ("running", 2), ("starting", 2), ("events-no-status", 2),
  ])
  func gatesAScript(_ name: String, _ status: Int32) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("rocketride", name, to: folder, as: name)
    #expect(try Runspect.run(["status", name, "--exit-status"], in: folder).status == status)
  }

  @Test(arguments: [
    ("{}", "lacks the key 'state'"),
    ("[]", "should hold the status of a task, not an array"),
    ("{\"state\": 9}", ": 'state' should be a task state from 0 to 6, not 9"),
    ("{\"state\": -1}", ": 'state' should be a task state from 0 to 6, not -1"),
    ("{\"state\": \"3\"}", ": 'state' should be a task state from 0 to 6, not \"3\""),
    ("{\"state\": 3.0}", ": 'state' should be a task state from 0 to 6, not 3.0"),
    ("{\"state\": [3]}", ": 'state' should be a task state from 0 to 6, not an array"),
    ("{\"body\": {\"state\": null}}", ": 'state' should be a task state from 0 to 6, not null"),
    ("{\"status\": \"OK\", \"data\": []}", "lacks the key 'state'"),
    ("{\"success\": false, \"message\": \"no such task\"}", "lacks the key 'state'"),
    (
      "{\"state\": 5, \"exitCode\": \"0\"}",
      ": 'exitCode' should be a whole number, not \"0\""
    ),
    ("{\"all_output_names\": [\"y\"]}", "lacks the key 'state'"),
    ("{\"state\": 3", "is not JSON: Expecting ',' delimiter: line 1 column 12 (char 11)"),
  ])
  func aStatusThatCantBeRead(_ text: String, _ fault: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/task_status.json", text)
    folder.setTime("r/task_status.json", .recorded)
    let outcome = try Runspect.run(["status", "r"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["status"] == .string("error"))
    let separator = fault.hasPrefix(":") ? "" : " "
    #expect(
      answer["error"] == .string("'\(folder.path)/r/task_status.json'\(separator)\(fault)"))
    #expect(outcome.status == 1)
  }

  @Test(
    arguments: [
      (
        "\"totalCount\": \"100\", \"completedCount\": 5",
        "left out: {F}: 'totalCount' should be a whole number from 0, not \"100\"", JSON.null
      ),
      (
        "\"totalCount\": 100, \"completedCount\": -5",
        "left out: {F}: 'completedCount' should be a whole number from 0, not -5", .number(0)
      ),
      (
        "\"totalCount\": -1", "left out: {F}: 'totalCount' should be a whole number from 0, not -1",
        .null
      ),
      (
        "\"totalCount\": 10, \"completedCount\": 9, \"failedCount\": 4",
        "'objects' reports 13 of 10 done, which is more than there is to do", .number(1)
      ),
      (
        "\"totalCount\": 10, \"completedCount\": 9223372036854775807, \"failedCount\": 4",
        "'objects' reports 9223372036854775807 of 10 done, which is more than there is to do",
        .number(1)
      ),
      (
        "\"totalCount\": 99999999999999999999",
        "left out: {F}: 'totalCount' should be a whole number from 0, not 99999999999999999999",
        .null
      ),
      (
        "\"startTime\": -5, \"totalCount\": 10",
        "left out: {F}: 'startTime' should be a number from 0 to 253402300799, not -5", .number(0)
      ),
      (
        "\"endTime\": 1e300, \"totalCount\": 10",
        "left out: {F}: 'endTime' should be a number from 0 to 253402300799, not 1e300", .number(0)
      ),
      ("\"errors\": \"boom\"", "left out: {F}: 'errors' should be an array, not \"boom\"", .null),
      ("\"errors\": {}", "left out: {F}: 'errors' should be an array, not an object", .null),
      ("\"totalCount\": 0, \"completedCount\": 12", nil, .null),
      ("\"totalCount\": null, \"startTime\": 0, \"endTime\": 0.0", nil, .null),
    ] as [(String, String?, JSON)])
  func aValueThatCantBeUsed(_ members: String, _ warning: String?, _ progress: JSON) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/task_status.json", "{\"state\": 3, \(members)}")
    folder.setTime("r/task_status.json", .recorded)
    let outcome = try Runspect.run(["status", "r"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    let file = "'\(folder.path)/r/task_status.json'"
    let expected = warning.map { JSON.string($0.replacingOccurrences(of: "{F}", with: file)) }
    #expect(answer["warnings"]?.array == expected.map { [$0] } ?? [])
    #expect(answer["progress_fraction"] == progress)
    #expect(answer["status"] == .string("running"))
    #expect(answer["elapsed_seconds"] == .null)
    #expect(outcome.status == 0)
  }

  static let log = """
    {"timestamp": "2026-11-21T07:46:24.322227", "event_type": "LOG_INIT", "message": "begun"}

    """

  private func entry(_ state: Int, _ more: String = "") -> String {
    """
    {"iso_timestamp": "2026-11-21T07:46:2\(state).5", "event": {"type": "event", \
    "event": "apaevt_status_update", "body": {"state": \(state), "totalCount": 4\(more)}}}

    """
  }

  private func warnings(_ log: Data, name: String = "r/events.log") throws -> (JSON?, [String]) {
    let folder = try TemporaryFolder()
    try folder.write(name, log)
    let answer = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    return (
      answer["state_name"],
      answer["warnings"]?.array.compactMap(\.string).map {
        $0.replacingOccurrences(of: folder.path, with: "")
      } ?? []
    )
  }

  @Test func linesThatCantBeRead() throws {
    var log = Data((RocketRideTests.log + entry(1)).utf8)
    log += Data("no JSON\n\n{\"event\": {\"event\": \"apaevt_status_update\", \"body\": 5}}\n".utf8)
    // Of a line that can't carry a status only the ends are looked at.
    log += Data([0x7B, 0xFF, 0xFE, 0x7D, 0x0A])
    log += Data("{\"note\": \"apaevt_status_update\", \"bad\": \"\u{1}\"}\n".utf8)
    log += Data(entry(3).utf8)
    let (state, warnings) = try warnings(log)
    #expect(state == .string("RUNNING"))
    #expect(
      warnings == [
        "'/r/events.log' holds 3 lines that can't be read, skipped; the first is line 3"
      ])
  }

  @Test func aTornLastLine() throws {
    let whole = RocketRideTests.log + entry(3)
    let (state, torn) = try warnings(Data((whole + entry(5).dropLast(30)).utf8))
    #expect(state == .string("RUNNING"))
    #expect(torn == ["the last line of '/r/events.log' is cut short and was skipped"])
    // Without its newline the line is whole.
    let (last, none) = try warnings(Data((whole + entry(6).dropLast()).utf8))
    #expect(last == .string("CANCELLED"))
    #expect(none == [])
  }

  @Test func aHugeLine() throws {
    let huge = entry(5, ", \"note\": \"\(String(repeating: "x", count: 5_000_000))\"")
    let (state, warnings) = try warnings(
      Data((RocketRideTests.log + entry(2) + huge + entry(3)).utf8))
    #expect(state == .string("RUNNING"))
    #expect(
      warnings == ["'/r/events.log' holds 1 line that can't be read, skipped; it is line 3"])
    let long = entry(6, ", \"note\": \"\(String(repeating: "x", count: 1_000_000))\"")
    #expect(try self.warnings(Data((RocketRideTests.log + long).utf8)).1 == [])
    #expect(
      try self.warnings(Data((RocketRideTests.log + entry(2) + huge.dropLast()).utf8)).1 == [
        "'/r/events.log' holds 1 line that can't be read, skipped; it is line 3",
        "a line of '/r/events.log' that can't be read may tell of a later state",
      ])
  }

  /// A task that completed may have failed after all, if the last status can't be read.
  @Test(arguments: [
    (#"{"event": {"event": "apaevt_status_update", "body": 5}}"#, true),
    (#"{"event": {"event": "other", "body": 5}"#, false), ("no JSON", false),
    (#"{"note": ""# + String(repeating: "x", count: 5_000_000) + #""}"#, true),
  ])
  func aLineThatMayHoldTheLastStatus(_ line: String, _ mayHoldIt: Bool) throws {
    let folder = try TemporaryFolder()
    for isLast in [true, false] {
      let last = entry(5, ", \"completedCount\": 4")
      let log = RocketRideTests.log + last + line + "\n" + (isLast ? "" : last)
      try folder.write("r/events.log", log)
      let outcome = try Runspect.run(["status", "r", "--exit-status"], in: folder)
      let answer = try JSON(parsing: outcome.stdout)
      #expect(answer["status"] == .string("completed"))
      #expect(outcome.status == (mayHoldIt && isLast ? 1 : 0))
    }
  }

  @Test func twoLogs() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/a-events.log", RocketRideTests.log + entry(3))
    try folder.write("r/b-events.log", RocketRideTests.log + entry(6))
    try folder.write("r/unrelated.log", "text")
    folder.setTime("r/b-events.log", .hourEarlier)
    folder.setTime("r/a-events.log", .recorded)
    let answer = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    #expect(answer["task_file"] == .string("a-events.log"))
    #expect(answer["state_name"] == .string("RUNNING"))
    #expect(
      answer["warnings"]?.array == [
        .string(
          "there is 1 other log beside '\(folder.path)/r/a-events.log', which was changed last and "
            + "counts")
      ])
  }

  @Test func aFileStandsForARun() throws {
    let folder = try TemporaryFolder()
    try folder.write("any-name.log", RocketRideTests.log + entry(6))
    try folder.write("status", "\n  {\"startTime\": 0.0, \"state\": 3}")
    try folder.write("other.json", "{\"answer\": 42}")
    try folder.write("other.log", "text\n")
    try folder.write("task_status.json", "text")
    try folder.makeLink("link", to: "any-name.log")
    func answer(_ name: String) throws -> JSON {
      try JSON(parsing: try Runspect.run(["status", name], in: folder).stdout)
    }
    #expect(try answer("any-name.log")["status"] == .string("cancelled"))
    #expect(try answer("link")["status"] == .string("cancelled"))
    #expect(try answer("any-name.log")["run_folder"] == .string(folder.path + "/any-name.log"))
    #expect(try answer("status")["status"] == .string("running"))
    for name in ["other.json", "other.log"] {
      #expect(
        try answer(name)["error"]
          == .string("'\(folder.path)/\(name)' is a file, not a run folder"))
    }
    #expect(try answer("task_status.json")["error"]?.string?.contains("is not JSON") == true)
  }

  @Test func onlyARunThatShouldBeAliveIsStale() throws {
    let folder = try TemporaryFolder()
    for (state, isStale) in [(0, true), (3, true), (5, false), (6, false)] {
      try folder.write("r/task_status.json", "{\"state\": \(state)}")
      #expect(
        try JSON(parsing: Runspect.run(["status", "r"], in: folder).stdout)["stale"]
          == .bool(false))
      folder.setTime("r/task_status.json", .recorded)
      #expect(
        try JSON(parsing: Runspect.run(["status", "r", "--stale-after", "1m"], in: folder).stdout)[
          "stale"] == .bool(isStale))
    }
  }
}
