import FileFormats
import RunInspection

/// The answers of `status` and `list-runs`.
enum StatusAnswer {
  /// The keys of a run that are shown in a row.
  static let columns: [JSONString] = [
    "run_folder", "layout", "status", "stale", "progress_fraction", "n_outputs",
    "n_outputs_completed", "n_failed", "last_activity", "error",
  ]

  /// One run.
  ///
  /// - Parameter fields: the only fields that are shown; nil if all are.
  /// - Parameter judged: what the format asks for besides the status.
  static func one(
    _ run: RunStatus, _ fields: JSONObject?, judged: JudgedRun? = nil
  ) -> Answer {
    let object = fields ?? StatusJSON.object(run)
    var answer = Answer(
      value: object, items: [object],
      columns: run.verifiedCount == nil ? columns : columns + ["n_verified"],
      table: { StatusTable.table(of: run) },
      itemRemarks: remarks(run))
    answer.subjects = judged.map { [.run($0)] } ?? []
    if fields == nil {
      answer.summary = SummaryLine(
        headline: RunText.sentence(run.runFolder.lastName, run), rest: "")
    }
    return fields.map { answer.showing([$0], columns: $0.keys) } ?? answer
  }

  /// Several runs that were named, with their outputs.
  ///
  /// - Parameter matched: how many were selected, shown or not.
  /// - Parameter fields: the only fields of each run that are shown; nil if all are.
  /// - Parameter paths: their names.
  /// - Parameter judged: what the format asks for besides the status of each.
  static func several(
    _ runs: [RunStatus], matched: Int, _ fields: [JSONObject]?, columns paths: [JSONString],
    judged: [JudgedRun] = []
  ) -> Answer {
    let objects = fields ?? runs.map { StatusJSON.object($0) }
    var answer = Answer.list(
      "runs", objects,
      others: ["runs_matched": .integer(matched), "total_count": .integer(runs.count)],
      columns: runs.contains { $0.verifiedCount != nil } ? columns + ["n_verified"] : columns,
      table: { table(of: runs, matched: matched) })
    answer.itemRemarks = runs.flatMap(remarks)
    answer.subjects = judged.map { .run($0) }
    if fields == nil {
      var summary = RunSummary()
      runs.forEach { summary.add(RunSummary.Facts($0)) }
      answer.summary = summary.sentence(hidden: matched - runs.count)
    }
    return fields == nil ? answer : answer.showing(objects, columns: paths)
  }

  private static func table(of runs: [RunStatus], matched: Int) -> Table {
    let rows = runs.map(StatusTable.row)
    var table = Table.grid(StatusTable.columns, rows, whenEmpty: whenEmpty)
    if let footer = StatusTable.footer(rows, matched: matched) {
      table.parts.append(.footer(footer))
    }
    return table
  }

  private static func remarks(_ run: RunStatus) -> [String] {
    run.warnings.map { "warning: " + $0.text }
  }

  private static let whenEmpty = "no runs\n"

  /// The runs below a folder.
  static let list = AnswerList(
    key: "runs", columns: columns, tableColumns: StatusTable.columns, whenEmpty: whenEmpty,
    hasSummary: true,
    footer: { rows, members in
      guard case .integer(let matched)? = members["runs_matched"] else { return nil }
      return StatusTable.footer(rows, matched: matched)
    })

  /// The runs below a folder, with these fields.
  static func list(_ fields: [FieldPath]) -> AnswerList {
    AnswerList(
      key: "runs", columns: fields.map(\.name),
      tableColumns: FieldText.columns(fields.map(\.name)), whenEmpty: whenEmpty)
  }

  /// A run in a list.
  struct Item: ListItem {
    let run: RunStatus
    /// The only fields that are shown, in their order; nil if all are.
    let fields: JSONObject?
    /// What the format asks for besides the status.
    var judged: JudgedRun?

    var subject: AnswerSubject? { judged.map { .run($0) } }

    var json: JSONObject { fields ?? StatusJSON.object(run) }

    var cells: [TableCell] {
      guard let fields else { return StatusTable.row(run) }
      return fields.keys.map { FieldText.cell($0, of: fields) }
    }
  }
}
