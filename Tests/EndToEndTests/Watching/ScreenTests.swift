import Foundation
import TestSupport
import Testing

/// What stands on terminals of several widths, with and without colours, as it was recorded.
@Suite(.blocking) struct ScreenTests {
  private static let widths = [40, 60, 80, 120, 200]

  private let folder: TemporaryFolder

  /// Runs with times of their own: those that go on are from the future, and have no age.
  init() throws {
    folder = try TemporaryFolder()
    try beat(
      "runs/convert", "running", message: "epoch 3 of 7, 漢字",
      outputs: [
        ("fetch", 40, 40, 0), ("convert", 120, 35, 2), ("plot", 1, 0, 0),
      ])
    try beat(
      "runs/a-run-with-quite-a-long-name-to-cut", "running", message: "",
      outputs: [
        ("all", 8, 6, 0)
      ])
    try beat(
      "runs/broken", "failed", message: "disk full: \"scratch\"",
      outputs: [
        ("fetch", 40, 12, 0)
      ])
    try beat("runs/done", "completed", message: "", outputs: [("fetch", 40, 40, 0)])
    try beat("runs/stopped", "cancelled", message: "by a person", outputs: [("fetch", 40, 3, 0)])
    try beat(
      "runs/silent", "running", message: "", outputs: [("fetch", 40, 3, 0)], at: "2020-01-01")
  }

  private func beat(
    _ name: String, _ state: String, message: String,
    outputs: [(name: String, total: Int, done: Int, failed: Int)], at day: String = "2100-01-01"
  ) throws {
    let members = outputs.map { output in
      """
      "\(output.name)": {"n_total": \(output.total), "n_completed": \(output.done),
       "n_failed": \(output.failed), "bytes": \(output.done * 4_097),
       "message": "no space left on device", "elapsed_time": \(output.done * 3)}
      """
    }
    let text = message.replacingOccurrences(of: "\"", with: "\\\"")
    try folder.write(
      "\(name)/run_status.json",
      """
      {"status": "\(state)", "started_at": "\(day)T00:00:00Z", "updated_at": "\(day)T00:12:34Z",
       "message": "\(text)", "outputs": {\(members.joined(separator: ", "))}}
      """)
  }

  /// What a command line leaves on terminals of all widths.
  private func screens(_ show: (_ columns: Int, _ color: String) throws -> String) rethrows
    -> String
  {
    var text = ""
    for color in ["never", "always"] {
      for columns in ScreenTests.widths {
        text += "== \(columns) columns, --color \(color)\n"
        text += try show(columns, color) + "\n"
      }
    }
    return text
  }

  @Test(arguments: [
    ("list", "list-runs runs --sort name --utc"), ("status", "status runs/convert --utc"),
    ("errors", "errors runs/convert runs/broken"),
    ("timing", "timing \(FixtureFile.folder.path)/runs/petsard/complete-timing"),
  ])
  func tablesFitTheTerminal(_ name: String, _ line: String) throws {
    let text = try screens { columns, color in
      let terminal = try PseudoTerminal(columns: columns)
      let words = line.split(separator: " ").map(String.init)
      let tool = try Runspect.start(
        (words + ["--format", "table", "--color", color]).map { Array($0.utf8) }, in: folder,
        environment: ["TERM": "xterm"], terminal: terminal.path)
      _ = tool.wait(reading: terminal)
      // Where the path of the run is cut depends on the temporary folder.
      return PseudoTerminal.legible(terminal.text)
        .split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("run  ") }.joined(separator: "\n")
    }
    #expect(try FixtureFile.matchesRecording("expected/screens/table-\(name).txt", text))
  }

  /// Each stands after what it is computed from, where the heartbeat lists the functions so.
  @Test func outputsStandInTheOrderOfTheFunctions() throws {
    try Fixtures.copy("pipefunc-verdicts", "0.93.2-file_array-async_raise", to: folder, as: "r")
    let table = try Runspect.run(["status", "r", "--format", "table"], in: folder).stdout
    let rows = table.components(separatedBy: "\n\n").last?.split(separator: "\n") ?? []
    #expect(rows.map { $0.prefix { $0 != " " } } == ["OUTPUT", "y", "q", "total"])
  }

  /// What was not computed because of other errors is none of the last errors.
  @Test func theLiveViewShowsWhatFailedItself() throws {
    try Fixtures.copy("pipefunc", "0.93.2-file_array-continue", to: folder, as: "r")
    try folder.write(
      "r/pipefunc_status.json",
      #"{"status": "running", "started_at": "2100-01-01T00:00:00Z", "updated_at": "2100-01-01T00:00:01Z"}"#
    )
    let terminal = try PseudoTerminal(columns: 120)
    let tool = try Runspect.start(
      ["watch", "r", "--format", "live", "-t", "30"].map { Array($0.utf8) }, in: folder,
      environment: ["TERM": "xterm"], terminal: terminal.path)
    let isShown = eventually { terminal.frame.contains("cannot take 2") }
    let frame = terminal.frame
    tool.signal(SIGINT)
    _ = tool.wait(reading: terminal)
    #expect(isShown, "\(frame)")
    let errors = frame.components(separatedBy: "LAST ERRORS").last ?? ""
    for output in ["q", "r", "t", "total"] {
      #expect(!errors.split(separator: "\n").contains { $0.hasPrefix("\(output) ") }, "\(frame)")
    }
    #expect(
      errors.split(separator: "\n").contains { $0.hasPrefix("y ") || $0.hasPrefix("y[") },
      "\(frame)")
  }

  @Test(arguments: [("run", "runs/convert", "LAST ERRORS"), ("runs", "runs", "1 completed")])
  func theLiveViewFitsTheTerminal(_ name: String, _ operand: String, _ end: String) throws {
    let text = try screens { columns, color in
      let terminal = try PseudoTerminal(columns: columns)
      let tool = try Runspect.start(
        ["watch", operand, "--format", "live", "--color", color, "-t", "30"].map { Array($0.utf8) },
        in: folder, environment: ["TERM": "xterm"], terminal: terminal.path)
      let isShown = eventually { terminal.frame.contains(end) }
      let frame = terminal.frame
      tool.signal(SIGINT)
      _ = tool.wait(reading: terminal)
      // One that shows something else is not waited for on all the others.
      try #require(isShown)
      return frame.replacing(/silent for [0-9]+/, with: "silent for N")
    }
    #expect(try FixtureFile.matchesRecording("expected/screens/live-\(name).txt", text))
  }
}
