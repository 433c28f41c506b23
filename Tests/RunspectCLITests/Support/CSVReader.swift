/// Reads comma-separated values as RFC 4180 describes them, so that the writer is not its own judge. Rows
/// end in a newline.
enum CSVReader {
  /// The cells of each row; nil for a text that is none.
  static func rows(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      guard let cell = cell(&rest) else { return nil }
      row.append(cell)
      switch rest.popFirst() {
      case ",": continue
      case "\n":
        rows.append(row)
        row = []
      default: return nil
      }
    }
    return row.isEmpty ? rows : nil
  }

  private static func cell(_ rest: inout Substring.UnicodeScalarView) -> String? {
    var cell = String.UnicodeScalarView()
    guard rest.first == "\"" else {
      while let scalar = rest.first, scalar != ",", scalar != "\n" {
        // Neither stands in a cell without quotation marks around it.
        if scalar == "\"" || scalar == "\r" { return nil }
        cell.append(scalar)
        rest.removeFirst()
      }
      return String(cell)
    }
    rest.removeFirst()
    while let scalar = rest.popFirst() {
      if scalar == "\"" {
        if rest.first != "\"" { return String(cell) }
        rest.removeFirst()
      }
      cell.append(scalar)
    }
    return nil
  }
}
