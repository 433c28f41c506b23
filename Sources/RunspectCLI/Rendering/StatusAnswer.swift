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
    var answer = Answer.list(
      "runs", objects,
      others: ["runs_matched": .integer(matched), "total_count": .integer(runs.count)],
      columns: runs.contains { $0.verifiedCount != nil } ? columns + ["n_verified"] : columns,
      table: .grid(
        StatusTable.heading, runs.map(StatusTable.row), rightAligned: StatusTable.rightAligned,
        whenEmpty: whenEmpty))
    answer.itemRemarks = runs.flatMap(remarks)
    return fields.map { answer.showing(objects, columns: $0.paths.map(\.name)) } ?? answer
  }

  private static func remarks(_ run: RunStatus) -> [String] {
    run.warnings.map { "warning: " + $0.text }
  }

  private static let whenEmpty = "no runs\n"

  /// The runs below a folder.
  static let list = AnswerList(
    key: "runs", columns: columns, heading: StatusTable.heading,
    rightAligned: StatusTable.rightAligned, whenEmpty: whenEmpty)

  /// The runs below a folder, with these fields.
  static func list(_ fields: RunFields) -> AnswerList {
    AnswerList(
      key: "runs", columns: fields.paths.map(\.name),
      heading: FieldText.heading(fields.paths.map(\.name)), rightAligned: nil,
      whenEmpty: whenEmpty)
  }

  /// A run in a list.
  struct Item: ListItem {
    let run: RunStatus
    let fields: RunFields?

    var json: JSONObject { fields?.object(of: run) ?? StatusJSON.object(run) }

    var cells: [String] {
      guard let fields else { return StatusTable.row(run) }
      let object = fields.object(of: run)
      return fields.paths.map { FieldText.cell($0.name, of: object) }
    }
  }
}
