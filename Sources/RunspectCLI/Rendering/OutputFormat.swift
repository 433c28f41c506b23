import FileFormats

/// The formats of answers by their names: what the parser takes, the help explains and a command
/// prints with.
enum OutputFormat: String, CaseIterable, Sendable {
  case json
  case jsonl
  case table
  case csv
  case tsv
  case markdown

  /// What the format is for, for the documentation.
  var meaning: String {
    switch self {
    case .json: "one JSON value (the default)"
    case .jsonl: "one compact JSON value a line, for each item"
    case .table: "columns for people"
    case .csv: "comma-separated values with a row of headings (RFC 4180)"
    case .tsv: "tab-separated values with a row of headings"
    case .markdown: "a Markdown table"
    }
  }

  /// How it is printed.
  ///
  /// - Parameter isPretty: whether JSON is indented, which matters to `json` only.
  func format(isPretty: Bool) -> any AnswerFormat {
    switch self {
    case .json: JSONFormat(style: isPretty ? .indented : .compact)
    case .jsonl: JSONLinesFormat()
    case .table: TableFormat()
    case .csv: DelimitedFormat(delimiter: .comma)
    case .tsv: DelimitedFormat(delimiter: .tab)
    case .markdown: MarkdownFormat()
    }
  }
}
