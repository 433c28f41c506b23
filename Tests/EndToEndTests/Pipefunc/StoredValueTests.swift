import Foundation
import TestSupport
import Testing

/// `outputs` and `errors`, through the built binary.
@Suite(.blocking) struct StoredValueTests {
  static func continued() throws -> [String] {
    try Fixtures.names("pipefunc", atLeast: 8) { $0.hasSuffix("continue") }
  }

  @Test(arguments: try PipefuncTruthTests.names())
  func printsTheValuesOfARecordedRun(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", name, to: folder, as: "runs/\(name)")
    let outcome = try Runspect.run(["outputs", "runs/\(name)"], in: folder)
    let text = outcome.stdout.replacingOccurrences(of: folder.path, with: "/data")
    #expect(
      try Fixtures.matchesRecording("expected/pipefunc-outputs/\(name).json", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
    #expect(outcome.stderr == outcome.sentence)
    // As many elements as were stored are told, however they were stored.
    let truth = try #require(try Fixtures.json("truth/pipefunc.json")[name])
    guard truth["status"] != .string("error") else {
      #expect(outcome.status == 1)
      return
    }
    #expect(outcome.status == 0)
    let answer = try JSON(parsing: text)
    for (output, expected) in truth["outputs"]?.object ?? [:] {
      guard let value = answer["outputs"]?[output] else { continue }
      let isSingle = expected["storage"] == .string("single")
      // An unknown shape is told as null; such arrays have one dimension here.
      let rank = expected["shape"] == .null ? 1 : expected["shape"]?.array.count ?? 1
      let leaves = isSingle ? [value] : leaves(value, rank: rank)
      let failed = leaves.filter { $0["$type"] == .string("error") }.count
      let stored = leaves.filter { $0 != .null }.count - failed
      #expect(expected["n_completed"] == .number(Double(stored)), "\(output)")
      #expect(expected["n_failed"] == .number(Double(failed)), "\(output)")
    }
  }

  private func leaves(_ value: JSON, rank: Int) -> [JSON] {
    guard rank > 0, case .array(let items) = value else { return [value] }
    return items.flatMap { leaves($0, rank: max(rank, 1) - 1) }
  }

  @Test(arguments: try continued())
  func tellsEveryStoredErrorOfARecordedRun(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", name, to: folder, as: name)
    let outcome = try Runspect.run(["errors", name, "--pretty"], in: folder)
    #expect(
      try Fixtures.matchesRecording("expected/pipefunc-errors/\(name).json", outcome.stdout),
      "RUNSPECT_RECORD=1 records what is printed now: \(outcome.stdout)")
    #expect(outcome.status == 1)
    let truth = try #require(try Fixtures.json("truth/pipefunc.json")[name]?["outputs"])
    let failed = truth.object.values.reduce(0) { $0 + ($1["n_failed"]?.number ?? 0) }
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["n_failed"] == .number(failed))
    #expect(answer["errors"]?.array.count == Int(failed))
    #expect(failed > 3)
    let status = try JSON(parsing: try Runspect.run(["status", name], in: folder).stdout)
    #expect(status["n_failed"] == .number(failed))
    #expect(try Runspect.run(["status", name, "--exit-status"], in: folder).status == 1)
  }

  @Test func theSameErrorsWhateverTheStorage() throws {
    let folder = try TemporaryFolder()
    var answers: Set<[String]> = []
    for storage in ["file_array", "dict", "zarr_file_array", "zarr_memory"] {
      try Fixtures.copy("pipefunc", "0.93.2-\(storage)-continue", to: folder, as: storage)
      let outcome = try Runspect.run(["errors", storage, "--format", "table"], in: folder)
      answers.insert(outcome.stdout.split(separator: "\n").map(String.init))
    }
    #expect(answers.count == 1)
  }

  @Test func selectsAndLimitsErrors() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-dict-continue", to: folder, as: "r")
    let limited = try JSON(
      parsing: try Runspect.run(["errors", "r", "--limit", "2", "--no-traceback"], in: folder)
        .stdout)
    #expect(limited["errors"]?.array.count == 2)
    #expect(limited["n_failed"] == .number(9))
    #expect(limited["errors"]?.array.allSatisfy { $0["traceback"] == nil } == true)
    let one = try Runspect.run(["errors", "r", "--output", "y", "--format", "jsonl"], in: folder)
    #expect(one.stdout.split(separator: "\n").count == 1)
    #expect(try JSON(parsing: one.stdout)["message"] == .string("y cannot take 2"))
    let unknown = try Runspect.run(["errors", "r", "--output", "nope"], in: folder)
    #expect(unknown.status == 64)
    #expect(
      unknown.stdout.hasPrefix("{\"error\": \"there is no output 'nope'; the outputs are 'a', "))
  }

  @Test func noErrorsIsASuccess() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "r")
    #expect(
      try Runspect.run(["errors", "r"], in: folder)
        == Outcome(
          stdout: "{\"errors\": [], \"n_failed\": 0, \"warnings\": []}\n", stderr: "", status: 0))
  }

  @Test func selectsAndLimitsOutputs() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "r")
    let outcome = try Runspect.run(["outputs", "r", "m", "total", "--limit", "2"], in: folder)
    #expect(
      outcome
        == Outcome(
          stdout: """
            {"outputs": {"m": {"$type": "elements", "items": [1, 2], "length": 6, "shape": [3, 2]}, \
            "total": 12}}

            """, stderr: "", status: 0))
    let names = "'a', 'b', 'foo.y', 'm', 'total', 'u' and 'y'"
    for (name, nearest) in [("nope", "the"), ("totl", "did you mean 'total'? The")] {
      let sentence = "there is no output '\(name)'; \(nearest) outputs are \(names)"
      #expect(
        try Runspect.run(["outputs", "r", name], in: folder)
          == Outcome(
            stdout: "{\"error\": \"\(sentence)\"}\n", stderr: "runspect: \(sentence)\n", status: 64)
      )
      #expect(
        try Runspect.run(["outputs", "r", name, "-f", "csv"], in: folder)
          == Outcome(stdout: "", stderr: "runspect: \(sentence)\n", status: 64))
    }
  }

  @Test func nothingThatIsReadIsExecuted() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-file_array-continue", to: folder, as: "r")
    // os.system("touch ran"), as a pickle of protocol 0
    let pickle = "cos\nsystem\n(S'touch \(folder.path)/ran'\ntR."
    try folder.write("r/outputs/total.cloudpickle", pickle)
    try folder.write("r/outputs/y/__0__.pickle", pickle + String(repeating: " ", count: 200))
    for command in ["status", "errors", "outputs"] {
      _ = try Runspect.run([command, "r"], in: folder)
    }
    let outcome = try Runspect.run(["outputs", "r", "total"], in: folder)
    #expect(
      outcome.stdout
        == """
        {"outputs": {"total": {"$type": "object", "arguments": ["touch \(folder.path)/ran"], \
        "class": "os.system"}}}

        """)
    #expect(throws: (any Error).self) { try folder.read("ran") }
  }

  @Test(arguments: ["file_array", "dict", "zarr_file_array"])
  func aDamagedElementIsToldAndTheRestIsShown(_ storage: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-\(storage)-complete", to: folder, as: "r")
    let file =
      [
        "file_array": "y/__1__.pickle", "dict": "y/dict_array.cloudpickle",
        "zarr_file_array": "y/array/c/1",
      ][storage] ?? ""
    let whole = try folder.read("r/outputs/\(file)")
    for length in 0..<whole.count {
      try folder.write("r/outputs/\(file)", whole.prefix(length))
      folder.setTime("r/outputs/\(file)", .recorded)
      let outcome = try Runspect.run(["outputs", "r", "y", "total"], in: folder)
      let answer = try JSON(parsing: outcome.stdout)
      #expect(answer["outputs"]?["total"] == .number(12))
      let bad = storage == "dict" ? answer["outputs"]?["y"] : answer["outputs"]?["y"]?.array[1]
      #expect(bad?["$type"] == .string("unreadable"), "\(length) bytes")
      #expect(bad?["error"]?.string?.contains("r/outputs/\(file)") == true)
    }
  }
}
