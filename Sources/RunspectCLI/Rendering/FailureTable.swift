import FileFormats
import RunInspection

/// Failures as a table for people.
enum FailureTable {
  static func text(_ report: FailureReport) -> String {
    guard !report.failures.isEmpty else {
      return report.total == 0 ? "no errors\n" : "\(report.total) errors\n"
    }
    let heading = ["OUTPUT", "INDEX", "KIND", "TYPE", "MESSAGE"]
    let rows = report.failures.map { failure in
      [
        cell(failure.output), failure.index.map(String.init) ?? "",
        failure.kind.rawValue, cell(failure.type),
        cell(failure.message ?? failure.causes.lazy.compactMap(\.message).first ?? failure.reason),
      ]
    }
    let rest = report.total - report.failures.count
    return TerminalText.columns([heading] + rows, rightAligned: [1])
      + (rest > 0 ? "and \(rest) more\n" : "")
  }

  private static func cell(_ text: JSONString?) -> String {
    text.map(TerminalText.escaped) ?? ""
  }
}
