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
  static func one(_ run: RunStatus, _ fields: RunFields?) -> Answer {
    let object = fields?.object(of: run) ?? StatusJSON.object(run)
    let answer = Answer(
      value: object, items: [object],
      columns: run.verifiedCount == nil ? columns : columns + ["n_verified"],
      table: StatusTable.table(of: run),
      itemRemarks: remarks(run))
    return fields.map { answer.showing([object], columns: $0.paths.map(\.name)) } ?? answer
  }

  /// Several runs that were named, with their outputs.
  ///
  /// - Parameter matched: how many were selected, shown or not.
  static func several(_ runs: [RunStatus], matched: Int, _ fields: RunFields?) -> Answer {
    let objects = runs.map { fields?.object(of: $0) ?? StatusJSON.object($0) }
    let rows = runs.map(StatusTable.row)
    var answer = Answer.list(
      "runs", objects,
      others: ["runs_matched": .integer(matched), "total_count": .integer(runs.count)],
      columns: runs.contains { $0.verifiedCount != nil } ? columns + ["n_verified"] : columns,
      table: .grid(StatusTable.columns, rows, whenEmpty: whenEmpty))
    if let footer = StatusTable.footer(rows, matched: matched) {
      answer.table.parts.append(.footer(footer))
    }
    answer.itemRemarks = runs.flatMap(remarks)
    return fields.map { answer.showing(objects, columns: $0.paths.map(\.name)) } ?? answer
  }

  private static func remarks(_ run: RunStatus) -> [String] {
    run.warnings.map { "warning: " + $0.text }
  }

  private static let whenEmpty = "no runs\n"

  /// The runs below a folder.
  static let list = AnswerList(
    key: "runs", columns: columns, tableColumns: StatusTable.columns, whenEmpty: whenEmpty,
    footer: { rows, members in
      guard case .integer(let matched)? = members["runs_matched"] else { return nil }
      return StatusTable.footer(rows, matched: matched)
    })

  /// The runs below a folder, with these fields.
  static func list(_ fields: RunFields) -> AnswerList {
    AnswerList(
      key: "runs", columns: fields.paths.map(\.name),
      tableColumns: FieldText.columns(fields.paths.map(\.name)), whenEmpty: whenEmpty)
  }

  /// A run in a list.
  struct Item: ListItem {
    let run: RunStatus
    let fields: RunFields?

    var json: JSONObject { fields?.object(of: run) ?? StatusJSON.object(run) }

    var cells: [TableCell] {
      guard let fields else { return StatusTable.row(run) }
      let object = fields.object(of: run)
      return fields.paths.map { FieldText.cell($0.name, of: object) }
    }
  }
}
