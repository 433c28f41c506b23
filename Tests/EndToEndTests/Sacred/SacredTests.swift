import Foundation
import TestSupport
import Testing

/// Runs that Sacred stored: what is told of the recorded ones, and of damaged ones.
@Suite(.blocking) struct SacredTests {
  static func names() throws -> [String] { try Fixtures.names("sacred", atLeast: 16) }

  @Test(arguments: try names())
  func tellsTheTruth(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/sacred.json")[name])
    let folder = try TemporaryFolder()
    try Fixtures.copy("sacred", name, to: folder, as: "runs/\(name)")
    // However old the heartbeats of the recorded runs are, an hour is longer than their patience.
    let words = ["status", "runs/\(name)", "--stale-after", "0.001", "--verify"]
    let status = try JSON(parsing: try Runspect.run(words, in: folder).stdout)
    #expect(status["layout"] == .string("sacred"))
    // Nobody knows how long a run waits in a queue; one that does for too long is stale, and pending.
    #expect(status["status"] == truth["state"])
    #expect(status["stale"] == .bool(["incomplete", "pending"].contains(truth["state"]?.string)))
    #expect(status["sacred_status"] == truth["sacred_status"])
    #expect(status["sacred_version"] == truth["version"])
    #expect((status["updated_at"] != .null) == truth["has_heartbeat"]?.bool)
    #expect(status["n_failed"] == .number(truth["state"] == .string("failed") ? 1 : 0))
    #expect(status["warnings"] == .array([]))
    let metrics = truth["metrics"]?.object ?? [:]
    #expect(status["n_verified"] == .number(metrics.isEmpty ? 2 : 3))
    #expect(Set(status["outputs"]?.object.keys ?? [:].keys) == Set(metrics.keys).union(["result"]))
    for (metric, count) in metrics {
      #expect(status["metrics"]?[metric]?["n_values"] == count)
      #expect(status["outputs"]?[metric]?["n_completed"] == count)
    }
    let outputs = try JSON(
      parsing: try Runspect.run(["outputs", "runs/\(name)"], in: folder).stdout)
    let isCompleted = truth["state"] == .string("completed")
    let result = outputs["outputs"]?["result"]
    #expect(result == (isCompleted ? truth["result"] : .null))
    #expect(metrics.isEmpty || outputs["outputs"]?["accuracy"] == .number(0.7))
    let inputs = try JSON(parsing: try Runspect.run(["inputs", "runs/\(name)"], in: folder).stdout)
    #expect(
      inputs["inputs"]?.object.mapValues { $0["value"] }
        == truth["inputs"]?.object.mapValues {
          $0["value"]
        })
    #expect(
      inputs["inputs"]?.object.mapValues { $0["source"] == .string("inputs") }
        == truth["inputs"]?.object.mapValues { $0["given"] == .bool(true) })
  }

  @Test(arguments: try names())
  func tellsWhatFailed(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/sacred.json")[name])
    let folder = try TemporaryFolder()
    try Fixtures.copy("sacred", name, to: folder, as: "runs/\(name)")
    let outcome = try Runspect.run(["errors", "runs/\(name)"], in: folder)
    let errors = try #require(try JSON(parsing: outcome.stdout)["errors"]?.array)
    guard truth["state"] == .string("failed") else {
      #expect(errors.isEmpty)
      #expect(outcome.status == 0)
      return
    }
    let error = try #require(errors.first)
    #expect(errors.count == 1)
    #expect(outcome.status == 1)
    #expect(error["function"] == .string("train"))
    #expect(error["type"] == truth["type"])
    guard truth["type"] != .null else {
      // A TimeoutInterrupt is stored without a trace.
      #expect(error["kind"] == .string("unrecorded"))
      #expect(
        error["message"]
          == .string(
            "sacred stored no exception of it; what the run printed is in "
              + "'\(folder.path)/runs/\(name)/cout.txt'"))
      return
    }
    #expect(error["message"] == truth["message"])
    #expect(error["traceback"]?.string?.hasPrefix("Traceback (most recent call last):\n") == true)
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswer(_ name: String) throws {
    let folder = try TemporaryFolder()
    let run = "runs/\(name)"
    try Fixtures.copy("sacred", name, to: folder, as: run)
    try RecordedAnswers.compare("sacred/\(name).json", ["status"], of: run, in: folder)
    try RecordedAnswers.compare("sacred/\(name).txt", ["errors", "timing"], of: run, in: folder)
  }

  @Test func comparesRuns() throws {
    let folder = try TemporaryFolder()
    for name in ["completed", "completed-nan", "failed", "queued"] {
      try Fixtures.copy("sacred", name, to: folder, as: "runs/\(name)")
    }
    try folder.write("runs/_sources/experiment.py", "")
    let outcome = try Runspect.run(
      [
        "list-runs", "runs", "--sort", "name", "--format", "csv", "--fields",
        "name,status,inputs.lr,outputs.result.value,outputs.accuracy.value",
      ], in: folder)
    #expect(
      outcome.stdout == """
        name,status,inputs.lr,outputs.result.value,outputs.accuracy.value
        completed,completed,0.5,0.7,0.7
        completed-nan,completed,0.1,NaN,0.7
        failed,failed,0.1,,0.7
        queued,pending,0.1,,

        """)
  }

  /// Three intervals without a heartbeat; the one of the run counts, and that of the caller first.
  @Test(arguments: [
    (#""--beat-interval": "100""#, 300.0), (#""--beat_interval": 20"#, 60.0),
    (#""--beat-interval": null"#, 30.0), (#""--beat-interval": "-1""#, 30.0),
    (#""--beat-interval": "1e300""#, 30.0), ("", 30.0),
  ])
  func staleAfterThreeHeartbeats(_ option: String, _ limit: Double) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run.json",
      """
      {"command": "main", "experiment": {"name": "e"}, "heartbeat": "2026-01-02T03:04:05.5",
       "meta": {"options": {\(option)}}, "start_time": "2026-01-02T03:04:00", "status": "RUNNING"}
      """)
    let status = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    #expect(status["stale_after_seconds"] == .number(limit))
    #expect(status["status"] == .string("incomplete"))
    #expect(status["stale"] == .bool(true))
    #expect(status["last_activity"] == .string("2026-01-02T03:04:05.500000+00:00"))
    #expect(status["elapsed_seconds"] == .number(5.5))
    let patient = try Runspect.run(["status", "r", "--stale-after", "36500d"], in: folder)
    #expect(try JSON(parsing: patient.stdout)["status"] == .string("running"))
  }

  /// Before the first heartbeat, the file is as old as the run.
  @Test func aRunIsAliveBeforeItsFirstHeartbeat() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run.json",
      #"{"command": "m", "experiment": {}, "heartbeat": null, "status": "RUNNING"}"#)
    let status = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    #expect(status["status"] == .string("running"))
    #expect(status["updated_at"] == .null)
  }

  @Test(arguments: [
    (#"{"command": "m", "experiment": {}}"#, "lacks the key 'status'"),
    (
      #"{"command": "m", "experiment": {}, "status": 7}"#,
      ": 'status' should be a string, not 7"
    ),
    (
      #"{"command": "m", "experiment": {}, "status": "RUNN"#,
      "is not JSON: Unterminated string starting at: line 1 column 46 (char 45)"
    ),
    ("", "is not JSON: Expecting value: line 1 column 1 (char 0)"),
  ])
  func aRunThatCantBeRead(_ text: String, _ fault: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run.json", text)
    try folder.write("r/config.json", "{}")
    folder.setTime("r/run.json", .recorded)
    for words in [["status", "r"], ["status", "r/run.json"]] {
      let outcome = try Runspect.run(words, in: folder)
      let answer = try JSON(parsing: outcome.stdout)
      #expect(answer["status"] == .string("error"))
      let separator = fault.hasPrefix(":") ? "" : " "
      #expect(answer["error"] == .string("'\(folder.path)/r/run.json'\(separator)\(fault)"))
      #expect(outcome.status == 1)
    }
  }

  /// Other programs have files of that name, too.
  @Test(arguments: [
    "{}", "[1]", "text", #"{"experiment": "a name", "command": "x", "status": "COMPLETED"}"#,
    #"{"status": "RUNNING"}"#,
  ])
  func whatIsNoRunOfSacred(_ text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("runs/r/run.json", text)
    try folder.write("runs/r/config.json", "{}")
    let listed = try JSON(parsing: try Runspect.run(["list-runs"], in: folder).stdout)
    #expect(listed["runs"] == .array([]))
    let status = try JSON(parsing: try Runspect.run(["status", "runs/r"], in: folder).stdout)
    #expect(status["status"] == .string("missing"))
  }

  @Test func documentsBesideTheRunThatCantBeRead() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("sacred", "completed", to: folder, as: "r")
    try folder.write("r/metrics.json", #"{"loss": {"values": 5}, "x": [], "y""#)
    try folder.write("r/config.json", "[]")
    folder.setTimes(below: "r") { _ in .recorded }
    let metrics =
      "'\(folder.path)/r/metrics.json' is not JSON: Expecting ':' delimiter: "
      + "line 1 column 37 (char 36)"
    let config = "'\(folder.path)/r/config.json' should hold an object, not an array"
    let status = try Runspect.run(["status", "r", "--exit-status"], in: folder)
    #expect(
      try JSON(parsing: status.stdout)["warnings"] == .array([.string("left out: " + metrics)]))
    #expect(try JSON(parsing: status.stdout)["status"] == .string("completed"))
    let inputs = try Runspect.run(["inputs", "r"], in: folder)
    #expect(
      try JSON(parsing: inputs.stdout)["warnings"] == .array([.string("left out: " + config)]))
    #expect(inputs.status == 1)
    let outputs = try Runspect.run(["outputs", "r"], in: folder)
    #expect(outputs.stderr == "runspect: \(metrics)\n")
    #expect(outputs.status == 1)
    let result = try Runspect.run(["outputs", "r", "result", "--raw"], in: folder)
    #expect(result.stdout == "0.7\n")
    // One of which the end is missing can't have completed.
    let verified = try Runspect.run(["status", "r", "--verify", "--exit-status"], in: folder)
    #expect(verified.status == 2)
  }

  @Test func watchingEndsWithTheRun() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("sacred", "running", to: folder, as: "r")
    let ended = try folder.read("r/run.json")
    let text = String(decoding: ended, as: UTF8.self)
      .replacingOccurrences(of: "\"status\": \"RUNNING\"", with: "\"status\": \"COMPLETED\"")
    let tool = try Runspect.start(
      ["watch", "r", "-i", "60", "-t", "50", "--stale-after", "36500d"].map { Array($0.utf8) },
      in: folder)
    #expect(eventually { tool.stdout.contains("\"running\"") })
    // Sacred rewrites the file in place.
    try Producer(folder).tear("run.json", text)
    let outcome = tool.wait()
    #expect(outcome.stdout.states == ["running", "completed"])
    #expect(outcome.status == 0)
  }
}
