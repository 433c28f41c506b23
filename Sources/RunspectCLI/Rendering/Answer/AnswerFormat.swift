import FileFormats

/// A way to print answers. A format is one file; `OutputFormat` names it.
protocol AnswerFormat: Sendable {
  /// How much of an answer it prints. Warnings and errors in the rest are said on standard error.
  var coverage: AnswerCoverage { get }

  /// The text of a whole answer, with a newline at its end.
  func text(of answer: Answer) -> [UInt8]

  /// Prints a list whose items come in batches.
  func listPrinter(_ list: AnswerList) -> any ListPrinter
}

/// How much of an answer a format prints.
enum AnswerCoverage: Sendable {
  /// The whole value.
  case value
  /// The items and nothing beside them.
  case items
  /// A part of each item.
  case columns
}

/// A list that is printed while it is read.
struct AnswerList: Sendable {
  /// The key of the list in JSON.
  let key: JSONString
  /// The keys of the items that a row shows.
  let columns: [JSONString]
  /// What stands above the cells in a table for people.
  let heading: [String]
  /// The columns of that table whose cells are numbers.
  let rightAligned: Set<Int>
  /// What a table without rows says.
  let whenEmpty: String
}

/// An item of such a list. Only the form that the format prints is made.
protocol ListItem {
  /// The item as JSON.
  var json: JSONObject { get }
  /// The item in a table for people.
  var cells: [String] { get }
}

/// What a format has made of an item.
enum FormattedItem: Sendable {
  /// Text that is ready to be printed.
  case text([UInt8])
  /// Cells whose widths depend on those of the other rows.
  case cells([String])
}

/// Prints a list in pieces: the memory that it takes does not grow with the list, unless the format has
/// to know the widest cell.
protocol ListPrinter: Sendable {
  /// What is printed of an item; called by several threads.
  func format(_ item: some ListItem) -> FormattedItem

  /// What stands before the items.
  ///
  /// - Parameter members: the members of the JSON object whose keys sort before that of the list.
  mutating func opening(_ members: JSONObject) -> [UInt8]

  /// The next items.
  mutating func text(of items: [FormattedItem]) -> [UInt8]

  /// What stands after the items.
  ///
  /// - Parameter members: the members of the JSON object whose keys sort after that of the list.
  mutating func closing(_ members: JSONObject) -> [UInt8]
}

extension FormattedItem {
  /// The text, where that is what was made.
  var bytes: [UInt8] {
    if case .text(let bytes) = self { return bytes }
    return []
  }
}

/// Prints a list of rows below a row of headings, each row by itself.
struct RowListPrinter: ListPrinter {
  /// The keys that a row shows.
  let columns: [JSONString]
  /// What stands above the rows.
  let heading: [UInt8]
  /// Makes a row of its cells.
  let row: @Sendable ([RowText.Cell]) -> [UInt8]

  func format(_ item: some ListItem) -> FormattedItem {
    let json = item.json
    return .text(row(columns.map { RowText.cell($0, of: json) }))
  }

  func opening(_ members: JSONObject) -> [UInt8] { heading }

  func text(of items: [FormattedItem]) -> [UInt8] { items.flatMap(\.bytes) }

  func closing(_ members: JSONObject) -> [UInt8] { [] }
}
