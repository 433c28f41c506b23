import Foundation
import TestSupport
import Testing

/// Compares what is told of the recorded PETsARD runs with what PETsARD itself said of them, and with
/// the whole answers recorded before.
@Suite(.blocking) struct PetsardTruthTests {
  static func names() throws -> [String] { try Fixtures.names("petsard", atLeast: 42) }

  static func withLog() throws -> [String] {
    try Fixtures.names("petsard", atLeast: 27) {
      !$0.contains("state-") || $0 == "state-parts-and-log"
    }
  }

  /// The runs whose pickled state tells the snapshots, all of them.
  static func withSnapshots() throws -> [String] {
    try Fixtures.names("petsard", atLeast: 7) {
      $0.contains("state-parts") || $0 == "state-status" || $0 == "state-snapshots"
    }
  }

  /// Python writes a number that is none as `NaN`, which is no JSON.
  static let truths = Result {
    let file = Fixtures.root.appendingPathComponent("truth/petsard.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    return try JSON(parsing: text.replacingOccurrences(of: ": NaN", with: ": null"))
  }

  private func truth(_ name: String) throws -> JSON {
    let truths = try PetsardTruthTests.truths.get()
    return try #require(truths[name])
  }

  private func answer(_ arguments: [String], _ name: String) throws -> JSON {
    let folder = try TemporaryFolder()
    try Fixtures.copy("petsard", name, to: folder, as: name)
    let outcome = try Runspect.run([arguments[0], name] + arguments.dropFirst(), in: folder)
    #expect(outcome.stderr == "")
    return try JSON(parsing: outcome.stdout)
  }

  @Test(arguments: try names())
  func tellsTheStateAndTheSteps(_ name: String) throws {
    let truth = try truth(name)
    // A century of patience: the truth is told of a run that was active a moment ago.
    let answer = try answer(["status", "--stale-after", "36500d"], name)
    #expect(answer["layout"] == .string("petsard"))
    #expect(answer["error"] == nil)
    if truth["status"] == .null {
      // A single part does not tell whether all was done.
      #expect(answer["status"] == .string("incomplete"))
      return
    }
    #expect(answer["status"] == truth["status"])
    #expect(answer["n_failed"] == truth["n_failed"])
    #expect(answer["outputs"]?.object.count == truth["outputs"]?.object.count)
    for (output, expected) in truth["outputs"]?.object ?? [:] {
      let actual = answer["outputs"]?[output]
      #expect(actual?["complete"] == expected["complete"], "\(output)")
      #expect((actual?["n_failed"] != .number(0)) == expected["failed"]?.bool, "\(output)")
    }
    let files = Dictionary(
      uniqueKeysWithValues: (answer["results"]?.array ?? []).map {
        ($0["name"]?.string ?? "", $0["bytes"] ?? .null)
      })
    #expect(files == truth["files"]?.object ?? [:])
    if let log = truth["log"]?.string { #expect(answer["log"] == .string(log)) }
  }

  @Test(arguments: try withLog())
  func timesEveryExecutionOfEveryWorkflow(_ name: String) throws {
    let rows = try answer(["timing"], name)["timing"]?.array ?? []
    let workflows = try truth(name)["workflows"]?.array ?? []
    #expect(rows.count == workflows.reduce(0) { $0 + $1.array.count })
    var rest = rows[...]
    for (number, workflow) in workflows.enumerated() {
      for expected in workflow.array {
        let next = rest.popFirst()
        let row = try #require(next)
        #expect(row["workflow"] == .number(Double(number + 1)))
        #expect(row["module"] == expected["module"])
        #expect(row["experiment"] == expected["experiment"])
        let state = row["state"] == .string("unfinished") ? .string("running") : row["state"]
        #expect(state == expected["state"])
        #expect((row["error"] != .null) == (expected["state"] == .string("failed")))
        if let seconds = expected["seconds"]?.number {
          #expect(row["seconds"] == .number(seconds))
        }
      }
    }
  }

  @Test(arguments: try withSnapshots())
  func tellsTheSnapshotsAsTheProducerDoes(_ name: String) throws {
    let snapshots = try answer(["snapshots"], name)["snapshots"]?.array ?? []
    let expected = try truth(name)["snapshots"]?.array ?? []
    #expect(snapshots.count == expected.count)
    for (actual, expected) in zip(snapshots, expected) {
      for (key, value) in expected.object { #expect(actual[key] == value, "\(key)") }
    }
    let changes = try answer(["changes"], name)["changes"]?.array ?? []
    guard name != "state-snapshots" else { return }
    let told = try truth(name)["changes"]?.array ?? []
    #expect(changes.count == told.count)
    for (actual, expected) in zip(changes, told) {
      for (key, value) in expected.object {
        // Python prints the moment of an object with a space here.
        let text = value.string?.replacingOccurrences(of: " ", with: "T")
        #expect(actual[key] == (key == "timestamp" ? text.map { .string($0) } : value), "\(key)")
      }
    }
    let summary = try answer(["summary"], name)["summary"]
    for (key, value) in try truth(name)["summary"]?.object ?? [:] where key != "total_diffs" {
      #expect(summary?[key] == value, "\(key)")
    }
  }

  /// A log of the level DEBUG names the snapshots, and one of INFO counts them.
  @Test(arguments: try withLog())
  func findsTheSnapshotsInTheLog(_ name: String) throws {
    let truth = try truth(name)
    guard let last = truth["workflows"]?.array.count, last > 0 else { return }
    let snapshots = try answer(["snapshots"], name)["snapshots"]?.array.filter {
      $0["workflow"].map { $0 == .number(Double(last)) } ?? true
    }
    #expect(snapshots?.count == truth["snapshots"]?.array.count)
    for (actual, expected) in zip(snapshots ?? [], truth["snapshots"]?.array ?? []) {
      #expect(actual["module_name"] == expected["module_name"])
      #expect(actual["experiment_name"] == expected["experiment_name"])
      if actual["snapshot_id"] != .null {
        #expect(actual["snapshot_id"] == expected["snapshot_id"])
      }
    }
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswers(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("petsard", name, to: folder, as: "runs/\(name)")
    var text = ""
    let identifier = try Runspect.run(["snapshots", "runs/\(name)"], in: folder)
    let first = try JSON(parsing: identifier.stdout)["snapshots"]?.array.lazy
      .compactMap { $0["snapshot_id"]?.string }.first
    var commands = [
      ["status"], ["errors"], ["timing"], ["snapshots"], ["snapshots", "--module", "Loader"],
      ["snapshots", "--evolution", "Loader"], ["changes"], ["changes", "--module", "Preprocessor"],
      ["summary"],
    ]
    if let first { commands += [["snapshots", first], ["restore", first]] }
    for command in commands {
      let words = [command[0], "runs/\(name)"] + command.dropFirst() + ["--pretty"]
      let outcome = try Runspect.run(words, in: folder)
      text += "$ runspect \(words.joined(separator: " "))\n"
      text += outcome.stdout + outcome.stderr + "=> \(outcome.status)\n"
    }
    text = text.replacingOccurrences(of: folder.path, with: "/data")
    #expect(
      try Fixtures.matchesRecording("expected/petsard/\(name).txt", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
  }

  @Test func listsTheRecordedRuns() throws {
    let folder = try TemporaryFolder()
    let names = try PetsardTruthTests.names()
    for name in names {
      try Fixtures.copy("petsard", name, to: folder, as: "runs/\(name)")
    }
    let outcome = try Runspect.run(["list-runs"], in: folder)
    let runs = try JSON(parsing: outcome.stdout)["runs"]?.array ?? []
    #expect(runs.count == names.count)
    #expect(runs.allSatisfy { $0["layout"] == .string("petsard") && $0["error"] == nil })
    #expect(outcome.stderr == "")
    #expect(outcome.status == 0)
  }
}
