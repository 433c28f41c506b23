import FileFormats

/// `markdown`: a table in GitHub Flavored Markdown (version 0.29, tables extension), with a row for
/// each item, below a line that sums it up. Where fields were chosen there is no such line.
struct MarkdownFormat: AnswerFormat {
  let coverage = AnswerCoverage.columns

  func text(of answer: Answer) -> [UInt8] {
    guard !answer.items.isEmpty || answer.columns != nil else { return [] }
    let columns = RowText.columns(of: answer)
    let start = MarkdownFormat.line(answer.summary) + MarkdownFormat.heading(columns)
    return answer.items.reduce(into: start) { text, item in
      text += MarkdownFormat.row(columns.map { RowText.cell($0, of: item) })
    }
  }

  func remark(on answer: Answer) -> String? { RowText.remark(on: answer) }

  func listPrinter(_ list: AnswerList) -> any ListPrinter {
    let rows = RowListPrinter(
      columns: list.columns, heading: MarkdownFormat.heading(list.columns),
      row: { MarkdownFormat.row($0) })
    return list.hasSummary ? SummedListPrinter(rows: rows) : rows
  }

  /// The line above a table, and the empty line between them.
  fileprivate static func line(_ summary: SummaryLine?) -> [UInt8] {
    guard let summary else { return [] }
    let headline = escaped(JSONString(summary.headline))
    return Array("**\(headline)**\(escaped(JSONString(summary.rest)))\n\n".utf8)
  }

  private static func heading(_ columns: [JSONString]) -> [UInt8] {
    row(columns.map { RowText.Cell(text: $0, isText: true) })
      + Array(("|" + String(repeating: " --- |", count: columns.count) + "\n").utf8)
  }

  private static func row(_ cells: [RowText.Cell]) -> [UInt8] {
    Array(("| " + cells.map { escaped($0.text) }.joined(separator: " | ") + " |\n").utf8)
  }

  /// A text on one line, with everything escaped that would be markup or HTML.
  private static func escaped(_ text: JSONString) -> String {
    var result = ""
    let scalars = Array(TerminalText.escaped(text, keeping: ["\n", "\t"]).unicodeScalars)
    for (position, scalar) in scalars.enumerated() {
      switch scalar {
      case "_" where isInsideWord(position, of: scalars):
        result.unicodeScalars.append(scalar)
      case "\n": result += "<br>"
      case "\t": result += " "
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "|", "\\", "`", "*", "_", "[", "]", "~", "#", "!", "@":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether there are letters or digits on both sides, where an underscore is not markup.
  private static func isInsideWord(_ position: Int, of scalars: [Unicode.Scalar]) -> Bool {
    guard position > 0, position + 1 < scalars.count else { return false }
    return [scalars[position - 1], scalars[position + 1]].allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }
}

/// Keeps the rows, because the line above them counts them all.
private struct SummedListPrinter: ListPrinter {
  let rows: RowListPrinter
  private var text: [UInt8] = []

  init(rows: RowListPrinter) {
    self.rows = rows
  }

  func format(_ item: some ListItem) -> FormattedItem { rows.format(item) }

  mutating func opening(_ members: JSONObject) -> [UInt8] {
    text += rows.opening(members)
    return []
  }

  mutating func print<Thrown: Error>(
    _ items: [FormattedItem], to _: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    rows.print(items) { text += $0 }
  }

  func closing(_ members: JSONObject) -> [UInt8] { text }

  func closing(_ members: JSONObject, summary: SummaryLine?) -> [UInt8] {
    MarkdownFormat.line(summary) + text
  }
}
