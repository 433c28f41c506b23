import FileFormats
import RunInspection

/// Failures as a table for people.
enum FailureTable {
  /// The headings.
  static let heading = ["OUTPUT", "INDEX", "KIND", "TYPE", "MESSAGE"]
  /// The columns whose cells are numbers.
  static let rightAligned: Set<Int> = [1]
  /// The text of a table without rows.
  static let whenEmpty = "no errors\n"

  /// The cells of a failure.
  static func row(_ failure: Failure) -> [String] {
    [
      cell(failure.output), failure.index.map(String.init) ?? "",
      failure.kind.rawValue, cell(failure.type), message(failure),
    ]
  }

  static func table(of answer: FailureAnswer) -> Table {
    let rows = answer.failures.map(row)
    let none = answer.total == 0 ? whenEmpty : "\(answer.total) errors\n"
    var table = Table.grid(heading, rows, rightAligned: rightAligned, whenEmpty: none)
    let shown = answer.failures.reduce(0) { $0 + ($1.count ?? 1) }
    if !rows.isEmpty, answer.total > shown {
      table.parts.append(.text("and \(answer.total - shown) more\n"))
    }
    return table
  }

  private static func message(_ failure: Failure) -> String {
    let times = failure.count.map { $0 <= 1 ? "" : "\($0) times: " } ?? ""
    return times
      + cell(failure.message ?? failure.causes.lazy.compactMap(\.message).first ?? failure.reason)
  }

  private static func cell(_ text: JSONString?) -> String {
    text.map { TerminalText.escaped($0) } ?? ""
  }
}
