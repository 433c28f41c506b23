import Foundation
import TestSupport
import Testing

/// Scripts that keep a heartbeat: what is told of the recorded ones, of living ones and of careless ones.
@Suite(.blocking) struct HeartbeatTests {
  static func names() throws -> [String] { try Fixtures.names("heartbeat", atLeast: 23) }

  @Test(arguments: try names())
  func tellsTheTruth(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/heartbeat.json")[name])
    let folder = try TemporaryFolder()
    try Fixtures.copy("heartbeat", name, to: folder, as: name)
    let outcome = try Runspect.run(["status", name, "--stale-after", "36500d"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["layout"] == .string("heartbeat"))
    #expect(answer["status"] == truth["status"], "\(answer["error"] ?? .null)")
    let isError = truth["status"] == .string("error")
    #expect(outcome.status == (isError ? 1 : 0))
    guard !isError else { return }
    #expect(answer["progress_fraction"] == truth["progress"])
    #expect(answer["n_failed"] == truth["n_failed"])
    let outputs = try #require(answer["outputs"]?.object)
    #expect(Set(outputs.keys) == Set(truth["outputs"]?.object.keys.map { $0 } ?? []))
    for (output, expected) in truth["outputs"]?.object ?? [:] {
      #expect(outputs[output]?["complete"] == expected["complete"], "\(output)")
      #expect(
        expected["failed"] == .bool((outputs[output]?["n_failed"]?.number ?? 0) > 0), "\(output)")
    }
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswer(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("heartbeat", name, to: folder, as: "runs/\(name)")
    let outcome = try Runspect.run(
      ["status", "runs/\(name)", "--pretty", "--stale-after", "36500d"], in: folder)
    let text = outcome.stdout.replacingOccurrences(of: folder.path, with: "/data")
    #expect(
      try Fixtures.matchesRecording("expected/heartbeat/\(name).json", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
    #expect(outcome.stderr == outcome.sentence)
  }

  private func answer(
    _ text: String, _ options: [String] = [], modified: Moment? = nil
  ) throws -> (JSON, Int32, [String]) {
    let folder = try TemporaryFolder()
    try folder.write("r/run_status.json", text)
    if let modified { folder.setTime("r/run_status.json", modified) }
    let outcome = try Runspect.run(["status", "r"] + options, in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    let file = "'\(folder.path)/r/run_status.json'"
    let texts =
      [answer["error"]?.string].compactMap { $0 }
      + (answer["warnings"]?.array ?? [])
      .compactMap(\.string)
    return (
      answer, outcome.status, texts.map { $0.replacingOccurrences(of: file, with: "{F}") }
    )
  }

  @Test(arguments: [
    ("{}", "{F} lacks the key 'status'"),
    ("\"running\"", "{F} should hold an object, not that string"),
    (
      "{\"status\": \"missing\"}",
      "{F}: 'status' should be one of pending, running, incomplete, completed, failed, cancelled, "
        + "not \"missing\""
    ),
    (
      "{\"status\": null}",
      "{F}: 'status' should be one of pending, running, incomplete, completed, failed, cancelled, "
        + "not null"
    ),
    (
      "{\"status\": \"running\"",
      "{F} is not JSON: Expecting ',' delimiter: line 1 column 21 (char 20)"
    ),
  ])
  func aHeartbeatThatCantBeRead(_ text: String, _ sentence: String) throws {
    let (answer, status, texts) = try answer(text, modified: .recorded)
    #expect(answer["status"] == .string("error"))
    #expect(texts == [sentence])
    #expect(status == 1)
  }

  @Test(arguments: [
    (
      "\"updated_at\": \"yesterday\"",
      "'updated_at' should be a date in ISO 8601 or Unix seconds, not \"yesterday\""
    ),
    (
      "\"updated_at\": -5", "'updated_at' should be a date in ISO 8601 or Unix seconds, not -5"
    ),
    ("\"updated_at\": 0", "'updated_at' should be a date in ISO 8601 or Unix seconds, not 0"),
    (
      "\"stale_after_seconds\": -1", "'stale_after_seconds' should be a number from 0, not -1"
    ),
    (
      "\"progress_fraction\": NaN", "'progress_fraction' should be a number from 0 to 1, not NaN"
    ),
    ("\"message\": [1]", "'message' should be a string, not an array"),
    ("\"outputs\": [1]", "'outputs' should be an object, not an array"),
    ("\"outputs\": {\"a\": 0.5}", "'outputs.a' should be an object, not 0.5"),
    (
      "\"outputs\": {\"a\": {\"n_failed\": -2}}",
      "'outputs.a.n_failed' should be a whole number from 0, not -2"
    ),
    (
      "\"outputs\": {\"a\": {\"n_total\": \"4\"}}",
      "'outputs.a.n_total' should be a whole number from 0, not \"4\""
    ),
    (
      "\"outputs\": {\"a\": {\"complete\": \"yes\"}}",
      "'outputs.a.complete' should be true or false, not \"yes\""
    ),
  ])
  func aValueThatCantBeUsed(_ member: String, _ sentence: String) throws {
    let (answer, status, texts) = try answer("{\"status\": \"running\", \(member)}")
    #expect(texts == ["left out: {F}: " + sentence])
    #expect(answer["status"] == .string("running"))
    #expect(answer["progress_fraction"] == .null)
    #expect(answer["n_failed"] == .number(0))
    #expect(answer["stale"] == .bool(false))
    #expect(status == 0)
  }

  @Test func manyWarningsAreCounted() throws {
    let outputs = (0..<14_000).map { "\"o\($0)\": {\"n_total\": -1}" }.joined(separator: ", ")
    let (answer, status, texts) = try answer(
      "{\"status\": \"running\", \"outputs\": {\(outputs)}}")
    #expect(texts.count == 21)
    #expect(texts.last == "{F} has 13980 more values that can't be used")
    #expect(answer["n_outputs"] == .number(14_000))
    #expect(status == 0)
  }

  @Test func aHeartbeatThatIsTooLarge() throws {
    let (answer, status, texts) = try answer(
      "{\"status\": \"running\", \"x\": \"\(String(repeating: "x", count: 1 << 22))\"}")
    #expect(texts == ["can't read {F}: it is larger than 4194304 bytes"])
    #expect(answer["status"] == .string("error"))
    #expect(status == 1)
  }

  @Test func moreDoneThanThereIsToDo() throws {
    let (answer, _, texts) = try answer(
      "{\"status\": \"running\", \"outputs\": {\"a\": {\"n_total\": 4, \"n_completed\": 5}}}")
    #expect(texts == ["'a' reports 5 of 4 done, which is more than there is to do"])
    #expect(answer["progress_fraction"] == .number(1))
  }

  @Test func whatIsNotToldIsMadeFromTheRest() throws {
    let (answer, _, texts) = try answer(
      """
      {"status": "running", "started_at": 1795239340, "updated_at": 1795239400, "outputs":
      {"a": {"n_total": 4, "n_completed": 1, "n_failed": 1}, "b": {"complete": true}, "c": {}}}
      """)
    #expect(texts == [])
    #expect(answer["outputs"]?["a"]?["progress"] == .number(0.5))
    #expect(answer["outputs"]?["b"]?["progress"] == .number(1))
    #expect(answer["outputs"]?["c"]?["progress"] == .string("unknown"))
    #expect(answer["progress_fraction"] == .number(0.75))
    #expect(answer["n_outputs_completed"] == .number(1))
    #expect(answer["n_failed"] == .number(1))
    #expect(answer["elapsed_seconds"] == .number(60))
    #expect(answer["last_activity"] == .string("2026-11-21T05:36:40+00:00"))
  }

  @Test func failuresThatOnlyTheRunCountsAreFailures() throws {
    let (answer, status, _) = try answer(
      "{\"status\": \"completed\", \"n_failed\": 3}", ["--exit-status"])
    #expect(answer["n_failed"] == .number(3))
    #expect(status == 1)
  }

  @Test func aRunIsStaleByItsOwnRuleOrTheCallers() throws {
    let now = Int(Date().timeIntervalSince1970)
    func isStale(_ age: Int, own: Int?, _ options: [String] = []) throws -> JSON? {
      let rule = own.map { ", \"stale_after_seconds\": \($0)" } ?? ""
      return try answer(
        "{\"status\": \"running\", \"updated_at\": \(now - age)\(rule)}", options
      ).0["stale"]
    }
    #expect(try isStale(100, own: 60) == .bool(true))
    #expect(try isStale(10, own: 600) == .bool(false))
    #expect(try isStale(1_000, own: nil) == .bool(false))
    #expect(try isStale(4_000, own: nil) == .bool(true))
    #expect(try isStale(1_000, own: 60, ["--stale-after", "1h"]) == .bool(false))
    #expect(try isStale(1_000, own: nil, ["--stale-after", "60"]) == .bool(true))
    // A heartbeat without a time is as old as its file, and a run at its end is never stale.
    #expect(try answer("{\"status\": \"running\"}", modified: .recorded).0["stale"] == .bool(true))
    #expect(try answer("{\"status\": \"failed\"}", modified: .recorded).0["stale"] == .bool(false))
  }

  @Test func aHalfWrittenHeartbeatIsReadAgain() throws {
    var outcome = Outcome(stdout: "", stderr: "", status: -1)
    // A busy machine may let the writer wait for longer than the tool does; it does not do so always.
    for _ in 0..<5 where outcome.status != 0 {
      let folder = try TemporaryFolder()
      try folder.write("r/run_status.json", "{\"status\"")
      let tool = try Runspect.start(["status", "r"].map { Array($0.utf8) }, in: folder)
      usleep(20_000)
      try folder.write("r/run_status.json", "{\"status\": \"running\"}")
      outcome = tool.wait()
    }
    #expect(outcome.status == 0)
    #expect(try JSON(parsing: outcome.stdout)["status"] == .string("running"))
  }

  @Test func watchFollowsAShellScript() throws {
    let folder = try TemporaryFolder()
    let script = """
      beat() {
        printf '{"status": "%s", "progress_fraction": %s, "updated_at": %s}\\n' "$1" "$2" \\
          "$(date +%s)" >run/.run_status.json.$$ && mv run/.run_status.json.$$ run/run_status.json
      }
      # Waits until the watch has told a state, for twenty seconds at the most.
      told() {
        for try in $(seq 1000); do
          grep -q "$1" watched && return
          sleep 0.02
        done
        echo "the watch never told $1" >&2
        kill $watcher
        exit 1
      }
      mkdir run; beat pending 0
      : >watched
      "$0" watch run -i 0.02 -t 60 >watched & watcher=$!
      told pending
      beat running 0.5
      told running
      beat completed 1
      wait $watcher
      """
    let outcome = try Runspect.run(["-c", script, Runspect.binary], in: folder, program: "/bin/sh")
    #expect(outcome == Outcome(stdout: "", stderr: "", status: 0))
    let lines = String(decoding: try folder.read("watched"), as: UTF8.self).split(separator: "\n")
    var states: [String] = []
    for line in lines {
      let state = try JSON(parsing: String(line))["status"]?.string ?? ""
      if states.last != state { states.append(state) }
    }
    #expect(states == ["pending", "running", "completed"])
  }
}
