import Foundation
import TestSupport
import Testing

/// Real runs that tempt a reader into a wrong verdict: cut short, resumed, killed, failed without a
/// stored exception, completed and then damaged. The truth is known from the computation itself.
@Suite(.blocking) struct PipefuncVerdictTests {
  static func names() throws -> [String] { try Fixtures.names("pipefunc-verdicts", atLeast: 81) }

  private func copy(_ name: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc-verdicts", name, to: folder, as: "runs/\(name)")
    return folder
  }

  /// A century of patience where no heartbeat tells its own: the truth is told of a run that was active
  /// a moment ago.
  private func patience(_ name: String, _ folder: TemporaryFolder) -> [String] {
    let heartbeat = folder.url("runs/\(name)/pipefunc_status.json").path
    return FileManager.default.fileExists(atPath: heartbeat) ? [] : ["--stale-after", "36500d"]
  }

  @Test(arguments: try names())
  func tellsTheTruth(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/pipefunc-verdicts.json")[name])
    let folder = try copy(name)
    let outcome = try Runspect.run(
      ["status", "runs/\(name)", "--exit-status"] + patience(name, folder), in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["status"] == truth["status"])
    #expect(answer["n_failed"] == truth["n_failed"])
    #expect(outcome.status == truth["gate"]?.number.map { Int32($0) })
    for (output, expected) in truth["outputs"]?.object ?? [:] {
      let actual = try #require(answer["outputs"]?[output])
      for key in ["storage", "n_total", "n_completed", "n_failed", "n_truncated", "complete"] {
        #expect(actual[key] == expected[key], "\(output).\(key)")
      }
    }
    // What failed without a stored exception is told by `errors`.
    let kinds = truth["warnings"]?.array.compactMap(\.string).filter { $0 != "unrecorded" } ?? []
    let words = [
      "truncated": "cut short", "not persisted": "not stored", "overtaken": "a later run",
      "contradicted": "not all outputs are on disk",
    ]
    let warnings = answer["warnings"]?.array.compactMap(\.string) ?? []
    #expect(warnings.isEmpty == kinds.isEmpty, "\(warnings)")
    for kind in kinds {
      let word = try #require(words[kind])
      #expect(warnings.contains { $0.contains(word) }, "\(kind): \(warnings)")
    }
  }

  @Test(arguments: try names())
  func listsWhatStatusTells(_ name: String) throws {
    let folder = try copy(name)
    let options = patience(name, folder)
    let whole = try JSON(
      parsing: try Runspect.run(["status", "runs/\(name)"] + options, in: folder).stdout)
    let list = try JSON(parsing: try Runspect.run(["list-runs"] + options, in: folder).stdout)
    let row = try #require(list["runs"]?.array.first)
    for key in [
      "status", "n_failed", "progress_fraction", "n_outputs_completed", "all_complete", "stale",
    ] {
      #expect(row[key] == whole[key], "\(key)")
    }
  }

