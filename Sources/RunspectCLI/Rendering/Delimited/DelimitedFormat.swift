import FileFormats

/// `csv` and `tsv`: a row of headings, and a row for each item.
struct DelimitedFormat: AnswerFormat {
  /// What separates two cells.
  enum Delimiter: Sendable {
    /// A comma: a cell that contains a comma, a quotation mark or a line break is quoted (RFC 4180). A
    /// row ends in a newline alone, which readers of CSV accept and shell tools need.
    case comma
    /// A tab (IANA text/tab-separated-values): a tab or a line break in a cell is written as `\t`,
    /// `\n` or `\r`, and a backslash as two.
    case tab
  }

  let delimiter: Delimiter
  let coverage = AnswerCoverage.columns

  func text(of answer: Answer) -> [UInt8] {
    guard !answer.items.isEmpty || answer.columns != nil else { return [] }
    let columns = RowText.columns(of: answer)
    return answer.items.reduce(into: heading(columns)) { text, item in
      text += row(columns.map { RowText.cell($0, of: item) })
    }
  }

  func remark(on answer: Answer) -> String? { RowText.remark(on: answer) }

  func listPrinter(_ list: AnswerList) -> any ListPrinter {
    RowListPrinter(columns: list.columns, heading: heading(list.columns), row: row)
  }

  private func heading(_ columns: [JSONString]) -> [UInt8] {
    row(columns.map { RowText.Cell(text: $0, isText: true) })
  }

  private func row(_ cells: [RowText.Cell]) -> [UInt8] {
    // A cell can be megabytes long, so that no more copies of it are made than needed.
    var text: [UInt8] = []
    for (position, cell) in cells.enumerated() {
      switch delimiter {
      case .comma:
        if position > 0 { text.append(UInt8(ascii: ",")) }
        appendQuoted(DelimitedFormat.inert(cell), to: &text)
      case .tab:
        if position > 0 { text.append(UInt8(ascii: "\t")) }
        appendEscaped(DelimitedFormat.inert(cell), to: &text)
      }
    }
    text.append(UInt8(ascii: "\n"))
    return text
  }

  /// A cell according to RFC 4180.
  private func appendQuoted(_ cell: [UInt8], to text: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let isPlain = cell.allSatisfy {
      $0 != UInt8(ascii: ",") && $0 != quote && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n")
    }
    if isPlain {
      text += cell
      return
    }
    let length = cell.count + cell.count { $0 == quote } + 2
    text += [UInt8](unsafeUninitializedCapacity: length) { quoted, count in
      func put(_ byte: UInt8) {
        quoted[count] = byte
        count += 1
      }
      put(quote)
      for byte in cell {
        if byte == quote { put(quote) }
        put(byte)
      }
      put(quote)
    }
  }

  private func appendEscaped(_ cell: [UInt8], to text: inout [UInt8]) {
    for byte in cell {
      switch byte {
      case UInt8(ascii: "\t"): text += "\\t".utf8
      case UInt8(ascii: "\n"): text += "\\n".utf8
      case UInt8(ascii: "\r"): text += "\\r".utf8
      case UInt8(ascii: "\\"): text += "\\\\".utf8
      default: text.append(byte)
      }
    }
  }

  /// The text of a cell, in a form that no spreadsheet takes for a formula and no terminal for a
  /// command: text that begins like a formula gets a leading apostrophe, with which spreadsheets mark
  /// text, and control characters other than tabs and line breaks are escaped.
  private static func inert(_ cell: RowText.Cell) -> [UInt8] {
    let text = TerminalText.escapedBytes(cell.text, keeping: ["\t", "\n", "\r"])
    guard cell.isText, let first = text.first, "=+-@\t\r".utf8.contains(first) else { return text }
    return [UInt8(ascii: "'")] + text
  }
}
