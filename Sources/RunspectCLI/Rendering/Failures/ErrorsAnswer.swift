import FileFormats
import RunInspection

/// The answer of `errors`.
enum ErrorsAnswer {
  /// The keys of a failure that are shown in a row.
  private static let columns: [JSONString] = [
    "output", "index", "kind", "type", "message", "function", "timestamp", "machine",
  ]

  static func answer(_ failures: FailureAnswer, showsTraceback: Bool) -> Answer {
    .list(
      "errors",
      failures.failures.map { FailureJSON.object($0, showsTraceback: showsTraceback) },
      others: [
        "n_failed": .integer(failures.total),
        "warnings": .array(failures.warnings.map { .string(JSONString($0.text)) }),
      ],
      columns: columns, table: FailureTable.table(of: failures),
      remarks: failures.warnings.map { "warning: " + $0.text })
  }
}
