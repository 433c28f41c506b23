import Foundation
import TestSupport
import Testing

/// Compares what is told of the recorded runs of Snakemake with what was done to them, and with the whole
/// answers recorded before.
@Suite(.blocking) struct SnakemakeTests {
  static func names() throws -> [String] { try Fixtures.names("snakemake", atLeast: 24) }

  private func truth(_ name: String) throws -> JSON {
    let truths = try Fixtures.json("truth/snakemake.json")
    return try #require(truths[name])
  }

  private func copy(_ name: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy("snakemake", name, to: folder, as: "runs/\(name)")
    return folder
  }

  private func answer(_ command: String, _ name: String, _ options: [String] = []) throws -> JSON {
    try JSON(
      parsing: Runspect.run([command, "runs/\(name)"] + options, in: try copy(name)).stdout)
  }

  @Test(arguments: try names())
  func tellsTheTruth(_ name: String) throws {
    let truth = try truth(name)
    // A century of patience: the truth is told of a run that was active a moment ago.
    let answer = try answer("status", name, ["--stale-after", "36500d"])
    #expect(answer["layout"] == .string("snakemake"))
    #expect(answer["error"] == nil)
    let isNothing = truth["status"] == .string("nothing")
    #expect(answer["status"] == (isNothing ? .string("pending") : truth["status"]))
    #expect(answer["n_failed"] == truth["n_failed"])
    let logs = try FileManager.default.contentsOfDirectory(
      atPath: Fixtures.root.appendingPathComponent("runs/snakemake/\(name)/.snakemake/log").path
    ).sorted()
    let number = try #require(truth["log"]?.number)
    #expect(answer["log"] == .string(".snakemake/log/" + logs[Int(number) - 1]))
    #expect(answer["n_logs"] == .number(Double(logs.count)))
    #expect(
      Set(answer["outputs"]?.object.keys ?? [:].keys)
        == Set(truth["outputs"]?.object.keys ?? [:].keys))
    for (rule, expected) in truth["outputs"]?.object ?? [:] {
      let actual = answer["outputs"]?[rule]
      #expect(actual?["n_completed"] == expected["done"], "\(rule)")
      #expect(actual?["n_failed"] == expected["failed"], "\(rule)")
      #expect(actual?["n_total"] == expected["total"], "\(rule)")
    }
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswer(_ name: String) throws {
    let folder = try copy(name)
    let outcome = try Runspect.run(
      ["status", "runs/\(name)", "--pretty", "--stale-after", "36500d"], in: folder)
    let text = outcome.stdout.replacingOccurrences(of: folder.path, with: "/data")
    #expect(
      try Fixtures.matchesRecording("expected/snakemake/\(name).json", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
    #expect(outcome.stderr == outcome.sentence)
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswers(_ name: String) throws {
    let folder = try copy(name)
    for command in ["errors", "timing"] {
      try RecordedAnswers.compare(
        "snakemake/\(name).\(command).json", [command], of: "runs/\(name)", in: folder)
    }
  }

  @Test(arguments: try names())
  func errorsAreThoseThatStatusCounts(_ name: String) throws {
    let truth = try truth(name)
    let errors = try answer("errors", name)
    #expect(errors["n_failed"] == truth["n_failed"])
    let list = try #require(errors["errors"]?.array)
    #expect(list.isEmpty == (truth["status"] != .string("failed")))
    for error in list { #expect(error["message"]?.string?.isEmpty == false) }
    guard let shell = truth["shell"]?.string else { return }
    let error = try #require(list.first)
    #expect(error["output"] == .string("merge"))
    #expect(error["shell"]?.string?.hasSuffix(shell) == true)
    #expect(error["rule_logs"] == .array([truth["rule_log"] ?? .null]))
    #expect(error["traceback"] == .string("merging\nValueError: cannot merge a and b\n"))
    #expect(error["message"] == .string("ValueError: cannot merge a and b"))
    #expect(error["type"] == .string("ValueError"))
  }

  @Test(arguments: try names())
  func timesEveryJob(_ name: String) throws {
    let outputs = try truth(name)["outputs"]?.object ?? [:]
    let rows = try answer("timing", name)["timing"]?.array ?? []
    var counts: [String: [String: Double]] = [:]
    for row in rows {
      counts[row["module"]?.string ?? "", default: [:]][row["state"]?.string ?? "", default: 0] += 1
    }
    for (rule, expected) in outputs {
      #expect(counts[rule]?["completed"] ?? 0 == expected["done"]?.number, "\(rule)")
      // A job that was repeated has a row for each attempt.
      if name != "retried" {
        #expect(counts[rule]?["failed"] ?? 0 == expected["failed"]?.number, "\(rule)")
      }
    }
  }

  @Test func aSilentRunIsIncomplete() throws {
    let folder = try copy("running")
    let answer = try JSON(parsing: Runspect.run(["status", "runs/running"], in: folder).stdout)
    #expect(answer["status"] == .string("incomplete"))
    #expect(answer["stale"] == .bool(true))
    #expect(answer["stale_after_seconds"] == .number(21_600))
    #expect(
      try Runspect.run(["status", "runs/running", "--exit-status", "-q"], in: folder).status == 2)
  }

  @Test(arguments: [
    ("complete", Int32(0)), ("failed", 1), ("interrupted", 1), ("terminated", 1), ("killed", 2),
    ("nothing-to-do", 0), ("retried", 0), ("refused-lock", 2),
  ])
  func gates(_ name: String, _ status: Int32) throws {
    let outcome = try Runspect.run(
      ["status", "runs/\(name)", "--exit-status", "--quiet"], in: try copy(name))
    #expect(outcome.status == status)
  }

  @Test func aRefusedStartDoesNotHideTheRunBeforeIt() throws {
    for (name, exception) in [
      ("refused-lock", "LockException"), ("refused-incomplete", "IncompleteFilesException"),
    ] {
      let answer = try answer("status", name)
      let warnings = (answer["warnings"]?.array ?? []).compactMap(\.string)
      #expect(
        warnings.contains { $0.hasPrefix("a later start was refused (\(exception), ") },
        "\(warnings)")
      #expect(answer["history"]?.array.contains { $0["status"] == .string("failed") } == true)
    }
  }

  @Test func theCommandLineIsAnInput() throws {
    let inputs = try answer("inputs", "complete")["inputs"]
    #expect(inputs?["command"]?["value"]?.string?.hasSuffix("/snakemake --cores 1") == true)
    #expect(inputs?["cores"]?["value"] == .number(1))
    let old = try answer("inputs", "old-7.32.4-complete")["inputs"]
    #expect(old?["command"] == nil)
    #expect(old?["cores"]?["value"] == .number(1))
    let outputs = try Runspect.run(["outputs", "runs/complete"], in: try copy("complete"))
    #expect(outputs.status == 1)
  }

  @Test func listsAndSelectsThem() throws {
    let folder = try TemporaryFolder()
    for name in ["complete", "failed", "interrupted"] {
      try Fixtures.copy("snakemake", name, to: folder, as: "runs/\(name)")
    }
    // A project below a folder in which Snakemake ran is no run of its own.
    try folder.write("runs/complete/sub/project/data.csv", "x")
    let outcome = try Runspect.run(
      ["list-runs", "--layout", "snakemake", "--sort", "name", "--fields", "name,status,layout"],
      in: folder)
    let rows = try JSON(parsing: outcome.stdout)["runs"]?.array ?? []
    #expect(rows.map { $0["name"]?.string } == ["complete", "failed", "interrupted"])
    #expect(rows.map { $0["status"]?.string } == ["completed", "failed", "cancelled"])
    let below = try Runspect.run(["status", "runs/complete/sub/project"], in: folder)
    #expect(try JSON(parsing: below.stdout)["status"] == .string("missing"))
  }

  /// The log grows, as it does while a run goes on, and the watch sees the end at once.
  @Test func watchesTheLog() throws {
    let folder = try TemporaryFolder()
    let path = "runs/complete/.snakemake/log"
    let source = Fixtures.root.appendingPathComponent("runs/snakemake/complete/.snakemake/log")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: source.path).first)
    let log = try String(contentsOf: source.appendingPathComponent(name), encoding: .utf8)
    let half = try #require(log.range(of: "2 of 4 steps"))
    try folder.write("\(path)/\(name)", String(log[..<half.upperBound]))
    let tool = try Runspect.start(
      ["watch", "runs/complete", "--interval", "60", "--timeout", "60"].map { Array($0.utf8) },
      in: folder)
    #expect(eventually { tool.states == ["running"] })
    let handle = try FileHandle(forWritingTo: folder.url("\(path)/\(name)"))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(log[half.upperBound...].utf8))
    try handle.close()
    let outcome = tool.wait()
    #expect(outcome.stdout.states.last == "completed")
    #expect(outcome.status == 0)
  }
}
