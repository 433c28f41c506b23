import FileFormats

/// `json`: one JSON value, on one line or indented.
struct JSONFormat: AnswerFormat {
  let style: JSONWriter.Style
  let coverage = AnswerCoverage.value

  func text(of answer: Answer) -> [UInt8] {
    JSONWriter.line(.object(answer.value), style: style)
  }

  func listPrinter(_ list: AnswerList) -> any ListPrinter {
    JSONListPrinter(list: list, style: style)
  }
}

/// Prints a JSON object that contains a list. The keys are in code point order, as everywhere.
private struct JSONListPrinter: ListPrinter {
  let list: AnswerList
  let style: JSONWriter.Style
  private var hasItems = false

  init(list: AnswerList, style: JSONWriter.Style) {
    self.list = list
    self.style = style
  }

  func format(_ item: some ListItem) -> FormattedItem {
    .text(JSONWriter.text(.object(item.json), style: style, level: 2))
  }

  mutating func opening(_ members: JSONObject) -> [UInt8] {
    var text = Array("{".utf8)
    for key in members.keys.sorted() {
      text += member(key, members[key] ?? .null, before: text.count == 1 ? lineBreak : separator)
    }
    text += Array((text.count == 1 ? lineBreak : separator).utf8)
    return text + JSONWriter.text(.string(list.key)) + Array(": [".utf8)
  }

  mutating func print<Thrown: Error>(
    _ items: [FormattedItem], to output: ([UInt8]) throws(Thrown) -> Void
  ) throws(Thrown) {
    var pieces = TextPieces()
    for case .text(let item) in items {
      switch style {
      case .compact: try pieces.add(hasItems ? ", " : "", output)
      case .indented: try pieces.add(hasItems ? ",\n    " : "\n    ", output)
      }
      hasItems = true
      try pieces.add(item, output)
    }
    try pieces.end(output)
  }

  mutating func closing(_ members: JSONObject) -> [UInt8] {
    var text = Array((style == .indented && hasItems ? "\n  ]" : "]").utf8)
    for key in members.keys.sorted() {
      text += member(key, members[key] ?? .null, before: separator)
    }
    return text + Array((style == .indented ? "\n}\n" : "}\n").utf8)
  }

  private var separator: String { style == .compact ? ", " : ",\n  " }
  private var lineBreak: String { style == .compact ? "" : "\n  " }

  private func member(_ key: JSONString, _ value: JSONValue, before: String) -> [UInt8] {
    Array(before.utf8) + JSONWriter.text(.string(key)) + Array(": ".utf8)
      + JSONWriter.text(value, style: style, level: 1)
  }
}
