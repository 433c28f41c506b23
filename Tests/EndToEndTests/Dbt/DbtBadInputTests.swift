import Foundation
import TestSupport
import Testing

/// Logs and results of dbt that are damaged, or not dbt's at all.
@Suite(.blocking) struct DbtBadInputTests {
  private func status(_ run: String, in folder: TemporaryFolder) throws -> JSON {
    try JSON(parsing: try Runspect.run(["status", run], in: folder).stdout)
  }

  private static let header =
    "============================== 10:00:00.000000 | 11111111-2222-3333-4444-555555555555 "
    + "==============================\n"

  private static func line(_ time: String, _ text: String, _ thread: String = "MainThread")
    -> String
  {
    "\u{1B}[0m\(time) [info ] [\(thread)]: \(text)\n"
  }

  /// Other programs have folders and files of these names.
  @Test func whatIsNoProjectOfDbt() throws {
    let folder = try TemporaryFolder()
    try folder.write("runs/a/target/run_results.json", #"{"results": []}"#)
    try folder.write("runs/b/logs/dbt.log", "some text\n")
    try folder.write("runs/c/dbt_project.yml", "name: shop\n")
    try folder.makeFolder("runs/d/logs/dbt.log")
    try folder.makeFolder("runs/d/target")
    try folder.write("runs/e/run_results.json", "")
    let listed = try JSON(parsing: try Runspect.run(["list-runs"], in: folder).stdout)
    #expect(listed["runs"] == .array([]))
    let file = try Runspect.run(["status", "runs/a/target/run_results.json"], in: folder)
    #expect(file.status == 1)
  }

  @Test(arguments: [
    ("[]", "should hold an object, not an array"),
    (#"{"metadata": {"dbt_schema_version": "6"}}"#, "lacks the key 'results'"),
    (
      #"{"metadata": {"dbt_schema_version": "6"}, "results": 5}"#,
      ": 'results' should be an array, not a whole number"
    ),
    ("{\"metadata\"", "is not JSON: Expecting ':' delimiter: line 1 column 12 (char 11)"),
  ])
  func resultsThatCantBeRead(_ text: String, _ fault: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("r/dbt_project.yml", "")
    try folder.write("r/target/run_results.json", text)
    folder.setTimes(below: "r") { _ in .recorded }
    let path = "'\(folder.path)/r/target/run_results.json'"
    let message = path + (fault.hasPrefix(":") ? "" : " ") + fault
    let answer = try status("r", in: folder)
    #expect(answer["status"] == .string("error"))
    #expect(answer["error"] == .string(message))
    // With a log, the results only add to it.
    try folder.write(
      "r/logs/dbt.log",
      DbtBadInputTests.header
        + DbtBadInputTests.line("10:00:09.000000", "Command `dbt build` succeeded at 1 after 9.5 s")
    )
    let logged = try status("r", in: folder)
    #expect(logged["status"] == .string("completed"))
    #expect(logged["elapsed_seconds"] == .number(9.5))
    #expect(logged["warnings"] == .array([.string("left out: " + message)]))
  }

  @Test func entriesThatCantBeUsed() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_results.json",
      """
      {"metadata": {"dbt_schema_version": "v6", "generated_at": 5e300, "invocation_id": 7},
       "elapsed_time": -1, "args": [], "results": [{}, {"unique_id": "model.a.b", "status": "odd"},
       {"unique_id": "model.a.c", "status": "error", "execution_time": NaN, "timing": [{}, 5]}]}
      """)
    let answer = try status("r", in: folder)
    #expect(answer["status"] == .string("failed"))
    #expect(answer["n_failed"] == .number(1))
    #expect(answer["outputs"]?["model.a.b"]?["complete"] == .bool(false))
    #expect(answer["warnings"]?.array.count == 7)
    // The elements are named by their places among all.
    let warnings = answer["warnings"]?.array.compactMap(\.string) ?? []
    for name in ["results.0.unique_id", "results.1.status"] {
      #expect(warnings.contains { $0.contains("'\(name)'") }, "\(warnings)")
    }
    let errors = try JSON(parsing: try Runspect.run(["errors", "r"], in: folder).stdout)
    #expect(errors["errors"]?.array.first?["kind"] == .string("unrecorded"))
    #expect(
      errors["errors"]?.array.first?["message"]
        == .string(
          "dbt stored no error of it; what it did is in '\(folder.path)/r/run_results.json'"))
  }

  /// Numbers beyond all bounds, nodes without an end, torn and foreign lines, bytes that are no text.
  @Test func aLogOfAnySort() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/dbt_project.yml", "")
    var log = Data((DbtBadInputTests.header + "no message\n").utf8)
    for text in [
      "Running with dbt=9.9", "99999999999999999999 of 9 OK x [OK in 1s]", "5 of 3 OK x [OK in 1s]",
      "0 of 3 OK x", "1 of 3 START sql view model main.a ..... [RUN]",
      "1 of 3 OK created sql view model main.a ..... [OK in -1e999s]", "2 of 3 ODD x [ODD]",
      "2 of 3 ERROR creating sql table model main.b ..... [ERROR in 0.50s]",
      "1 of 2 OK hook: shop.on-run-start.0 [OK in 0.01s]", "Command `dbt build` paused at 5",
      "running dbt with arguments {'a': 'b', 'c", "{\"info\": 5}",
    ] {
      log += Data(DbtBadInputTests.line("10:00:01.500000", text, "Thread-1 (").utf8)
    }
    log +=
      Data([0xFF, 0xFE, 0x0A])
      + Data("{\"info\": {\"msg\": \"x\n25:99:99.000000 [a] [b]: c\n\u{1B}[".utf8)
    try folder.write("r/logs/dbt.log", log)
    folder.setTimes(below: "r") { _ in .recorded }
    let answer = try status("r", in: folder)
    #expect(answer["status"] == .string("incomplete"))
    #expect(answer["dbt_version"] == .string("9.9"))
    #expect(answer["n_outputs"] == .number(3))
    #expect(answer["n_outputs_completed"] == .number(2))
    #expect(answer["n_failed"] == .number(1))
    #expect(answer["elapsed_seconds"] == .number(1.5))
    #expect(
      answer["outputs"]?.object.keys.sorted() == [
        "creating sql table model main.b", "sql view model main.a",
      ])
    let errors = try JSON(parsing: try Runspect.run(["errors", "r"], in: folder).stdout)
    #expect(errors["errors"]?.array.first?["message"] == .string("ERROR"))
    let inputs = try JSON(parsing: try Runspect.run(["inputs", "r"], in: folder).stdout)
    #expect(inputs["inputs"]?.object.keys.sorted() == ["a"])
  }

  /// Only the last invocation counts, wherever in a long log it begins.
  @Test(arguments: [0, 1, 262_100, 262_144, 262_145, 600_000])
  func theLastInvocationOfALongLog(_ length: Int) throws {
    let folder = try TemporaryFolder()
    let line = DbtBadInputTests.line
    let query = "select 1 from a_table_with_a_name_of_some_length\n"
    let filler = Array(String(repeating: query, count: 14_000).utf8)
    var log = Array(DbtBadInputTests.header.utf8)
    log += line("10:00:02.000000", "Command `dbt run` failed at 1 after 2.0 s", "MainThread").utf8
    log += filler
    log += "\n\n\(DbtBadInputTests.header)".utf8
    log += line("23:59:59.500000", "1 of 2 OK created sql view model main.a [OK in 1s]", "a").utf8
    log += filler.prefix(length)
    log += "\n".utf8
    log += line("00:00:01.000000", "2 of 2 OK created sql view model main.b [OK in 1s]", "a").utf8
    try folder.write("r/dbt_project.yml", "")
    try folder.write("r/logs/dbt.log", Data(log))
    let answer = try status("r", in: folder)
    #expect(answer["status"] == .string("running"))
    #expect(answer["n_outputs_completed"] == .number(2))
    #expect(answer["elapsed_seconds"] == .number(50_401))
  }

  @Test func aLogWithoutItsBeginning() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/dbt_project.yml", "")
    try folder.write(
      "r/logs/dbt.log",
      DbtBadInputTests.line("10:00:02.000000", "Command `dbt run` failed at 1 after 2.0 s"))
    let answer = try status("r", in: folder)
    #expect(answer["status"] == .string("failed"))
    #expect(
      answer["warnings"]
        == .array([
          .string(
            "'\(folder.path)/r/logs/dbt.log' does not contain the beginning of the last invocation, "
              + "which is in an older log")
        ]))
    let errors = try Runspect.run(["errors", "r"], in: folder)
    #expect(
      try JSON(parsing: errors.stdout)["errors"]?.array.first?["message"]
        == .string("dbt stored no error of it; what it did is in '\(folder.path)/r/logs/dbt.log'"))
    #expect(errors.status == 1)
  }

  /// The results of thousands of nodes hold megabytes of code.
  @Test func resultsOfManyNodes() throws {
    let folder = try TemporaryFolder()
    let code = String(repeating: "select * from a_table where x = 'y' -- ", count: 100)
    let node = #""status": "success", "execution_time": 1, "compiled_code": "\#(code)""#
    let nodes = (0..<3_000).map { #"{"unique_id": "model.a.m\#($0)", \#(node)}"# }
    try folder.write(
      "r/target/run_results.json",
      #"{"metadata": {"dbt_schema_version": "v6"}, "results": [\#(nodes.joined(separator: ", "))]}"#
    )
    let answer = try status("r", in: folder)
    #expect(answer["status"] == .string("completed"))
    #expect(answer["n_outputs_completed"] == .number(3_000))
  }
}
