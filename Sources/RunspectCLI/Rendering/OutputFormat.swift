import FileFormats

/// The formats of answers by name. The parser, the help, the manual page and the commands all take them
/// from here.
enum OutputFormat: String, CaseIterable, Sendable {
  case json
  case jsonl
  case table
  case csv
  case tsv
  case markdown

  /// A short description for the documentation.
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

  /// Prints answers in this format.
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
