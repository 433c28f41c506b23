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
  case github
  case junit
  case prometheus

  /// A short description for the documentation.
  var meaning: String {
    switch self {
    case .json: "one JSON value (the default)"
    case .jsonl: "one compact JSON value a line, for each item"
    case .table: "columns for people"
    case .csv: "comma-separated values with a row of headings (RFC 4180)"
    case .tsv: "tab-separated values with a row of headings"
    case .markdown: "a Markdown table, below a line that sums it up"
    case .github: "errors and warnings as annotations for GitHub Actions"
    case .junit:
      "XML as test runners write it, with a suite for each run and a case for each output"
    case .prometheus: "gauges for each run, for Prometheus"
    }
  }

  /// What answers may be about.
  enum Subject: Sendable {
    case anything
    case runs
    case failures
  }

  /// The formats for answers about something. Some formats have no meaning for others.
  static func all(for subject: Subject) -> [OutputFormat] {
    allCases.filter { format in
      switch format {
      case .github: subject != .anything
      case .junit, .prometheus: subject == .runs
      default: true
      }
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
    case .github: GithubFormat()
    case .junit: JUnitFormat()
    case .prometheus: PrometheusFormat()
    }
  }
}
