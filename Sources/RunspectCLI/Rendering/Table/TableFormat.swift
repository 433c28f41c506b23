import FileFormats

/// `table`: columns for people.
struct TableFormat: AnswerFormat {
  let coverage = AnswerCoverage.columns
  var display = TableDisplay()

  func adapted(to display: TableDisplay) -> any AnswerFormat { TableFormat(display: display) }

  func text(of answer: Answer) -> [UInt8] {
    Array(text(of: answer.table()).utf8)
  }

  func listPrinter(_ list: AnswerList) -> any ListPrinter {
    TablePrinter(list: list, format: self)
  }

  /// The text of a table.
  func text(of table: Table) -> String {
    table.parts.compactMap { part in
      switch part {
      case .grid(let columns, let rows, let hasHeading):
        return grid(columns, rows, hasHeading: hasHeading)
      case .text(let text): return text
      case .footer(let text):
        guard let width = display.columns else { return nil }
        return TerminalText.fitted(text, width: width) + "\n"
      }
    }.joined(separator: "\n")
  }

  private func grid(_ columns: [TableColumn], _ rows: [[TableCell]], hasHeading: Bool) -> String {
    let texts = rows.map { row in
      row.enumerated().map { position, cell in
        oneWord(CellText(cell, display), isLast: position == columns.count - 1)
      }
    }
    var widths = columns.map { hasHeading ? TerminalText.width(of: $0.heading) : 0 }
    var isEmpty = columns.map { _ in true }
    for (row, cells) in zip(texts, rows) {
      for position in columns.indices {
        widths[position] = max(widths[position], TerminalText.width(of: row[position].text))
        isEmpty[position] = isEmpty[position] && cells[position].isEmpty
      }
    }
    let rightAligned = columns.indices.filter { isRightAligned($0, columns[$0], texts) }
    let fit = TableFit(columns, widths: widths, isEmpty: isEmpty, available: display.columns)
    var lines = texts.map { line($0, fit, Set(rightAligned)) }
    if hasHeading {
      lines.insert(
        line(columns.map { CellText($0.heading, .faint) }, fit, Set(rightAligned)), at: 0)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func isRightAligned(
    _ position: Int, _ column: TableColumn, _ rows: [[CellText]]
  ) -> Bool {
    switch column.alignment {
    case .left: false
    case .right: true
    case .byCells:
      rows.allSatisfy { $0[position].text == "-" || Double($0[position].text) != nil }
    }
  }

  /// Programs that split lines at spaces find every column in its place: only the last may hold spaces,
  /// or be empty. At a terminal, where nothing but people reads, spaces stay.
  private func oneWord(_ cell: CellText, isLast: Bool) -> CellText {
    if isLast { return cell }
    if cell.text.isEmpty { return CellText("-") }
    guard display.columns == nil, cell.text.contains(" ") else { return cell }
    let words = cell.text.split(separator: " ", omittingEmptySubsequences: false)
    return CellText(words.joined(separator: "\\u{20}"), cell.colour)
  }

  private func line(_ cells: [CellText], _ fit: TableFit, _ rightAligned: Set<Int>) -> String {
    var line = ""
    var used = 0
    /// Spaces that are written only if something follows.
    var pending = 0
    let available = display.columns ?? .max
    for position in fit.shown {
      let width = fit.widths[position]
      let text = TerminalText.fitted(
        TerminalText.fitted(cells[position].text, width: width),
        width: max(0, available - used - pending))
      let padding = max(0, width - TerminalText.width(of: text))
      let isRight = rightAligned.contains(position)
      if isRight { pending += padding }
      if !text.isEmpty, used + pending + TerminalText.width(of: text) <= available {
        line += String(repeating: " ", count: pending)
        line += display.hasColour ? cells[position].colour?.apply(text) ?? text : text
        used += pending + TerminalText.width(of: text)
        pending = 0
      }
      if !isRight { pending += padding }
      pending += TableFit.gap
    }
    return line
  }
}

/// Keeps all rows, because a column is as wide as its widest cell.
private struct TablePrinter: ListPrinter {
  let list: AnswerList
  let format: TableFormat
  private var rows: [[TableCell]] = []

  init(list: AnswerList, format: TableFormat) {
    self.list = list
    self.format = format
  }

  func format(_ item: some ListItem) -> FormattedItem { .cells(item.cells) }

  func opening(_ members: JSONObject) -> [UInt8] { [] }

  mutating func print<Thrown: Error>(
    _ items: [FormattedItem], to _: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    for case .cells(let cells) in items { rows.append(cells) }
  }

  func closing(_ members: JSONObject) -> [UInt8] {
    var whenEmpty = list.whenEmpty
    if case .integer(let count)? = members["n_runs_unreadable"], count > 0 {
      whenEmpty = list.whenUnknown ?? whenEmpty
    }
    var table = Table.grid(list.tableColumns, rows, whenEmpty: whenEmpty)
    if let footer = list.footer(rows, members) { table.parts.append(.footer(footer)) }
    return Array(format.text(of: table).utf8)
  }
}
