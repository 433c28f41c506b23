import FileFormats

/// A format in which answers are printed. A format is one file, and one case of `OutputFormat`.
protocol AnswerFormat: Sendable {
  /// How much of an answer it prints. Warnings and errors in the rest go to standard error.
  var coverage: AnswerCoverage { get }

  /// What it needs to know of the runs of an answer besides their keys; nil if it prints keys only.
  var judgementRequest: JudgedRunRequest? { get }

  /// The text of a whole answer, including a final newline.
  func text(of answer: Answer) -> [UInt8]

  /// What it leaves out of an answer because there is too much of it; nil for nothing.
  func remark(on answer: Answer) -> String?

  /// Creates a printer for a list whose items come in batches.
  func listPrinter(_ list: AnswerList) -> any ListPrinter

  /// The format for a terminal, or for none; only `table` depends on that.
  func adapted(to display: TableDisplay) -> any AnswerFormat
}

extension AnswerFormat {
  func adapted(to display: TableDisplay) -> any AnswerFormat { self }
}

extension AnswerFormat {
  func remark(on answer: Answer) -> String? { nil }

  var judgementRequest: JudgedRunRequest? { nil }
}

/// How much of an answer a format prints.
enum AnswerCoverage: Sendable {
  /// The whole value.
  case value
  /// The items, and nothing else.
  case items
  /// A part of each item.
  case columns
}

/// A list that is printed while its items are read.
struct AnswerList: Sendable {
  /// The key of the list in JSON.
  let key: JSONString
  /// The keys of the items that are shown in a row.
  let columns: [JSONString]
  /// The columns of a table for people.
  let tableColumns: [TableColumn]
  /// The text of a table without rows.
  let whenEmpty: String
  /// The text instead where the members after the items count runs that could not be read whole
  /// (`n_runs_unreadable`); nil if there is no such member.
  var whenUnknown: String?
  /// Whether it is summed up in a line at its end.
  var hasSummary = false
  /// What a table says below its rows, made of them and of the members of the JSON object whose keys
  /// sort after that of the list; nil for nothing.
  var footer: @Sendable ([[TableCell]], JSONObject) -> String? = { _, _ in nil }
}

/// An item of such a list. Only the form that the format needs is created.
protocol ListItem {
  /// The item as JSON.
  var json: JSONObject { get }
  /// The cells of the item in a table for people.
  var cells: [TableCell] { get }
  /// What the item is about; nil unless the format asks for it.
  var subject: AnswerSubject? { get }
}

extension ListItem {
  var subject: AnswerSubject? { nil }
}

/// An item after formatting.
enum FormattedItem: Sendable {
  /// Text that is ready to be printed.
  case text([UInt8])
  /// Cells whose widths depend on the other rows.
  case cells([TableCell])
  /// What the format keeps of the item until it has seen the others.
  case kept(any KeptItem)
}

/// What a format keeps of an item until it has seen the others.
protocol KeptItem: Sendable {}

/// Prints a list in pieces, in memory that does not grow with the list unless the format has to know
/// the widest cells.
protocol ListPrinter: Sendable {
  /// Formats an item; called on several threads.
  func format(_ item: some ListItem) -> FormattedItem

  /// The text before the items.
  ///
  /// - Parameter members: the members of the JSON object whose keys sort before that of the list.
  mutating func opening(_ members: JSONObject) -> [UInt8]

  /// Prints the next items, in pieces, or keeps them until it has seen all.
  mutating func print<Thrown: Error>(
    _ items: [FormattedItem], to output: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown)

  /// The text after the items.
  ///
  /// - Parameter members: the members of the JSON object whose keys sort after that of the list.
  mutating func closing(_ members: JSONObject) -> [UInt8]

  /// The same for a list that is summed up in a line.
  mutating func closing(_ members: JSONObject, summary: SummaryLine?) -> [UInt8]
}

extension ListPrinter {
  /// The text of the next items; empty if they are kept.
  mutating func text(of items: [FormattedItem]) -> [UInt8] {
    var text: [UInt8] = []
    print(items) { text += $0 }
    return text
  }

  mutating func closing(_ members: JSONObject, summary: SummaryLine?) -> [UInt8] {
    closing(members)
  }
}

extension FormattedItem {
  /// How many bytes its text takes.
  var size: Int {
    switch self {
    case .text(let bytes): bytes.count
    case .cells(let cells): cells.reduce(0) { $0 + $1.textSize }
    case .kept: 0
    }
  }

  /// The text; empty for cells.
  var bytes: [UInt8] {
    if case .text(let bytes) = self { return bytes }
    return []
  }
}

/// Prints items of which each is formatted independently of the others, one after the other.
protocol PlainListPrinter: ListPrinter {}

extension PlainListPrinter {
  func print<Thrown: Error>(
    _ items: [FormattedItem], to output: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    var pieces = TextPieces()
    for item in items { try pieces.add(item.bytes, output) }
    try pieces.end(output)
  }
}

/// Prints a list as rows below a row of headings, each row independently of the others.
struct RowListPrinter: PlainListPrinter {
  /// The keys that are shown in a row.
  let columns: [JSONString]
  /// The row of headings.
  let heading: [UInt8]
  /// Formats a row from its cells.
  let row: @Sendable ([RowText.Cell]) -> [UInt8]

  func format(_ item: some ListItem) -> FormattedItem {
    let json = item.json
    return .text(row(columns.map { RowText.cell($0, of: json) }))
  }

  func opening(_ members: JSONObject) -> [UInt8] { heading }

  func closing(_ members: JSONObject) -> [UInt8] { [] }
}
