import FileFormats
import ReadOnlyFiles
import RunInspection

/// A status as a table for people.
enum StatusTable {
  /// One run: its state in a few lines, then a line for each output.
  static func table(of run: RunStatus) -> Table {
    var facts = [["run", path(run.runFolder)], ["status", state(run)]]
    if let tally = run.tally {
      facts += [
        ["progress", percentage(tally.progressFraction)],
        ["outputs", "\(tally.completedOutputCount) of \(tally.outputCount) complete"],
        ["failed", number(tally.failedCount)],
        ["last activity", run.lastActivity.map(ISO8601.text) ?? "?"],
      ]
    }
    if let count = run.verifiedCount {
      facts.append(["verified", "\(count) \(count == 1 ? "file" : "files")"])
    }
    var table = Table.grid(nil, facts)
    if let outputs = run.outputs, !outputs.isEmpty {
      let heading = ["OUTPUT", "STORAGE", "PROGRESS", "DONE", "FAILED", "TOTAL", "BYTES"]
      table.parts.append(
        .grid(heading: heading, rows: outputs.map(row), rightAligned: [2, 3, 4, 5, 6]))
    }
    return table
  }

  /// The headings of a list of runs.
  static let heading = ["STATUS", "PROGRESS", "OUTPUTS", "FAILED", "LAST ACTIVITY", "RUN"]
  /// The columns of a list that contain numbers.
  static let rightAligned: Set = [1, 2, 3]

  /// One run in a list.
  static func row(_ run: RunStatus) -> [String] {
    [
      state(run), percentage(run.tally?.progressFraction),
      "\(run.tally?.completedOutputCount ?? 0)/\(run.tally?.outputCount ?? 0)",
      number(run.tally?.failedCount), run.lastActivity.map(ISO8601.text) ?? "?",
      path(run.runFolder.lastName),
    ]
  }

  private static func row(_ output: OutputStatus) -> [String] {
    [
      TerminalText.escaped(output.name), TerminalText.escaped(output.storage),
      percentage(output.progress.fraction), number(output.completedCount),
      number(output.failedCount), number(output.totalCount), number(output.size.bytes),
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

  /// A fraction as a percentage, rounded down, so that 100% means all.
  private static func percentage(_ share: Double?) -> String {
    guard let share, share >= 0, share <= 1 else { return "?" }
    return "\(Percentage.wholePercent(share))%"
  }
}
