import FileFormats

@testable import RunspectCLI

/// Answers whose items a test names.
enum SampleAnswer {
  /// An answer that is a list of such items, between members that sort before and after it.
  static func list(_ items: [JSONObject], columns: [JSONString]? = nil) -> Answer {
    .list(
      "items", items, others: ["n": .integer(items.count), "a": "first"], columns: columns,
      table: { .grid(["HEAD"], items.map { _ in ["cell"] }, whenEmpty: "none\n") })
  }

  /// An answer of one item with one value.
  static func cell(_ value: JSONValue) -> Answer {
    list([["cell": value]], columns: ["cell"])
  }
}

/// An item of a list, by its JSON and its cells.
struct SampleItem: ListItem {
  let json: JSONObject
  var cells: [TableCell] = []
}

extension AnswerFormat {
  /// The text of an answer that is text.
  func string(of answer: Answer) -> String {
    String(decoding: text(of: answer), as: UTF8.self)
  }

  /// What is printed of a list that comes in such batches.
  func string(
    of list: AnswerList, opening: JSONObject = [:], _ batches: [[SampleItem]],
    closing: JSONObject = [:]
  ) -> String {
    var printer = listPrinter(list)
    let formatting = printer
    var text = printer.opening(opening)
    for batch in batches { text += printer.text(of: batch.map { formatting.format($0) }) }
    text += printer.closing(closing)
    return String(decoding: text, as: UTF8.self)
  }
}

/// A text whose bytes are no UTF-8.
let brokenText = JSONString(fileSystemBytes: [0x61, 0xFF, 0x62])
/// What people see of it.
let shownBrokenText = "a\u{FFFD}\u{FFFD}\u{FFFD}b"
