import FileFormats
import Foundation
import Testing

@testable import RunspectCLI

@Suite struct JSONFormatTests {
  private static let compact = JSONFormat(style: .compact)
  private static let indented = JSONFormat(style: .indented)

  @Test func printsTheWholeValueOnOneLine() {
    let answer = SampleAnswer.list([["y": .double(1.5), "x": .null], [:]])
    #expect(
      JSONFormatTests.compact.string(of: answer)
        == #"{"a": "first", "items": [{"x": null, "y": 1.5}, {}], "n": 2}"# + "\n")
  }

  @Test func printsTheWholeValueIndented() {
    let answer = SampleAnswer.list([["y": [true], "x": .null], [:]])
    #expect(
      JSONFormatTests.indented.string(of: answer) == """
        {
          "a": "first",
          "items": [
            {
              "x": null,
              "y": [
                true
              ]
            },
            {}
          ],
          "n": 2
        }

        """)
  }

  @Test func anAnswerThatCanNotBeGivenIsItsError() {
    let answer = Answer.failure(.missingKey(.init("r"), key: "k"))
    #expect(
      JSONFormatTests.compact.string(of: answer)
        == #"{"error": "'r' lacks the key 'k'"}"# + "\n")
  }

  private static let list = AnswerList(
    key: "items", columns: [], tableColumns: [], whenEmpty: "")

  private static let items: [SampleItem] = [
    SampleItem(json: ["name": "a", "counts": [.integer(1), .null]]),
    SampleItem(json: [:]),
    SampleItem(json: [
      "b": .object(["nested": .object(["x": .double(1)])]), "a": "é\n",
    ]),
  ]

  /// Members of the object before the list and after it, on both sides, and none.
  private static let members: [(JSONObject, JSONObject)] = [
    (["folder": "runs", "error": .null], ["total": .integer(3), "scanned": .integer(4)]),
    (["error": .object(["x": []])], [:]), ([:], ["z": .object(["x": []])]), ([:], [:]),
  ]

  /// However many items there are and however they come, the list is that of the whole object.
  @Test(arguments: 0...3, [JSONWriter.Style.compact, .indented])
  func printsAListInPiecesAsTheWhole(_ count: Int, _ style: JSONWriter.Style) throws {
    let items = Array(JSONFormatTests.items.prefix(count))
    for (opening, closing) in JSONFormatTests.members {
      var whole = opening
      whole.merge(closing)
      whole.set("items", .array(items.map { .object($0.json) }))
      let expected =
        String(decoding: JSONWriter.text(.object(whole), style: style), as: UTF8.self) + "\n"
      for batches in [[items], items.map { [$0] }, [[]] + items.map { [$0] } + [[]], [[], items]] {
        let text = JSONFormat(style: style).string(
          of: JSONFormatTests.list, opening: opening, batches, closing: closing)
        #expect(text == expected)
      }
      _ = try JSONSerialization.jsonObject(with: Data(expected.utf8))
    }
  }
}
