import Foundation
import TestSupport
import Testing

/// Compares what is told of the recorded runs of Metaflow with what was done to them, and with the whole
/// answers recorded before.
@Suite(.blocking) struct MetaflowTests {
  static func names() throws -> [String] { try Fixtures.names("metaflow", atLeast: 17) }

  private func truth(_ name: String) throws -> JSON {
    let truths = try Fixtures.json("truth/metaflow.json")
    return try #require(truths[name])
  }

  /// Copies the runs of a flow, of which there is one.
  private func copy(_ name: String) throws -> (folder: TemporaryFolder, run: String) {
    let folder = try TemporaryFolder()
    try Fixtures.copy("metaflow", name, to: folder, as: ".metaflow")
    let run = try #require(try truth(name)["run"]?.string)
    return (folder, ".metaflow/DemoFlow/\(run)")
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
    #expect(answer["layout"] == .string("metaflow"))
    #expect(answer["error"] == nil)
    #expect(answer["warnings"] == .array([]))
    #expect(answer["status"] == truth["status"])
    #expect(answer["run_number"] == truth["run"])
    #expect(answer["flow"] == .string("DemoFlow"))
    let steps = truth["steps"]?.object ?? [:]
    let outputs = answer["outputs"]?.object ?? [:]
    #expect(Set(outputs.keys) == Set(steps.keys))
    var failed = 0.0
    for (step, expected) in steps {
      #expect(outputs[step]?["n_completed"] == expected["done"], "\(step)")
      #expect(outputs[step]?["n_failed"] == expected["failed"], "\(step)")
      #expect(outputs[step]?["n_total"] == expected["total"], "\(step)")
      failed += expected["failed"]?.number ?? 0
    }
    #expect(answer["n_failed"] == .number(failed))
  }

