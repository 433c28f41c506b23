import FileFormats

/// The cells of an item in formats that print a row for each item.
enum RowText {
  /// The cell for a key: strings as they are, an empty cell for null and for a missing key, anything
  /// else as JSON.
  static func cell(_ key: JSONString, of item: JSONObject) -> Cell {
    switch item[key] {
    case nil, .null: return Cell(text: "", isText: false)
    case .string(let text): return Cell(text: text, isText: true)
    case .node(let node):
      if node.kind == .null { return Cell(text: "", isText: false) }
      if let text = node.string { return Cell(text: text, isText: true) }
      return Cell(text: json(.node(node)), isText: false)
    case .some(let value): return Cell(text: json(value), isText: false)
    }
  }

  /// The cells of items for a table on a terminal.
  static func rows(_ columns: [JSONString], _ items: [JSONObject]) -> [[String]] {
    items.map { item in columns.map { TerminalText.escaped(cell($0, of: item).text) } }
  }

  /// The text of a cell.
  struct Cell {
    let text: JSONString
    /// Whether it is a string, which may look like anything, and not a number or other JSON.
    let isText: Bool
  }

  private static func json(_ value: JSONValue) -> JSONString {
    JSONString(generalisedUTF8: JSONWriter.text(value))
  }

  /// The columns of an answer: the ones that it names, or all keys of its items in the order in which
  /// they first occur.
  static func columns(of answer: Answer) -> [JSONString] {
    answer.columns ?? keys(of: answer.items).shown
  }

  /// That an answer has more keys than columns are printed; nil if it hasn't.
  static func remark(on answer: Answer) -> String? {
    guard answer.columns == nil, keys(of: answer.items).hasMore else { return nil }
    return "there are more than \(mostColumns) keys, the most that are printed as columns"
  }

  private static func keys(of items: [JSONObject]) -> (shown: [JSONString], hasMore: Bool) {
    var columns: [JSONString] = []
    var seen: Set<JSONString> = []
    for item in items {
      for key in item.keys where !seen.contains(key) {
        if columns.count == mostColumns { return (columns, true) }
        seen.insert(key)
        columns.append(key)
      }
    }
    return (columns, false)
  }

  /// The most columns of an answer; no producer has as many fields.
  static let mostColumns = 256
}
