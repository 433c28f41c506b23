import FileFormats
import ReadOnlyFiles
import RunInspection

/// The answer of `errors`.
enum ErrorsAnswer {
  /// The keys of a failure that are shown in a row.
  private static let columns: [JSONString] = [
    "output", "index", "kind", "type", "message", "function", "timestamp", "machine",
  ]

  /// The answer about one run.
  static func answer(_ failures: FailureAnswer, showsTraceback: Bool, roots: Bool) -> Answer {
    var others: JSONObject = [
      "n_failed": .integer(failures.total),
      "warnings": .array(failures.warnings.map { .string(JSONString($0.text)) }),
    ]
    if roots { others.set("n_propagated", .integer(failures.propagatedCount)) }
    return .list(
      "errors",
      failures.failures.map { FailureJSON.object($0, showsTraceback: showsTraceback) },
      others: others, columns: columns, table: FailureTable.table(of: failures),
      remarks: failures.warnings.map { "warning: " + $0.text })
  }

  /// The answer about several runs, which is printed while they are read.
  static let list = AnswerList(
    key: "errors", columns: ["run"] + columns, tableColumns: FailureTable.columnsWithRun,
    whenEmpty: FailureTable.whenEmpty)

  /// The answer about several runs with these fields.
  static func list(_ paths: [FieldPath]) -> AnswerList {
    if paths.isEmpty { return list }
    let columns = paths.map(\.name)
    return AnswerList(
      key: "errors", columns: columns, tableColumns: FieldText.columns(columns),
      whenEmpty: FailureTable.whenEmpty)
  }

  /// A failure of one of several runs.
  struct Item: ListItem {
    let failure: Failure
    let run: RawPath
    let showsTraceback: Bool
    /// The fields that are shown; all if there are none.
    let paths: [FieldPath]

    var json: JSONObject {
      var object = FailureJSON.object(failure, showsTraceback: showsTraceback)
      object.set("run", .string(JSONString(fileSystemBytes: run.bytes)))
      return paths.isEmpty ? object : object.selecting(paths)
    }

    var cells: [TableCell] {
      if !paths.isEmpty {
        let object = json
        return paths.map { FieldText.cell($0.name, of: object) }
      }
      return
        [.text(TerminalText.escaped(JSONString(fileSystemBytes: run.bytes)))]
        + FailureTable.row(failure)
    }
  }
}
