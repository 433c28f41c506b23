import Foundation
import TestSupport
import Testing

/// Notebooks of papermill that are damaged or very large.
@Suite(.blocking) struct PapermillBadInputTests {
  private func status(_ text: String) throws -> (answer: JSON, path: String) {
    let folder = try TemporaryFolder()
    try folder.write("n.ipynb", text)
    folder.setTime("n.ipynb", .recorded)
    let outcome = try Runspect.run(["status", "n.ipynb"], in: folder)
    return (try JSON(parsing: outcome.stdout), "'\(folder.path)/n.ipynb'")
  }

  private static func notebook(_ cells: String, _ own: String, _ more: String = "") -> String {
    #"{"cells": [\#(cells)], "metadata": {\#(more)"papermill": {\#(own)}}, "nbformat": 4}"#
  }

  @Test func valuesThatCantBeUsed() throws {
    let (answer, path) = try status(
      PapermillBadInputTests.notebook(
        #"5, {}, {"cell_type": 7, "metadata": [], "outputs": {}, "source": 5}"#,
        #""start_time": "yesterday", "duration": -5, "parameters": [], "version": 2.7"#))
    #expect(answer["status"] == .string("pending"))
    #expect(answer["n_outputs"] == .number(3))
    let key = "left out: \(path): 'metadata.papermill"
    #expect(
      answer["warnings"]
        == .array([
          .string(
            "\(key).start_time' should be a date in ISO 8601 or Unix seconds, not \"yesterday\""),
          .string("\(key).duration' should be a number from 0, not -5"),
          .string("\(key).parameters' should be an object, not an array"),
          .string("\(key).version' should be a string, not 2.7"),
        ]))
  }

  /// Times that cells can't have taken, a notebook that took none, and a line that is no text.
  @Test(arguments: [("-1", nil), ("1e999", nil), ("0", 0), ("2.5", 2.5)] as [(String, Double?)])
  func secondsOfACell(_ duration: String, _ seconds: Double?) throws {
    let moment = #""start_time": "2026-01-01T00:00:00", "end_time": "2026-01-01T00:00:00""#
    let own = #"{"status": "completed", "exception": false, "duration": \#(duration), \#(moment)}"#
    let folder = try TemporaryFolder()
    try folder.write(
      "n.ipynb",
      PapermillBadInputTests.notebook(
        """
        {"cell_type": "code", "execution_count": 1, "source": ["a", 5, null, "b"], "outputs": [],
         "metadata": {"papermill": \(own)}}
        """, moment))
    let status = try JSON(parsing: try Runspect.run(["status", "n.ipynb"], in: folder).stdout)
    #expect(status["status"] == .string("completed"))
    #expect(status["elapsed_seconds"] == .number(0))
    let timing = try JSON(parsing: try Runspect.run(["timing", "n.ipynb"], in: folder).stdout)
    #expect(timing["timing"]?.array.first?["seconds"] == seconds.map { .number($0) } ?? .null)
  }

  /// A failure of which no cell tells: papermill's markers without an error.
  @Test func aFailureWithoutAnError() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "n.ipynb",
      PapermillBadInputTests.notebook(
        #"{"metadata": {"tags": ["papermill-error-cell-tag"]}}"#,
        #""start_time": "2026-01-01T00:00:00", "end_time": "2026-01-01T00:00:02""#))
    let outcome = try Runspect.run(["errors", "n.ipynb"], in: folder)
    let errors = try JSON(parsing: outcome.stdout)
    #expect(errors["n_failed"] == .number(1))
    #expect(
      errors["errors"]?.array.first?["message"]
        == .string("papermill stored no error of it; what it said is only where it was started"))
    let status = try JSON(parsing: try Runspect.run(["status", "n.ipynb"], in: folder).stdout)
    #expect(status["status"] == .string("failed"))
    #expect(status["n_failed"] == .number(1))
    #expect(status["elapsed_seconds"] == .number(2))
  }

