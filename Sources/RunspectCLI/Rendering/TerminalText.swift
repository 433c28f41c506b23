import FileFormats

/// Text for terminals.
enum TerminalText {
  /// A text from disk with everything escaped that could act on a terminal or mislead its reader:
  /// control characters, what is no text, and the marks that change the direction of writing.
  static func escaped(_ text: JSONString) -> String {
    var result = ""
    for scalar in String(decoding: text.bytes, as: UTF8.self).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Columns of text under headings, as wide as their widest cell.
  ///
  /// - Parameter rightAligned: the columns whose cells are numbers.
  static func columns(_ rows: [[String]], rightAligned: Set<Int> = []) -> String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.count)
      }
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        if rightAligned.contains(column) { return padding + cell }
        return column == row.count - 1 ? cell : cell + padding
      }.joined(separator: "  ")
    }.joined(separator: "\n") + "\n"
  }
}
