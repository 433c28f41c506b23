import Foundation
import TestSupport
import Testing

/// Long texts are told whole, or end in a mark.
@Suite(.blocking) struct PapermillLongTextTests {
  /// A notebook with one cell, and with so many bytes that runspect is not interested in.
  private func write(
    _ folder: TemporaryFolder, source: String = "[]", output: String, status: String, more: Int
  ) throws {
    let filler = String(repeating: "x", count: more)
    let own = #"{"start_time": "2026-01-01T00:00:00", "status": "\#(status)", "duration": 1}"#
    let cell = """
      {"cell_type": "code", "metadata": {"papermill": \(own)}, "source": \(source), "outputs": [
      {"output_type": "stream", "text": ["\(filler)"]}, \(output)]}
      """
    let times = #""start_time": "2026-01-01T00:00:00", "end_time": "2026-01-01T00:00:02""#
    try folder.write(
      "n.ipynb", #"{"cells": [\#(cell)], "metadata": {"papermill": {\#(times)}}, "nbformat": 4}"#)
  }

  private func lines(_ count: Int, _ text: (Int) -> String) -> String {
    "[" + (0..<count).map { "\"\(text($0))\"" }.joined(separator: ",") + "]"
  }

  private func result(_ lines: String) -> String {
    #"{"output_type": "execute_result", "data": {"text/plain": \#(lines)}}"#
  }

  private func failure(_ lines: String) -> String {
    #"{"output_type": "error", "ename": "E", "evalue": "m", "traceback": \#(lines)}"#
  }

  @Test(arguments: [(0, 1), (0, 5_000), (1 << 20, 5_000), (1 << 20, 9_999)])
  func aResultIsWhole(_ more: Int, _ count: Int) throws {
    let folder = try TemporaryFolder()
    try write(
      folder, output: result(lines(count) { "\($0)\\n" }), status: "completed", more: more)
    let outcome = try Runspect.run(["outputs", "n.ipynb", "cell_1", "--raw"], in: folder)
    #expect(outcome.stdout == (0..<count).map { "\($0)\n" }.joined() + "\n")
  }

  @Test(arguments: [0, 1 << 20])
  func aResultOfTooManyLines(_ more: Int) throws {
    let folder = try TemporaryFolder()
    try write(folder, output: result(lines(10_001) { "\($0)\\n" }), status: "completed", more: more)
    let outcome = try Runspect.run(["outputs", "n.ipynb", "cell_1", "--raw"], in: folder)
    #expect(outcome.stdout == (0..<10_000).map { "\($0)\n" }.joined() + "…\n")
  }

  /// It is not cut in the middle of a character.
  @Test func aResultOfAMebibyte() throws {
    let folder = try TemporaryFolder()
    let line = String(repeating: "é", count: 30_000)
    try write(folder, output: result(lines(18) { _ in line }), status: "completed", more: 0)
    let outcome = try Runspect.run(["outputs", "n.ipynb", "cell_1", "--raw"], in: folder)
    #expect(outcome.stdout == String(repeating: "é", count: 1 << 19) + "…\n")
  }

  @Test func aSourceThatIsNotShownWhole() throws {
    let folder = try TemporaryFolder()
    for (count, shown) in [(4_096, 4_096), (4_097, 4_096)] {
      let source = String(repeating: "x", count: count)
      try write(
        folder, source: #"["\#(source)"]"#, output: failure("[]"), status: "failed", more: 0)
      let errors = try JSON(parsing: try Runspect.run(["errors", "n.ipynb"], in: folder).stdout)
      #expect(
        errors["errors"]?.array.first?["source"]
          == .string(String(source.prefix(shown)) + (shown < count ? "…" : "")))
    }
  }

  /// The end of a trace tells what was raised.
  @Test(arguments: [0, 1 << 20])
  func aTraceHasBothEnds(_ more: Int) throws {
    let folder = try TemporaryFolder()
    try write(
      folder, output: failure(lines(2_000) { "line \($0)" }), status: "failed", more: more)
    let whole = try trace(folder)
    #expect(whole == (0..<2_000).map { "line \($0)" }.joined(separator: "\n"))
    let long = String(repeating: "y", count: 60_000)
    try write(
      folder, output: failure(lines(20) { "\($0) \(long)" }), status: "failed", more: more)
    let cut = try trace(folder)
    #expect(cut.hasPrefix("0 yyy") && cut.hasSuffix("yyy"))
    #expect(cut.utf8.count == (1 << 20) + 5)
    #expect(cut.components(separatedBy: "\n…\n").count == 2)
    #expect(cut.contains("\n19 yyy"))
  }

  private func trace(_ folder: TemporaryFolder) throws -> String {
    let outcome = try Runspect.run(["errors", "n.ipynb"], in: folder)
    return try #require(
      try JSON(parsing: outcome.stdout)["errors"]?.array.first?["traceback"]?.string)
  }
}
