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
  static func one(_ run: RunStatus) -> Answer {
    let object = StatusJSON.object(run)
    return Answer(
      value: object, items: [object], columns: columns, table: StatusTable.table(of: run),
      itemRemarks: run.warnings.map { "warning: " + $0.text })
  }

  /// The runs below a folder.
  static let list = AnswerList(
    key: "runs", columns: columns, heading: StatusTable.heading,
    rightAligned: StatusTable.rightAligned, whenEmpty: "no runs\n")

  /// A run in a list.
  struct Item: ListItem {
    let run: RunStatus

    var json: JSONObject { StatusJSON.object(run) }
    var cells: [String] { StatusTable.row(run) }
  }
}
