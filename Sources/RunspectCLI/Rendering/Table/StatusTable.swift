import FileFormats
import ReadOnlyFiles
import RunInspection

/// A status as a table for people.
enum StatusTable {
  /// How much of a message is shown, in bytes. Scripts read it elsewhere.
  private static let mostMessage = 1 << 12

  /// One run: its state in a few lines, then a line for each output.
  static func table(of run: RunStatus) -> Table {
    var table = Table.facts(facts(of: run))
    if let outputs = run.outputs, !outputs.isEmpty {
      let rows = outputs.map { row($0, isLive: !run.hasEnded && !run.isStale) }
      table.parts.append(.grid(columns: outputColumns, rows: rows))
    }
    return table
  }

  private static func facts(of run: RunStatus) -> [(name: String, value: TableCell)] {
    let isStale = run.isStale
    var facts: [(name: String, value: TableCell)] = [
      ("run", .text(path(run.runFolder))),
      ("status", .sequence([.state(run.state, isStale: isStale), sign(of: run)])),
    ]
    if let tally = run.tally {
      let share = tally.progressFraction
      facts += [
        ("stale", .text(isStale ? "yes" : "no")),
        ("progress", .sequence([.percentage(share), .bar(share)])),
        ("outputs", .text("\(tally.completedOutputCount) of \(tally.outputCount) complete")),
        ("failed", .failures(tally.failedCount)), ("size", .size(run.totalBytes)),
        ("elapsed", .duration(run.elapsedSeconds)), ("left", .duration(left(of: run))),
        ("activity", .past(run.lastActivity)),
      ]
    }
    let message = message(of: run)
    if !message.isEmpty { facts.append(("message", message)) }
    if let count = run.verifiedCount {
      facts.append(("verified", .text(Words.count(count, "file"))))
    }
    return facts.filter { fact in
      // What is not known is not worth a line, but for what everybody looks for.
      !fact.value.isEmpty || ["progress", "failed"].contains(fact.name)
    }
  }

  /// The columns of a list of runs.
  static let columns = [
    TableColumn("S"), TableColumn("STATE"), TableColumn("PROGRESS", .right),
    TableColumn("BAR", rank: 6), TableColumn("OUTPUTS", .right, rank: 8),
    TableColumn("FAILED", .right, rank: 2), TableColumn("ELAPSED", .right, rank: 7),
    TableColumn("LEFT", .right, rank: 4), TableColumn("AGE", .right, rank: 3),
    TableColumn("RUN", isCuttable: true, least: 20),
    TableColumn("MESSAGE", isCuttable: true, rank: 5),
  ]

  /// One run in a list.
  static func row(_ run: RunStatus) -> [TableCell] {
    let tally = run.tally
    return [
      sign(of: run), .state(run.state, isStale: run.isStale), .percentage(tally?.progressFraction),
      .bar(tally?.progressFraction),
      .text(tally.map { "\($0.completedOutputCount)/\($0.outputCount)" } ?? "-"),
      .failures(tally?.failedCount), .duration(run.elapsedSeconds), .duration(left(of: run)),
      .moment(run.lastActivity), .text(path(run.runFolder.lastName)), message(of: run),
    ]
  }

  /// How many of the runs in a list are in which state, such as "271 completed, 27 failed of 298".
  ///
  /// - Parameter matched: how many runs were selected, shown or not.
  static func footer(_ rows: [[TableCell]], matched: Int?) -> String? {
    var counts = StateCounts()
    for row in rows where row.count > 1 {
      if case .state(let state, let isStale) = row[1] { counts.add(state, isStale: isStale) }
    }
    guard counts.total > 1 else { return nil }
    guard let matched, matched > counts.total else { return counts.text }
    return counts.text + " shown, \(matched) matched"
  }

  private static let outputColumns = [
    TableColumn("OUTPUT", isCuttable: true), TableColumn("STORAGE", rank: 9),
    TableColumn("PROGRESS", .right), TableColumn("BAR", rank: 5),
    TableColumn("DONE", .right, rank: 3), TableColumn("FAILED", .right),
    TableColumn("TOTAL", .right, rank: 2), TableColumn("SIZE", .right, rank: 4),
    TableColumn("ELAPSED", .right, rank: 8), TableColumn("LEFT", .right, rank: 7),
  ]

  private static func row(_ output: OutputStatus, isLive: Bool) -> [TableCell] {
    let share = output.progress.fraction
    return [
      .text(TerminalText.escaped(output.name)), .text(TerminalText.escaped(output.storage)),
      .percentage(share), .bar(share), .number(output.completedCount),
      .failures(output.failedCount), .number(output.totalCount), .size(output.size.bytes),
      .duration(output.elapsedSeconds),
      .duration(isLive && !output.isComplete ? output.remainingSeconds : nil),
    ]
  }

  private static func sign(of run: RunStatus) -> TableCell {
    .sign(run.state, isStale: run.isStale)
  }

  private static func left(of run: RunStatus) -> Double? {
    run.hasEnded ? nil : run.remainingSeconds
  }

  private static func message(of run: RunStatus) -> TableCell {
    let text = (run.error.map { JSONString($0.text) } ?? run.message).map {
      TerminalText.escaped(MessagePattern.cut($0, to: mostMessage))
    }
    return .message(text ?? "", silentSince: run.silentSince)
  }

  private static func path(_ path: RawPath) -> String {
    TerminalText.escaped(JSONString(fileSystemBytes: path.bytes))
  }
}
