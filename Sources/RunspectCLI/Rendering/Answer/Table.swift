/// A table for people: parts below each other, separated by empty lines.
struct Table: Sendable {
  /// A part of a table.
  enum Part: Sendable {
    /// Rows of cells under headings. The cells hold no control characters.
    case grid(heading: [String]?, rows: [[String]], rightAligned: Set<Int>)
    /// Lines of text.
    case text(String)
  }

  /// The parts from top to bottom.
  var parts: [Part] = []

  /// Rows of cells under headings, or a text if there are no rows.
  static func grid(
    _ heading: [String]?, _ rows: [[String]], rightAligned: Set<Int> = [], whenEmpty: String = ""
  ) -> Table {
    rows.isEmpty
      ? Table(parts: [.text(whenEmpty)])
      : Table(parts: [.grid(heading: heading, rows: rows, rightAligned: rightAligned)])
  }
}