  /// From the start of the run to the end of its last task, by the times in their own notes.
  @Test(arguments: ["complete", "failed", "foreach", "old-complete", "retried"])
  func tellsHowLongItTook(_ name: String) throws {
    let (folder, run) = try copy(name)
    func time(_ file: String) throws -> Double {
      try #require(
        try JSON(parsing: String(decoding: folder.read(file), as: UTF8.self))["ts_epoch"]?
          .number) / 1_000
    }
    let ends = try FileManager.default.subpathsOfDirectory(atPath: folder.url(run).path)
      .filter { $0.contains("/_meta/sysmeta_attempt_ok_") }.map { try time("\(run)/\($0)") }
    let seconds = try #require(ends.max()) - time("\(run)/_meta/_self.json")
    let answer = try answer("status", name, ["--fields", "elapsed_seconds"])
    let told = try #require(answer["elapsed_seconds"]?.number)
    #expect(seconds > 1)
    #expect(abs(told - seconds) < 0.001)
  }

  @Test(arguments: try names())
  func tellsParametersAndArtifacts(_ name: String) throws {
    let truth = try truth(name)
    let inputs = try answer("inputs", name)["inputs"]?.object ?? [:]
    #expect(inputs.mapValues { $0["value"] ?? .null } == truth["parameters"]?.object ?? [:])
    let outputs = try answer("outputs", name)["outputs"]?.object ?? [:]
    for (artifact, expected) in truth["artifacts"]?.object ?? [:] {
      #expect(outputs[artifact] == expected, "\(artifact)")
    }
  }

  @Test(arguments: try names())
  func tellsWhyATaskFailed(_ name: String) throws {
    let truth = try truth(name)
    let errors = try answer("errors", name)["errors"]?.array ?? []
    #expect(errors.isEmpty == (truth["status"] != .string("failed")))
    guard let error = errors.first else { return }
    #expect(errors.count == 1)
    #expect(error["output"] == .string("train"))
    #expect(error["return_code"] == truth["return_code"])
    #expect(error["attempt"] == truth["attempt"])
    if let type = truth["type"] {
      #expect(error["type"] == type)
      #expect(error["message"] == truth["message"])
      let trace = error["traceback"]?.string ?? ""
      #expect(trace.hasPrefix("Traceback (most recent call last):\n"))
      #expect(!trace.contains("MFLOG") && !trace.contains("Task failed."))
      #expect(error["kind"] == .string("error"))
    } else {
      #expect(error["kind"] == .string("unrecorded"))
      #expect(error["message"]?.string?.contains("return code 9") == true)
    }
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswers(_ name: String) throws {
    let (folder, run) = try copy(name)
    for command in ["status", "errors", "timing", "outputs", "inputs"] {
      try RecordedAnswers.compare(
        "metaflow/\(name).\(command).json", [command], of: run, in: folder)
    }
  }

  @Test(arguments: [
    ("complete", Int32(0)), ("failed", 1), ("interrupted", 1), ("killed", 2), ("retried", 0),
    ("caught", 0), ("old-complete", 0), ("old-interrupted", 1),
  ])
  func gates(_ name: String, _ status: Int32) throws {
    let (folder, run) = try copy(name)
    let outcome = try Runspect.run(["status", run, "--exit-status", "--quiet"], in: folder)
    #expect(outcome.status == status)
  }

  @Test func aSilentRunIsIncomplete() throws {
    let answer = try answer("status", "running")
    #expect(answer["status"] == .string("incomplete"))
    #expect(answer["stale_after_seconds"] == .number(21_600))
  }

  /// The store is a folder of runs, whatever their flow; its other folders are none, nor are steps.
  @Test func listsTheStore() throws {
    let folder = try TemporaryFolder()
    var runs: [String] = []
    for name in ["complete", "failed", "interrupted"] {
      let run = try #require(try truth(name)["run"]?.string)
      try folder.copy(
        from: Fixtures.root.appendingPathComponent("runs/metaflow/\(name)/DemoFlow"),
        to: ".metaflow/\(name)Flow")
      try folder.write(".metaflow/\(name)Flow/latest_run", run)
      runs.append(run)
    }
    let words = ["--sort", "name", "--fields", "name,status,inputs.lr,outputs.accuracy.value"]
    let outcome = try Runspect.run(["list-runs", ".metaflow"] + words, in: folder)
    let rows = try JSON(parsing: outcome.stdout)["runs"]?.array ?? []
    #expect(rows.map { $0["name"]?.string } == runs.sorted())
    let complete = rows.first { $0["name"]?.string == runs[0] }
    #expect(complete?["status"] == .string("completed"))
    #expect(complete?["inputs.lr"] == .number(0.2))
    #expect(complete?["outputs.accuracy.value"] == .number(0.75))
    let flow = try Runspect.run(
      ["list-runs", ".metaflow/failedFlow", "--layout", "metaflow"] + words, in: folder)
    #expect(try JSON(parsing: flow.stdout)["runs"]?.array.count == 1)
    let step = try Runspect.run(["status", ".metaflow/completeFlow"], in: folder)
    #expect(try JSON(parsing: step.stdout)["status"] == .string("missing"))
  }

  /// The last task ends while the run is watched.
  @Test func watchesTheTasks() throws {
    let (folder, run) = try copy("complete")
    try folder.copy(from: folder.url("\(run)/end"), to: "end")
    try FileManager.default.removeItem(at: folder.url("\(run)/end"))
    folder.setTimes(below: run) { _ in
      Moment(seconds: Int(Date().timeIntervalSince1970), nanoseconds: 0)
    }
    let tool = try Runspect.start(
      ["watch", run, "--interval", "60", "--timeout", "60"].map { Array($0.utf8) }, in: folder)
    #expect(eventually { tool.states.last == "running" })
    try FileManager.default.moveItem(at: folder.url("end"), to: folder.url("\(run)/end"))
    let outcome = tool.wait()
    #expect(outcome.stdout.states.last == "completed")
    #expect(outcome.status == 0)
  }

  /// One list of what several producers wrote, with the same fields.
  @Test func comparesRunsAcrossLayouts() throws {
    let folder = try TemporaryFolder()
    try folder.copy(
      from: Fixtures.root.appendingPathComponent("runs/metaflow/complete/DemoFlow"),
      to: "all/.metaflow/DemoFlow")
    try Fixtures.copy("wandb", "complete", to: folder, as: "all/wandb/offline-run-1")
    try Fixtures.copy("snakemake", "failed", to: folder, as: "all/workflow")
    try Fixtures.copy("heartbeat", "completed", to: folder, as: "all/script")
    let fields = "layout,status,n_failed,inputs.lr,outputs.accuracy.value"
    let outcome = try Runspect.run(
      ["list-runs", "all", "--recursive", "--sort", "name", "--fields", fields, "--format", "csv"],
      in: folder)
    let rows = Set(outcome.stdout.split(whereSeparator: \.isNewline).map(String.init))
    #expect(
      rows == [
        fields, "metaflow,completed,0,0.2,0.75", "wandb,completed,0,0.1,0.75",
        "snakemake,failed,1,,", "heartbeat,completed,0,,",
      ])
    let gate = try Runspect.run(
      ["list-runs", "all", "--recursive", "--exit-status", "--quiet"], in: folder)
    #expect(gate.status == 1)
  }
}