  /// Papermill inserts its markers a moment after it has written that the notebook ended.
  @Test func anErrorBeforeTheMarkersAreInserted() throws {
    let cell = """
      {"cell_type": "code", "outputs": [{"output_type": "error", "ename": "E", "evalue": "m"}],
       "metadata": {"tags": ["raises-exception"], "papermill":
       {"status": "completed", "exception": false, "start_time": "2026-01-01T00:00:01"}}}
      """
    let start = #""exception": null, "start_time": "2026-01-01T00:00:00""#
    let running = try status(PapermillBadInputTests.notebook(cell, start)).answer
    #expect(running["status"] == .string("incomplete"))
    #expect(running["n_failed"] == .number(0))
    let end = #", "end_time": "2026-01-01T00:00:02""#
    let ended = try status(PapermillBadInputTests.notebook(cell, start + end)).answer
    #expect(ended["status"] == .string("failed"))
    #expect(ended["n_failed"] == .number(1))
  }

  /// Of a large notebook, only the end can tell that papermill wrote it, and only the beginning.
  @Test(arguments: [0, 300_000, 3_000_000])
  func imagesAndTextsOfAnySize(_ size: Int) throws {
    let image = String(repeating: "iVBORw0K", count: size / 8)
    let lines = String(repeating: #""a line that was printed\n","#, count: size / 40) + #""""#
    let own = #"{"start_time": "2026-01-01T00:00:00Z", "status": "completed", "duration": 1}"#
    let cell = """
      {"cell_type": "code", "metadata": {"papermill": \(own)}, "source": ["x"], "outputs": [
       {"output_type": "display_data", "data": {"image/png": "\(image)", "text/plain": "fig"}},
       {"output_type": "stream", "text": [\(lines)]},
       {"output_type": "execute_result", "data": {"text/html": [\(lines)], "text/plain": ["4", "2"]}}
      ]}
      """
    let folder = try TemporaryFolder()
    try folder.write(
      "n.ipynb",
      PapermillBadInputTests.notebook(
        cell + "," + cell,
        #""start_time": "2026-01-01T00:00:00Z", "end_time": "2026-01-01T00:00:03Z", "#
          + #""parameters": {"data": {"text": 7}}"#,
        #""widgets": {"state": "\#(image)"}, "#))
    let status = try Runspect.run(["status", "n.ipynb", "--exit-status"], in: folder)
    #expect(status.status == 0)
    #expect(try JSON(parsing: status.stdout)["n_outputs_completed"] == .number(2))
    let outputs = try Runspect.run(["outputs", "n.ipynb", "cell_2", "--raw"], in: folder)
    #expect(outputs.stdout == "42\n")
    let inputs = try JSON(parsing: try Runspect.run(["inputs", "n.ipynb"], in: folder).stdout)
    #expect(inputs["inputs"]?["data"]?["value"]?["text"] == .number(7))
  }

  @Test(arguments: [
    ("", " is not JSON: it ends in the middle"), ("]", " is not JSON: it ends in the middle"),
    ("}", " is not JSON at byte 1500040"),
  ])
  func aLargeOneThatIsNotWhole(_ end: String, _ fault: String) throws {
    let text = String(repeating: "x", count: 1_500_000)
    let (answer, path) = try status(#"{"metadata": {"papermill": {}}, "x": ["\#(text)""# + end)
    #expect(answer["status"] == .string("error"))
    #expect(answer["error"] == .string(path + fault))
  }

  @Test(arguments: [
    #"{"metadata": {"papermill": {"#, #"{"metadata": {"papermill": {}}}}"#,
    #"{"cells": [{"papermill":"#,
  ])
  func aSmallOneThatIsNotWhole(_ text: String) throws {
    let (answer, path) = try status(text)
    #expect(answer["status"] == .string("error"))
    #expect(answer["error"]?.string?.hasPrefix("\(path) is not JSON: ") == true)
  }

  /// Parameters of many megabytes can't be left out.
  @Test func moreThanIsRead() throws {
    let text = String(repeating: #""0123456789abcdef0123456789abcdef","#, count: 550_000)
    let (answer, path) = try status(
      #"{"metadata": {"papermill": {"parameters": {"x": [\#(text) 1]}}}}"#)
    #expect(
      answer["error"]
        == .string("\(path) has more than 16777216 bytes, without what can be left out of it"))
  }
}
