import FileFormats

/// `table`: columns for people.
struct TableFormat: AnswerFormat {
  let coverage = AnswerCoverage.columns

  func text(of answer: Answer) -> [UInt8] {
    Array(TableFormat.text(of: answer.table).utf8)
  }

  func listPrinter(_ list: AnswerList) -> any ListPrinter { TablePrinter(list: list) }

  /// The text of a table.
  static func text(of table: Table) -> String {
    table.parts.map { part in
      switch part {
      case .grid(let heading, let rows, let rightAligned):
        TerminalText.columns((heading.map { [$0] } ?? []) + rows, rightAligned: rightAligned)
      case .text(let text): text
      }
    }.joined(separator: "\n")
  }
}

/// Keeps all rows, because a column is as wide as its widest cell.
private struct TablePrinter: ListPrinter {
  let list: AnswerList
  private var rows: [[String]] = []

  init(list: AnswerList) {
    self.list = list
  }

  func format(_ item: some ListItem) -> FormattedItem { .cells(item.cells) }

  func opening(_ members: JSONObject) -> [UInt8] { [] }

  mutating func text(of items: [FormattedItem]) -> [UInt8] {
    for case .cells(let cells) in items { rows.append(cells) }
    return []
  }

  func closing(_ members: JSONObject) -> [UInt8] {
    let table = Table.grid(
      list.heading, rows, rightAligned: list.rightAligned ?? FieldText.numbers(rows),
      whenEmpty: list.whenEmpty)
    return Array(TableFormat.text(of: table).utf8)
  }
}
