import FileFormats
import RunInspection

/// Failures as a table for people.
enum FailureTable {
  /// How much of each argument a cell shows, in characters.
  private static let longestArgument = 40

  /// The columns.
  static let columns = [
    TableColumn("OUTPUT", isCuttable: true), TableColumn("AT", .right),
    TableColumn("KIND", rank: 5), TableColumn("FUNCTION", isCuttable: true, rank: 3),
    TableColumn("ARGUMENTS", isCuttable: true, rank: 4),
    TableColumn("TYPE", isCuttable: true, rank: 2),
    TableColumn("MESSAGE", isCuttable: true, least: 24),
  ]
  /// The columns where there are several runs.
  static let columnsWithRun = [TableColumn("RUN", isCuttable: true, rank: 1)] + columns
  /// The text of a table without rows.
  static let whenEmpty = "no errors\n"
  /// The text where something could not be read, and so may have failed.
  static let whenUnknown = "no errors in what could be read\n"

  /// The cells of a failure.
  static func row(_ failure: Failure) -> [TableCell] {
    let arguments = CallText.arguments(of: failure, separator: ",", longest: longestArgument)
    return [
      cell(failure.output), .text(place(failure)), .text(failure.kind.rawValue),
      cell(failure.function), .text(arguments ?? ""),
      cell(failure.type), .text(message(failure)),
    ]
  }

  static func table(of answer: FailureAnswer) -> Table {
    let rows = answer.failures.map(row)
    let none =
      answer.total == 0
      ? (answer.isWhole ? whenEmpty : whenUnknown) : "\(answer.total) errors\n"
    var table = Table.grid(columns, rows, whenEmpty: none)
    let shown = answer.failures.reduce(0) { $0 + ($1.count ?? 1) }
    if !rows.isEmpty, answer.total > shown {
      table.parts.append(.text("and \(answer.total - shown) more\n"))
    }
    return table
  }

  /// The index along each dimension, such as `2,0`, or else in C order.
  private static func place(_ failure: Failure) -> String {
    guard let coordinates = failure.coordinates, !coordinates.isEmpty else {
      return failure.index.map(String.init) ?? ""
    }
    return coordinates.map(String.init).joined(separator: ",")
  }

  /// How often it failed, and why, in a line.
  static func message(_ failure: Failure) -> String {
    let times = failure.count.map { $0 <= 1 ? "" : "\($0) times: " } ?? ""
    let message =
      failure.message ?? failure.causes.lazy.compactMap(\.message).first ?? failure.reason
    return times + (message.map { TerminalText.escaped($0) } ?? "")
  }

  private static func cell(_ text: JSONString?) -> TableCell {
    .text(text.map { TerminalText.escaped($0) } ?? "")
  }
}
