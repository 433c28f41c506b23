import Foundation
import TestSupport
import Testing

/// What is told of runs of Metaflow that are damaged, or that mean harm.
@Suite(.blocking) struct MetaflowBadInputTests {
  /// A run with a task, and its files.
  private func makeRun(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "f/r/_meta/_self.json", #"{"flow_id": "F", "run_number": "1", "ts_epoch": 1795290452285}"#)
    try folder.makeFolder("f/r/_parameters/0")
    for (name, contents) in files { try folder.write("f/r/\(name)", contents) }
    return folder
  }

  private func answer(
    _ files: [String: String], _ words: [String] = ["status", "f/r"]
  ) throws -> JSON {
    let folder = try makeRun(files)
    return try JSON(parsing: Runspect.run(words, in: folder).stdout)
  }

  @Test func aRunWithoutATaskIsPending() throws {
    let answer = try answer([:])
    #expect(answer["status"] == .string("pending"))
    #expect(answer["n_tasks"] == .number(0))
  }

  @Test(arguments: [
    ("", "running"), ("{", "running"), ("[]", "running"), ("{\"success\": 1}", "running"),
    ("{\"success\": null}", "running"), ("{\"success\": true}", "running"),
    ("{\"success\": false, \"return_code\": 99999999999999999999}", "failed"),
    ("{\"success\": false, \"killed\": true}", "cancelled"),
  ])
  func whatTheSchedulerNoted(_ contents: String, _ state: String) throws {
    let files = ["start/1/0.attempt.json": "{}", "start/1/0.runtime": contents]
    let answer = try answer(files)
    #expect(answer["status"] == .string(state))
    #expect(answer["error"] == nil)
  }

  @Test func theNewestAttemptCounts() throws {
    var files = ["a/1/0.attempt.json": "{}", "a/1/0.runtime": "{\"success\": false}"]
    #expect(try answer(files)["status"] == .string("failed"))
    files["a/1/1.attempt.json"] = "{}"
    #expect(try answer(files)["status"] == .string("running"))
    files["a/1/1.runtime"] = "{\"success\": true}"
    #expect(try answer(files)["n_failed"] == .number(0))
    // Neither a number out of range nor another name is an attempt.
    files["a/1/99999999999999999999.runtime"] = "{\"success\": false}"
    files["a/1/x.runtime"] = "{\"success\": false}"
    #expect(try answer(files)["n_failed"] == .number(0))
    files["a/1/5000.runtime"] = "{\"success\": false}"
    #expect(try answer(files)["n_failed"] == .number(1))
    files["a/1/5000.runtime"] = "{\"success\": true}"
    files["end/2/0.runtime"] = "{\"success\": true}"
    #expect(try answer(files)["status"] == .string("completed"))
  }

  @Test func theTasksOwnNoteCountsUntilTheSchedulersComes() throws {
    let note = "start/1/_meta/sysmeta_attempt_ok_5.json"
    for (value, state) in [("True", "running"), ("False", "failed")] {
      let answer = try answer([
        "start/1/0.task_begin": "", "start/1/0.DONE.lock": "",
        note: "{\"value\": \"\(value)\", \"tags\": [\"attempt_id:0\"]}",
      ])
      #expect(answer["status"] == .string(state))
      #expect(
        answer["outputs"]?["start"]?["n_completed"] == .number(value == "True" ? 1 : 0))
    }
    let other = try answer([
      "start/1/0.task_begin": "", "start/1/0.DONE.lock": "",
      note: "{\"value\": \"False\", \"tags\": [\"attempt_id:7\"]}",
    ])
    #expect(other["n_failed"] == .number(0))
  }

  /// Only a SHA-1 leads out of the run folder, and what is there is unpacked within limits.
  @Test(arguments: [
    "../../../secret", "", "ABCDEF0123456789ABCDEF0123456789ABCDEF01", "abc",
    "/etc/hostname", "..", "0123456789012345678901234567890123456789",
    "0123456789abcdef0123456789abcdef0123456", "1111111111111111111111111111111111111111",
  ])
  func anArtifactThatCantBeRead(_ identifier: String) throws {
    let folder = try makeRun(["start/1/0.data.json": "{\"objects\": {\"x\": \"\(identifier)\"}}"])
    try folder.write("secret", "secret")
    try folder.write(
      "f/data/11/1111111111111111111111111111111111111111", Data([0x1F, 0x8B, 8, 0, 0]))
    let outcome = try Runspect.run(["outputs", "f/r"], in: folder)
    let value = try JSON(parsing: outcome.stdout)["outputs"]?["x"]
    #expect(value?["$type"] == .string("unreadable"))
    #expect(!outcome.stdout.contains("secret\""))
  }

  @Test func somethingElseInTheirPlaces() throws {
    let folder = try makeRun(["start/1/0.data.json": "[1, 2]", "start/2": "a file"])
    try folder.makePipe("f/r/start/1/0.runtime")
    try folder.makeLink("f/r/start/3", to: "..")
    try folder.makeLink("f/r/loop", to: ".")
    let answer = try JSON(parsing: Runspect.run(["status", "f/r"], in: folder).stdout)
    #expect(answer["status"] == .string("running"))
    #expect(answer["n_tasks"] == .number(1))
    #expect(answer["warnings"]?.array.count == 1)
    let outputs = try Runspect.run(["outputs", "f/r"], in: folder)
    #expect(outputs.status == 1)
    try folder.write("g/_meta/_self.json", "{}")
    try folder.makeFolder("h/_parameters")
    try folder.makeFolder("h/_meta/_self.json")
    for run in ["g", "h"] {
      let answer = try JSON(parsing: Runspect.run(["status", run], in: folder).stdout)
      #expect(answer["status"] == .string("missing"), "\(run)")
    }
  }

  @Test func manyTasks() throws {
    let folder = try makeRun([:])
    for task in 0..<300 {
      try folder.write("f/r/work/\(task)/0.runtime", "{\"success\": true}")
    }
    let answer = try JSON(parsing: Runspect.run(["status", "f/r"], in: folder).stdout)
    #expect(answer["outputs"]?["work"]?["n_completed"] == .number(300))
  }
}
