import Foundation
import TestSupport
import Testing

/// Compares what is told of the recorded runs of W&B with what the script logged in them, and with the
/// whole answers recorded before.
@Suite(.blocking) struct WandbTests {
  static func names() throws -> [String] { try Fixtures.names("wandb", atLeast: 16) }

  private func truth(_ name: String) throws -> JSON {
    let truths = try Fixtures.json("truth/wandb.json")
    return try #require(truths[name])
  }

  /// Copies a run, and names its folder as W&B did.
  private func copy(_ name: String) throws -> (folder: TemporaryFolder, run: String) {
    let folder = try TemporaryFolder()
    let run = try #require(try truth(name)["folder"]?.string)
    try Fixtures.copy("wandb", name, to: folder, as: "wandb/\(run)")
    return (folder, "wandb/\(run)")
  }

  private func answer(_ command: String, _ name: String, _ options: [String] = []) throws -> JSON {
    let (folder, run) = try copy(name)
    return try JSON(parsing: Runspect.run([command, run] + options, in: folder).stdout)
  }

  @Test(arguments: try names())
  func tellsTheTruth(_ name: String) throws {
    let truth = try truth(name)
    // A century of patience: the truth is told of a run that was active a moment ago.
    let answer = try answer("status", name, ["--stale-after", "36500d"])
    #expect(answer["layout"] == .string("wandb"))
    #expect(answer["error"] == nil)
    #expect(answer["status"] == truth["status"])
    #expect(answer["exit_code"] == truth["exit_code"])
    #expect(answer["step"] == truth["step"] ?? .null)
    #expect(answer["n_failed"] == .number(0))
    let steps = (truth["step"]?.number).map { $0 + 1 } ?? 0
    #expect(answer["outputs"]?["history"]?["n_completed"] == .number(steps))
    #expect(answer["warnings"]?.array.isEmpty == ((truth["size"]?.number ?? 0) > 7))
  }

  @Test(arguments: try names())
  func tellsConfigAndSummary(_ name: String) throws {
    let truth = try truth(name)
    let inputs = try answer("inputs", name)["inputs"]?.object ?? [:]
    #expect(inputs.mapValues { $0["value"] ?? .null } == truth["config"]?.object ?? [:])
    let outputs = try answer("outputs", name)["outputs"]?.object ?? [:]
    for (metric, expected) in truth["summary"]?.object ?? [:] {
      #expect(outputs[metric] == expected, "\(metric)")
    }
    if truth["summary"] != nil { #expect(outputs["val.accuracy"] == .number(0.7)) }
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswers(_ name: String) throws {
    let (folder, run) = try copy(name)
    for command in ["status", "errors", "timing", "outputs", "inputs"] {
      try RecordedAnswers.compare("wandb/\(name).\(command).json", [command], of: run, in: folder)
    }
  }

  @Test(arguments: try names())
  func tellsTheErrorOfTheRun(_ name: String) throws {
    let truth = try truth(name)
    let errors = try answer("errors", name)["errors"]?.array ?? []
    #expect(errors.isEmpty == (truth["status"] != .string("failed")))
    guard let error = errors.first else { return }
    #expect(error["exit_code"] == truth["exit_code"])
    if let type = truth["type"] {
      #expect(error["type"] == type)
      #expect(error["message"] == truth["message"])
      #expect(error["traceback"]?.string?.hasPrefix("Traceback (most recent call last):\n") == true)
      #expect(error["kind"] == .string("error"))
    } else {
      #expect(error["kind"] == .string("unrecorded"))
      #expect(error["message"]?.string?.contains("look at the terminal") == true)
    }
  }

  @Test(arguments: [
    ("complete", Int32(0)), ("failed", 1), ("interrupted", 1), ("killed", 2), ("old-complete", 0),
    ("old-interrupted", 1), ("old-killed", 2),
  ])
  func gates(_ name: String, _ status: Int32) throws {
    let (folder, run) = try copy(name)
    let outcome = try Runspect.run(["status", run, "--exit-status", "--quiet"], in: folder)
    #expect(outcome.status == status)
  }

  @Test func aSilentRunIsIncomplete() throws {
    let answer = try answer("status", "running")
    #expect(answer["status"] == .string("incomplete"))
    #expect(answer["stale"] == .bool(true))
    #expect(answer["stale_after_seconds"] == .number(600))
  }

  /// The folder of W&B is a folder of runs; the link to the newest is no run of its own, and yet a name.
  @Test func listsTheFolderOfRuns() throws {
    let folder = try TemporaryFolder()
    var runs: [String] = []
    for name in ["complete", "failed", "interrupted", "killed"] {
      let run = try #require(try truth(name)["folder"]?.string)
      try Fixtures.copy("wandb", name, to: folder, as: "wandb/\(run)")
      runs.append(run)
    }
    try folder.makeLink("wandb/latest-run", to: runs[0])
    try folder.makeLink("wandb/debug.log", to: "\(runs[0])/logs/debug-internal.log")
    try folder.write("wandb/sweep-abc/config-x.yaml", "x")
    let outcome = try Runspect.run(
      [
        "list-runs", "wandb", "--layout", "wandb", "--sort", "name", "--fields",
        "name,status,inputs.lr,inputs.net.depth,outputs.accuracy.value,outputs.val.accuracy.value",
      ], in: folder)
    let rows = try JSON(parsing: outcome.stdout)["runs"]?.array ?? []
    #expect(rows.map { $0["name"]?.string } == runs.sorted())
    let complete = rows.first { $0["name"]?.string == runs[0] }
    #expect(complete?["inputs.lr"] == .number(0.1))
    #expect(complete?["inputs.net.depth"] == .number(3))
    #expect(complete?["outputs.accuracy.value"] == .number(0.75))
    #expect(complete?["outputs.val.accuracy.value"] == .number(0.7))
    let latest = try JSON(parsing: Runspect.run(["status", "wandb/latest-run"], in: folder).stdout)
    #expect(latest["status"] == .string("completed"))
  }

  @Test func watchesTheLog() throws {
    let (folder, run) = try copy("complete")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.url(run).path)
        .first { $0.hasSuffix(".wandb") })
    let log = try folder.read("\(run)/\(name)")
    // As 0.31.0 leaves it for half a minute.
    try folder.write("\(run)/\(name)", log.prefix(7))
    let tool = try Runspect.start(
      ["watch", run, "--interval", "60", "--timeout", "60"].map { Array($0.utf8) }, in: folder)
    #expect(eventually { tool.states.last == "running" })
    let handle = try FileHandle(forWritingTo: folder.url("\(run)/\(name)"))
    try handle.seekToEnd()
    try handle.write(contentsOf: log.dropFirst(7))
    try handle.close()
    let outcome = tool.wait()
    #expect(outcome.stdout.states.last == "completed")
    #expect(outcome.status == 0)
  }
}
