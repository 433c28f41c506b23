import FileFormats

/// `jsonl`: a line with one compact JSON value for each item.
struct JSONLinesFormat: AnswerFormat {
  let coverage = AnswerCoverage.items

  func text(of answer: Answer) -> [UInt8] {
    answer.items.flatMap { JSONLinesFormat.line($0) }
  }

  func listPrinter(_ list: AnswerList) -> any ListPrinter { JSONLinesPrinter() }

  fileprivate static func line(_ item: JSONObject) -> [UInt8] {
    JSONWriter.line(.object(item))
  }
}

private struct JSONLinesPrinter: PlainListPrinter {
  func format(_ item: some ListItem) -> FormattedItem { .text(JSONLinesFormat.line(item.json)) }

  func opening(_ members: JSONObject) -> [UInt8] { [] }

  func closing(_ members: JSONObject) -> [UInt8] { [] }
}
