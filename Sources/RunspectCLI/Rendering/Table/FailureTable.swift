import FileFormats
import RunInspection

/// Failures as a table for people.
enum FailureTable {
  static func table(of answer: FailureAnswer) -> Table {
    let heading = ["OUTPUT", "INDEX", "KIND", "TYPE", "MESSAGE"]
    let rows = answer.failures.map { failure in
      [
        cell(failure.output), failure.index.map(String.init) ?? "",
        failure.kind.rawValue, cell(failure.type), message(failure),
      ]
    }
    let none = answer.total == 0 ? "no errors\n" : "\(answer.total) errors\n"
    var table = Table.grid(heading, rows, rightAligned: [1], whenEmpty: none)
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
