import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct JSONLinesFormatTests {
  private let format = JSONLinesFormat()

  private static let items: [JSONObject] = [
    ["y": "two\nlines", "x": [.object(["a": .null])]], [:], ["name": .string(brokenText)],
  ]
  private static let lines = [
    #"{"x": [{"a": null}], "y": "two\nlines"}"# + "\n", "{}\n", #"{"name": "a\udcffb"}"# + "\n",
  ]

  @Test(arguments: 0...3)
  func printsALineAnItemAndNothingBesides(_ count: Int) {
    let items = Array(JSONLinesFormatTests.items.prefix(count))
    let expected = JSONLinesFormatTests.lines.prefix(count).joined()
    #expect(format.string(of: SampleAnswer.list(items)) == expected)
    let list = AnswerList(key: "items", columns: [], tableColumns: [], whenEmpty: "no")
    let rows = items.map { SampleItem(json: $0) }
    for batches in [[rows], rows.map { [$0] }, [[], rows, []]] {
      #expect(
        format.string(of: list, opening: ["error": "e"], batches, closing: ["n": .null])
          == expected)
    }
  }

  @Test func anAnswerThatCanNotBeGivenIsNoLine() {
    #expect(format.string(of: .failure(.missingKey(.init("r"), key: "k"))) == "")
  }
}