  /// Whatever is counted as failed is listed, and the exit status says so.
  @Test(arguments: try names())
  func listsAsManyErrorsAsFailed(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/pipefunc-verdicts.json")[name])
    let folder = try copy(name)
    let outcome = try Runspect.run(["errors", "runs/\(name)"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    // Both know as many, or neither does.
    let status = try JSON(parsing: try Runspect.run(["status", "runs/\(name)"], in: folder).stdout)
    #expect(answer["n_failed"] == status["n_failed"])
    guard let failed = truth["n_failed"]?.number else { return }
    let listed = answer["errors"]?.array ?? []
    let counted = listed.filter { $0["output"] != .null }
      .reduce(0) { $0 + ($1["kind"] == .string("unrecorded") ? $1["n_failed"]?.number ?? 0 : 1) }
    #expect(counted == failed)
    let isFailed = failed > 0 || truth["heartbeat"]?["status"] == .string("failed")
    // An element in a truncated file may have failed: what `status` says about it, `errors` says too.
    let truncated = truncations(in: status)
    #expect(truncations(in: answer) == truncated)
    #expect(outcome.status == (isFailed || !truncated.isEmpty ? 1 : 0))
    let isUnrecorded = truth["warnings"]?.array.contains(.string("unrecorded")) ?? false
    #expect(!isUnrecorded || listed.contains { $0["kind"] == .string("unrecorded") })
  }

  /// A heartbeat that can't be read may count failures: nobody says that there are none.
  @Test func aHeartbeatThatCannotBeReadIsNoSuccess() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-file_array-heartbeat_completed", to: folder, as: "r")
    func run(_ words: [String]) throws -> Outcome { try Runspect.run(words + ["r"], in: folder) }
    #expect(try run(["status", "--exit-status"]).status == 0)
    #expect(try run(["errors"]).status == 0)
    // Larger than any that is read.
    try FileHandle(forWritingTo: folder.url("r/pipefunc_status.json")).truncate(atOffset: 1 << 40)
    let reason =
      "can't read '\(folder.path)/r/pipefunc_status.json': it is larger than 8388608 bytes"
    let warning = JSON.array([
      .string("the heartbeat can't be used, the files decide: " + reason)
    ])
    let status = try run(["status", "--exit-status"])
    #expect(status.status == 1)
    #expect(try JSON(parsing: status.stdout)["n_failed"] == .null)
    #expect(try JSON(parsing: status.stdout)["warnings"] == warning)
    let errors = try run(["errors"])
    #expect(errors.status == 1)
    #expect(try JSON(parsing: errors.stdout)["n_failed"] == .null)
    #expect(try JSON(parsing: errors.stdout)["warnings"] == warning)
    #expect(
      try run(["errors", "--format", "table"]).stdout == "no errors in what could be read\n")
    let timing = try run(["timing"])
    #expect(timing.status == 1)
    #expect(try JSON(parsing: timing.stdout) == .object(["error": .string(reason)]))
  }

  private func truncations(in answer: JSON) -> [String] {
    let warnings = answer["warnings"]?.array.compactMap(\.string) ?? []
    return warnings.filter { $0.contains("cut short") }
  }

  /// Class and words of every exception are those that Python has of it; a group says how many it
  /// holds, as `str` of it does, and notes follow the words, as in a trace.
  @Test(arguments: try names())
  func namesEveryException(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/pipefunc-verdicts.json")[name])
    guard let expected = truth["errors"]?.array else { return }
    let folder = try copy(name)
    let outcome = try Runspect.run(["errors", "runs/\(name)"], in: folder)
    let listed = try JSON(parsing: outcome.stdout)["errors"]?.array ?? []
    let isStored = !name.contains("unpicklable")
    // What can't be pickled is not stored.
    for exception in expected where isStored {
      let found = try #require(
        listed.first { $0["index"] == exception["index"] && $0["kind"] == .string("error") })
      expect(found, is: exception)
    }
  }

  private func expect(_ found: JSON, is exception: JSON) {
    let text = (exception["text"] ?? exception["message"])?.string ?? "?"
    let message = found["message"]?.string ?? ""
    #expect(found["type"] == exception["type"])
    #expect(message == text || message.hasPrefix(text + "\n"), "\(message), not \(text)")
    let members = exception["members"]?.array ?? []
    #expect((found["exceptions"]?.array ?? []).count == members.count)
    for (found, member) in zip(found["exceptions"]?.array ?? [], members) {
      expect(found, is: member)
    }
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswer(_ name: String) throws {
    let folder = try copy(name)
    let outcome = try Runspect.run(["status", "runs/\(name)", "--pretty"], in: folder)
    let text = outcome.stdout.replacingOccurrences(of: folder.path, with: "/data")
    #expect(
      try Fixtures.matchesRecording("expected/pipefunc-verdicts/\(name).json", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
    #expect(outcome.stderr == "")
  }
}
