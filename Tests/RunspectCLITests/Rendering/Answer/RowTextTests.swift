import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct RowTextTests {
  private static let items: [JSONObject] = [
    ["b": .integer(1), "a": .null], ["c": .integer(2), "a": .integer(3)], [:],
  ]

  @Test func theColumnsAreThoseThatTheAnswerNames() {
    let answer = SampleAnswer.list(RowTextTests.items, columns: ["z", "a"])
    #expect(RowText.columns(of: answer) == ["z", "a"])
    #expect(RowText.columns(of: SampleAnswer.list(RowTextTests.items, columns: [])) == [])
  }

  @Test func elseTheColumnsAreAllKeysAsTheyFirstAppear() {
    #expect(RowText.columns(of: SampleAnswer.list(RowTextTests.items)) == ["b", "a", "c"])
    #expect(RowText.columns(of: SampleAnswer.list([])) == [])
  }

  @Test func thereAreNoMoreColumnsThanAnyProducerHas() {
    var item = JSONObject()
    for index in 0..<1_000 { item.set(JSONString("k\(index)"), .null) }
    let columns = RowText.columns(of: SampleAnswer.list([item, ["late": .null]]))
    #expect(columns == (0..<256).map { JSONString("k\($0)") })
  }

  private struct Cell: Equatable {
    let text: JSONString
    let isText: Bool
  }

  @Test func aCellIsTheTextOfItsValue() throws {
    let document = try JSONDocument(Array(#"["a", null, 1.50, [1]]"#.utf8)).root
    let nodes = Array(try #require(document.elements))
    let table: [(JSONValue, Cell)] = [
      ("a", Cell(text: "a", isText: true)), ("", Cell(text: "", isText: true)),
      (.null, Cell(text: "", isText: false)), (.integer(-1), Cell(text: "-1", isText: false)),
      (.double(0.1), Cell(text: "0.1", isText: false)),
      (.number("1e400"), Cell(text: "1e400", isText: false)),
      (true, Cell(text: "true", isText: false)), ([], Cell(text: "[]", isText: false)),
      (.object(["a": "b"]), Cell(text: #"{"a": "b"}"#, isText: false)),
      (.string(brokenText), Cell(text: brokenText, isText: true)),
      (.node(nodes[0]), Cell(text: "a", isText: true)),
      (.node(nodes[1]), Cell(text: "", isText: false)),
      (.node(nodes[2]), Cell(text: "1.50", isText: false)),
      (.node(nodes[3]), Cell(text: "[1]", isText: false)),
    ]
    for (value, expected) in table {
      let cell = RowText.cell("k", of: ["k": value])
      #expect(Cell(text: cell.text, isText: cell.isText) == expected)
    }
    let missing = RowText.cell("k", of: ["l": "a"])
    #expect(Cell(text: missing.text, isText: missing.isText) == Cell(text: "", isText: false))
  }
}
