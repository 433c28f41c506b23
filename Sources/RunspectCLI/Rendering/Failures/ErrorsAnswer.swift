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
  ///
  /// - Parameter run: what to call it.
  static func answer(
    _ failures: FailureAnswer, of run: RawPath, showsTraceback: Bool, roots: Bool
  ) -> Answer {
    var others: JSONObject = [
      "n_failed": failures.isCounted || failures.total > 0 ? .integer(failures.total) : .null,
      "warnings": .array(failures.warnings.map { .string(JSONString($0.text)) }),
    ]
    if roots { others.set("n_propagated", .integer(failures.propagatedCount)) }
    let listed = failures.failures
    var answer = Answer.list(
      "errors",
      listed.map { FailureJSON.object($0, showsTraceback: showsTraceback) },
      others: others, columns: columns, table: { FailureTable.table(of: failures) },
      remarks: failures.warnings.map { "warning: " + $0.text })
    answer.subjects =
      listed.map { .failure($0, run: run) } + [.unlisted(failures: unlisted(failures))]
    answer.summary = summary(failures)
    return answer
  }

  /// How many failures the answer about a run counts but does not list.
  static func unlisted(_ failures: FailureAnswer) -> Int {
    max(0, failures.total - failures.failures.reduce(0) { $0.addingSaturated($1.count ?? 1) })
  }

  private static func summary(_ failures: FailureAnswer) -> SummaryLine {
    SummaryLine(
      headline: failures.total > 0
        ? Words.count(failures.total, "element") + " failed"
        : !failures.isEmpty
          ? "the run failed"
          : failures.isWhole ? "nothing failed" : "nothing is known to have failed",
      rest: "")
  }

  /// The answer about several runs, which is printed while they are read.
  static let list = AnswerList(
    key: "errors", columns: ["run"] + columns, tableColumns: FailureTable.columnsWithRun,
    whenEmpty: FailureTable.whenEmpty, whenUnknown: FailureTable.whenUnknown, hasSummary: true)

  /// The answer about several runs with these fields.
  static func list(_ paths: [FieldPath]) -> AnswerList {
    if paths.isEmpty { return list }
    let columns = paths.map(\.name)
    return AnswerList(
      key: "errors", columns: columns, tableColumns: FieldText.columns(columns),
      whenEmpty: FailureTable.whenEmpty, whenUnknown: FailureTable.whenUnknown)
  }

  /// A failure of one of several runs.
  struct Item: ListItem {
    let failure: Failure
    let run: RawPath
    let showsTraceback: Bool
    /// The fields that are shown; all if there are none.
    let paths: [FieldPath]

    var subject: AnswerSubject? { .failure(failure, run: run) }

    /// All of its fields.
    var whole: JSONObject {
      var object = FailureJSON.object(failure, showsTraceback: showsTraceback)
      object.set("run", .string(JSONString(fileSystemBytes: run.bytes)))
      return object
    }

    var json: JSONObject { paths.isEmpty ? whole : whole.selecting(paths) }

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

  /// The failures of one of several runs that are not listed.
  struct Unlisted: ListItem {
    let count: Int

    var json: JSONObject { [:] }
    var cells: [TableCell] { [] }
    var subject: AnswerSubject? { .unlisted(failures: count) }
  }
}
