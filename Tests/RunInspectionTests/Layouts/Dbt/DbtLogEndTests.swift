import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// Where the last invocation in a log of dbt begins.
@Suite struct DbtLogEndTests {
  private static let header =
    "============================== 10:00:00.000000 | 1-2 ==============================\n"

  private func start(_ text: String, limit: Int) throws -> Int {
    let temporary = try TemporaryFolder()
    try temporary.write("dbt.log", text)
    return try DbtLogEnd.start(
      of: RawPath("dbt.log"), in: Folder(RawPath(temporary.path)), links: .refuse, limit: limit)
  }

  @Test func isFoundWithinTheLimit() throws {
    let line = String(repeating: "x", count: 999) + "\n"
    let before = String(repeating: line, count: 700)
    let after = String(repeating: line, count: 400)
    let text = before + DbtLogEndTests.header + after
    #expect(try start(text, limit: 1 << 20) == before.utf8.count)
    #expect(try start(text, limit: 1 << 19) == before.utf8.count)
    #expect(throws: FileError.self) { try start(text, limit: 1 << 18) }
    // There is none: all is read, or nothing.
    #expect(try start(before, limit: 1 << 20) == 0)
    #expect(throws: FileError.self) { try start(before, limit: 1 << 18) }
  }
}
