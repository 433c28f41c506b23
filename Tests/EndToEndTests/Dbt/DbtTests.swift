import Foundation
import TestSupport
import Testing

/// Projects of dbt: what is told of the last invocation in the recorded ones.
@Suite(.blocking) struct DbtTests {
  static func names() throws -> [String] { try Fixtures.names("dbt", atLeast: 18) }

  @Test(arguments: try names())
  func tellsTheTruth(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/dbt.json")[name])
    let folder = try TemporaryFolder()
    try Fixtures.copy("dbt", name, to: folder, as: "runs/\(name)")
    let status = try JSON(parsing: try Runspect.run(["status", "runs/\(name)"], in: folder).stdout)
    #expect(status["layout"] == .string("dbt"))
    #expect(status["status"] == truth["state"])
    #expect(status["stale"] == .bool(truth["state"] == .string("incomplete")))
    #expect(status["dbt_version"] == truth["version"])
    let command = try #require(truth["command"]?.string)
    #expect(status["command_line"]?.string?.contains(" \(command)") == true)
    let answer = try Runspect.run(["errors", "runs/\(name)"], in: folder)
    let errors = try JSON(parsing: answer.stdout)
    #expect(errors["n_failed"] == status["n_failed"])
    #expect(answer.status == (status["n_failed"] == .number(0) ? 0 : 1))
    for (node, part) in truth["messages"]?.object ?? [:] {
      let error = errors["errors"]?.array.first { error in
        (error["output"]?.string ?? "None").hasPrefix(node)
      }
      #expect(error?["message"]?.string?.contains(part.string ?? "?") == true, "\(node)")
    }
    // Which nodes are skipped may depend on threads.
    guard truth["nodes"] != .null, let nodes = truth["nodes"]?.object else { return }
    let outputs = try #require(status["outputs"]?.object)
    // The last part of the name of a test is a hash of its arguments.
    #expect(outputs.count == nodes.count)
    let values = try JSON(
      parsing: try Runspect.run(["outputs", "runs/\(name)"], in: folder).stdout)
    for (node, result) in nodes {
      let found =
        outputs.first { $0.key == node || $0.key.hasPrefix(node + "_") }
        ?? outputs.first { $0.key.hasPrefix(node + ".") }
      let (key, output) = try #require(found, "\(node)")
      #expect(output["complete"] == .bool(result != .null), "\(node)")
      let isFailed = ["error", "fail", "skipped"].contains(result.string)
      #expect(output["n_failed"] == .number(isFailed ? 1 : 0), "\(node)")
      let value = values["outputs"]?[key]
      #expect(result == .null ? value == .null : value?["status"] == result, "\(node)")
    }
    let failed = nodes.values.filter { ["error", "fail", "skipped"].contains($0.string) }.count
    let asWhole = truth["messages"]?["None"] == nil ? 0 : 1
    #expect(status["n_failed"] == .number(Double(failed + asWhole)))
  }

  /// A copy of what dbt wrote is enough, also of one of the two folders.
  @Test(arguments: ["failed", "failed-json"], [["logs"], ["target"], ["logs", "target"]])
  func tellsTheStateWithoutTheProject(_ name: String, _ parts: [String]) throws {
    let folder = try TemporaryFolder()
    for part in parts { try Fixtures.copy("dbt", "\(name)/\(part)", to: folder, as: "r/\(part)") }
    let status = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    #expect(status["layout"] == .string("dbt"))
    #expect(status["status"] == .string("failed"))
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswer(_ name: String) throws {
    let folder = try TemporaryFolder()
    let run = "runs/\(name)"
    try Fixtures.copy("dbt", name, to: folder, as: run)
    try RecordedAnswers.compare("dbt/\(name).json", ["status"], of: run, in: folder)
    try RecordedAnswers.compare("dbt/\(name).txt", ["errors", "timing"], of: run, in: folder)
  }

  /// What ran yesterday says nothing about today.
  @Test(arguments: ["killed", "killed-json", "compile-error-after-success", "parsed"])
  func resultsOfAnotherInvocationDontCount(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("dbt", name, to: folder, as: "r")
    let status = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    #expect(status["has_results"] == .bool(false))
    #expect(
      status["warnings"]
        == .array([
          .string(
            "'\(folder.path)/r/target/run_results.json' is of an earlier invocation, so it was left "
              + "out; the log tells of the last one")
        ]))
    // Where logging was turned off since, the log is older.
    folder.setTime("r/logs/dbt.log", .hourEarlier)
    let later = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    #expect(later["status"] == .string("completed"))
    #expect(later["has_results"] == .bool(true))
    #expect(
      later["warnings"]
        == .array([
          .string(
            "'\(folder.path)/r/logs/dbt.log' is older than the results, so it was left out")
        ]))
  }

  @Test func theArgumentsAreTheInputs() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("dbt", "failed", to: folder, as: "runs/failed")
    try Fixtures.copy("dbt", "killed-first", to: folder, as: "runs/killed")
    let words = [
      "list-runs", "runs", "--sort", "name", "--format", "csv", "--fields",
      "name,status,inputs.invocation_command,inputs.indirect_selection,"
        + "outputs.model.shop.orders.n_failed",
    ]
    #expect(
      try Runspect.run(words, in: folder).stdout == """
        name,status,inputs.invocation_command,inputs.indirect_selection,outputs.model.shop.orders.n_failed
        failed,failed,dbt --no-version-check build --profiles-dir .,eager,0
        killed,incomplete,dbt --no-version-check build --profiles-dir .,eager,0

        """)
    let which = try Runspect.run(["inputs", "runs/failed", "which", "--raw"], in: folder)
    #expect(which.stdout == "build\n")
  }

  @Test func watchingEndsWithTheInvocation() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("dbt", "failed", to: folder, as: "r")
    let log = try folder.read("r/logs/dbt.log")
    let end = try #require(log.range(of: Data("Command `dbt build` failed".utf8)))
    try folder.write("r/logs/dbt.log", log.prefix(upTo: end.lowerBound))
    try FileManager.default.removeItem(at: folder.url("r/target/run_results.json"))
    let tool = try Runspect.start(
      ["watch", "r", "-i", "60", "-t", "50"].map { Array($0.utf8) }, in: folder)
    #expect(eventually { tool.stdout.contains("\"running\"") })
    let handle = try FileHandle(forWritingTo: folder.url("r/logs/dbt.log"))
    try handle.seekToEnd()
    try handle.write(contentsOf: log.suffix(from: end.lowerBound))
    try handle.close()
    let outcome = tool.wait()
    #expect(outcome.stdout.states == ["running", "failed"])
    #expect(outcome.status == 1)
  }

  @Test func oneOfTheFilesByItself() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("dbt", "failed", to: folder, as: "r")
    for file in ["r/logs/dbt.log", "r/target/run_results.json"] {
      let outcome = try Runspect.run(["status", file, "--exit-status"], in: folder)
      let status = try JSON(parsing: outcome.stdout)
      #expect(status["layout"] == .string("dbt"))
      #expect(status["status"] == .string("failed"))
      #expect(status["n_failed"] == .number(3))
      #expect(outcome.status == 1)
    }
    // CI keeps the contents of target.
    try folder.copy(from: folder.url("r/target"), to: "kept/artifact")
    let listed = try JSON(parsing: try Runspect.run(["list-runs", "kept"], in: folder).stdout)
    #expect(listed["runs"]?.array.map { $0["status"] } == [.string("failed")])
  }
}
