import Foundation
import TestSupport
import Testing

/// Queries are logged as they are, so that their lines may look like those with which an invocation begins.
@Suite(.blocking) struct DbtBannerTests {
  private static let header =
    "============================== 10:00:00.000000 | 11111111-2222-3333-4444-555555555555 "
    + "==============================\n"

  private func line(_ time: String, _ text: String) -> String {
    "\u{1B}[0m10:00:\(time).000000 [info ] [Thread-1 (]: \(text)\n"
  }

  /// A failure at the beginning, and far from it a query with such a line.
  @Test(arguments: [
    "============================== staging ==============================",
    "============================== staging | marts ==============================",
    "============================== ", "============================== a | b c",
    #"{"info": {"name": "MainReportVersions", "x": {"name": "MainReportVersion"}}}"#,
    #"-- {"name": "MainReportVersion"}"#,
    String(repeating: "============================== ", count: 20),
  ])
  func aQueryWithALineThatLooksLikeABeginning(_ banner: String) throws {
    let folder = try TemporaryFolder()
    let query = String(
      repeating: "select 1 from a_table_with_a_name_of_some_length\n", count: 8_200)
    try folder.write("r/dbt_project.yml", "")
    try folder.write(
      "r/logs/dbt.log",
      "\n\n" + DbtBannerTests.header
        + line("01", "1 of 2 ERROR creating sql table model main.a ..... [ERROR in 0.50s]")
        + line("02", "On model.shop.b:") + query + banner + "\n" + banner + "\nselect 2\n"
        + line("03", "2 of 2 OK created sql table model main.b ..... [OK in 1.00s]"))
    let outcome = try Runspect.run(["status", "r", "--stale-after", "36500d"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["n_failed"] == .number(1))
    #expect(answer["n_outputs_completed"] == .number(2))
    #expect(answer["elapsed_seconds"] == .number(3))
    #expect(answer["warnings"] == .array([]))
  }

  /// The same in a JSON log: the last invocation is found from the end.
  @Test func theLastInvocationOfALongJSONLog() throws {
    let folder = try TemporaryFolder()
    func message(_ invocation: Int, _ second: Int, _ name: String, _ text: String) -> String {
      let info =
        #""invocation_id": "\#(invocation)", "level": "info", "msg": "\#(text)", "name": "\#(name)", "#
        + #""pid": 1, "thread": "a", "ts": "2026-11-21T10:00:0\#(second).000000Z""#
      return "{\"data\": {}, \"info\": {\(info)}}\n"
    }
    let query = #"select \"name\": \"MainReportVersion\"\n============================== a"#
    let filler = (0..<2_000).map { _ in message(2, 2, "SQLQuery", query) }.joined()
    try folder.write("r/dbt_project.yml", "")
    try folder.write(
      "r/logs/dbt.log",
      message(1, 0, "MainReportVersion", "Running with dbt=1.0")
        + message(1, 0, "X", "9 of 9 ERROR creating a ..... [ERROR in 0.50s]")
        + message(2, 1, "MainReportVersion", "Running with dbt=2.0")
        + message(2, 1, "X", "1 of 2 ERROR creating a ..... [ERROR in 0.50s]") + filler
        + message(2, 3, "X", "2 of 2 OK created b ..... [OK in 1.00s]"))
    let outcome = try Runspect.run(["status", "r", "--stale-after", "36500d"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["dbt_version"] == .string("2.0"))
    #expect(answer["n_failed"] == .number(1))
    #expect(answer["n_outputs"] == .number(2))
    #expect(answer["elapsed_seconds"] == .number(2))
    #expect(answer["warnings"] == .array([]))
  }
}
