import Foundation
import TestSupport
import Testing

/// Long messages and many arguments in logs of dbt are told whole, or the answer says that there is more.
@Suite(.blocking) struct DbtLongTextTests {
  private static let header =
    "============================== 10:00:00.000000 | 11111111-2222-3333-4444-555555555555 "
    + "==============================\n"

  private func line(_ text: String) -> String {
    "10:00:01.000000 [debug] [Thread-1]: \(text)\n"
  }

  private func answer(_ command: String, _ log: String) throws -> JSON {
    let folder = try TemporaryFolder()
    try folder.write("r/dbt_project.yml", "")
    try folder.write("r/logs/dbt.log", log)
    return try JSON(parsing: Runspect.run([command, "r"], in: folder).stdout)
  }

  private func arguments(_ count: Int, _ value: String = "v") -> String {
    let all = (0..<count).map { "'a\($0)': '\(value)'" }.joined(separator: ", ")
    return DbtLongTextTests.header + line("running dbt with arguments {\(all)}")
  }

  @Test func manyArguments() throws {
    for count in [1_100, 10_000] {
      let answer = try answer("inputs", arguments(count))
      #expect(answer["inputs"]?.object.count == count)
      #expect(answer["warnings"]?.array ?? [] == [])
    }
    for log in [arguments(10_001), arguments(6_000, String(repeating: "v", count: 200))] {
      let answer = try answer("inputs", log)
      #expect((answer["inputs"]?.object.count ?? 0) > 4_000)
      #expect(
        answer["warnings"]?.array.first?.string?.hasSuffix(
          "dbt.log' names more arguments of the invocation than are told") == true)
    }
  }

  @Test(arguments: [(20_000, 20_000), (1 << 20, (1 << 20) - 20)])
  func aLongError(_ length: Int, _ shown: Int) throws {
    let error = String(repeating: "x", count: length)
    let log =
      DbtLongTextTests.header + line("Database Error\n  \(error)\n  and an end")
      + line("1 of 1 ERROR creating sql table model main.a ..... [ERROR in 0.50s]")
    let message = try #require(
      try answer("errors", log)["errors"]?.array.first?["message"]?.string)
    #expect(message.hasPrefix(error.prefix(shown)))
    #expect(message.hasSuffix(shown < length ? "x…" : "x\nand an end"))
  }

  /// A line that is too long to be read may tell of a failure.
  @Test func aLineOfAJSONLogThatIsTooLong() throws {
    func message(_ text: String) -> String {
      let info = #""invocation_id": "1", "msg": "\#(text)", "thread": "a""#
      return "{\"info\": {\(info), \"ts\": \"2026-11-21T10:00:00.000000Z\"}}\n"
    }
    let answer = try answer(
      "status",
      message("Running with dbt=1.0") + message(String(repeating: "x", count: 1 << 22))
        + message("1 of 1 OK created a ..... [OK in 0.50s]"))
    #expect(answer["n_outputs_completed"] == .number(1))
    #expect(
      answer["warnings"]?.array.contains {
        $0.string?.hasPrefix("1 line of '") == true
          && $0.string?.hasSuffix("' is too long to be read, and may tell more") == true
      } == true, "\(answer)")
  }
}
