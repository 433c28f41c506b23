/// A table for people: parts below each other, separated by empty lines.
struct Table: Sendable {
  /// A part of a table.
  enum Part: Sendable {
    /// Rows of cells under headings. The cells hold no control characters.
    case grid(columns: [TableColumn], rows: [[TableCell]], hasHeading: Bool = true)
    /// Lines of text.
    case text(String)
    /// A line that only a terminal shows, so that programs find nothing but rows.
    case footer(String)
  }

  /// The parts from top to bottom.
  var parts: [Part] = []

  /// Rows of cells under headings, or a text if there are no rows.
  static func grid(
    _ columns: [TableColumn], _ rows: [[TableCell]], whenEmpty: String = ""
  ) -> Table {
    rows.isEmpty
      ? Table(parts: [.text(whenEmpty)]) : Table(parts: [.grid(columns: columns, rows: rows)])
  }

  /// Rows of texts under headings, or a text if there are no rows. All of them may be cut.
  static func grid(
    _ heading: [String], _ rows: [[String]], rightAligned: Set<Int> = [], whenEmpty: String = ""
  ) -> Table {
    let columns = heading.enumerated().map { position, text in
      let isRight = rightAligned.contains(position)
      return TableColumn(text, isRight ? .right : .left, isCuttable: !isRight)
    }
    return grid(columns, TableCell.texts(rows), whenEmpty: whenEmpty)
  }

  /// A line for each fact: its name and its value. Nothing but the values may hold spaces.
  static func facts(_ facts: [(name: String, value: TableCell)], whenEmpty: String = "") -> Table {
    guard !facts.isEmpty else { return Table(parts: [.text(whenEmpty)]) }
    let columns = [TableColumn("", isCuttable: true), TableColumn("", isCuttable: true)]
    return Table(
      parts: [
        .grid(
          columns: columns, rows: facts.map { [.text($0.name), $0.value] }, hasHeading: false)
      ])
  }
}
