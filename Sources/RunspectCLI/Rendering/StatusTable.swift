import FileFormats
import ReadOnlyFiles
import RunInspection

/// A status as a table for people.
enum StatusTable {
  /// One run: its state in a few lines, then a line an output.
  static func text(_ run: RunStatus) -> String {
    var facts = [
      ["run", path(run.runFolder)],
      ["status", state(run)],
      ["progress", percentage(run.progressFraction)],
      ["outputs", "\(run.completedOutputCount) of \(run.outputCount) complete"],
      ["failed", run.failedCount.map(String.init) ?? "?"],
      ["last activity", run.lastActivity.map(ISO8601.text) ?? "?"],
    ]
    if run.layout == nil || run.state == .missing || run.outputCount == 0 && run.error != nil {
      facts.removeLast(4)
    }
    var text = TerminalText.columns(facts)
    if let outputs = run.outputs, !outputs.isEmpty {
      let heading = ["OUTPUT", "STORAGE", "PROGRESS", "DONE", "FAILED", "TOTAL", "BYTES"]
      text +=
        "\n"
        + TerminalText.columns(
          [heading] + outputs.map(row), rightAligned: [2, 3, 4, 5, 6])
    }
    return text
  }

  /// Many runs, a line each.
  static func text(_ runs: [RunStatus]) -> String {
    guard !runs.isEmpty else { return "no runs\n" }
    let heading = ["STATUS", "PROGRESS", "OUTPUTS", "FAILED", "LAST ACTIVITY", "RUN"]
    let rows = runs.map { run in
      [
        state(run), percentage(run.progressFraction),
        "\(run.completedOutputCount)/\(run.outputCount)",
        run.failedCount.map(String.init) ?? "?",
        run.lastActivity.map(ISO8601.text) ?? "?",
        path(run.runFolder.lastName),
      ]
    }
    return TerminalText.columns([heading] + rows, rightAligned: [1, 2, 3])
  }

  private static func row(_ output: OutputStatus) -> [String] {
    [
      TerminalText.escaped(output.name), TerminalText.escaped(output.storage),
      percentage(output.progress.fraction), number(output.completedCount),
      "\(output.failedCount)", number(output.totalCount), number(output.bytes),
    ]
  }

  private static func state(_ run: RunStatus) -> String {
    run.isStale ? "\(run.state.rawValue) (stale)" : run.state.rawValue
  }

  private static func path(_ path: RawPath) -> String {
    TerminalText.escaped(JSONString(fileSystemBytes: path.bytes))
  }

  private static func number(_ number: Int?) -> String {
    number.map(String.init) ?? "?"
  }

  /// A share in per cent, rounded down, so that 100% means all.
  private static func percentage(_ share: Double?) -> String {
    guard let share, share >= 0, share <= 1 else { return "?" }
    return "\(Int(share * 100))%"
  }
}
