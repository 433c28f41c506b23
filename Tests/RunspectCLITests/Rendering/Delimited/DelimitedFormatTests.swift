import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct DelimitedFormatTests {
  private static let csv = DelimitedFormat(delimiter: .comma)
  private static let tsv = DelimitedFormat(delimiter: .tab)

  /// A value, its cell in comma-separated values, and its cell in tab-separated ones.
  private static let cells: [(JSONValue, String, String)] = [
    ("plain text", "plain text", "plain text"), ("", "", ""), (.null, "", ""),
    ("é漢😀", "é漢😀", "é漢😀"), (" padded ", " padded ", " padded "),
    ("a,b", "\"a,b\"", "a,b"), (",", "\",\"", ","),
    ("say \"hi\"", "\"say \"\"hi\"\"\"", "say \"hi\""), ("\"", "\"\"\"\"", "\""),
    // A mark above a quotation mark makes one character of both.
    ("\"\u{301},", "\"\"\"\u{301},\"", "\"\u{301},"),
    ("two\nlines", "\"two\nlines\"", "two\\nlines"), ("a\r\nb", "\"a\r\nb\"", "a\\r\\nb"),
    ("a\tb", "a\tb", "a\\tb"), ("C:\\new", "C:\\new", "C:\\\\new"),
    // What a spreadsheet would take for a formula.
    ("=1+1", "'=1+1", "'=1+1"), ("+1", "'+1", "'+1"), ("-x", "'-x", "'-x"),
    ("@cmd", "'@cmd", "'@cmd"),
    ("=a,\"b\"", "\"'=a,\"\"b\"\"\"", "'=a,\"b\""), ("\t=1", "'\t=1", "'\\t=1"),
    ("\r=1", "\"'\r=1\"", "'\\r=1"), ("'=1", "'=1", "'=1"), ("1+1", "1+1", "1+1"),
    ("=\u{301}1", "'=\u{301}1", "'=\u{301}1"),
    // Numbers may begin with a minus.
    (.integer(-5), "-5", "-5"), (.double(-0.5), "-0.5", "-0.5"), (.number("-12"), "-12", "-12"),
    (.bool(true), "true", "true"), (false, "false", "false"),
    ([.integer(1), "a"], "\"[1, \"\"a\"\"]\"", "[1, \"a\"]"),
    (.object(["a": .null]), "\"{\"\"a\"\": null}\"", "{\"a\": null}"), ([], "[]", "[]"),
    // What could act on a terminal.
    ("\u{1B}[31m", "\\u{1b}[31m", "\\\\u{1b}[31m"), ("\0", "\\u{0}", "\\\\u{0}"),
    ("\u{202E}x", "\\u{202e}x", "\\\\u{202e}x"),
    (.string(brokenText), shownBrokenText, shownBrokenText),
  ]

  @Test func writesEveryKindOfCell() {
    for (value, comma, tab) in DelimitedFormatTests.cells {
      let answer = SampleAnswer.cell(value)
      #expect(DelimitedFormatTests.csv.string(of: answer) == "cell\n\(comma)\n")
      #expect(DelimitedFormatTests.tsv.string(of: answer) == "cell\n\(tab)\n")
    }
  }

  /// What a run says of itself is printed as what is made here.
  @Test func writesValuesOfADocumentAsOthers() throws {
    let document = try JSONDocument(
      Array(#"{"a": "x,y", "b": null, "c": -1, "d": "=1", "e": [1], "f": true}"#.utf8))
    var item = JSONObject()
    item.merge(document.root)
    let answer = SampleAnswer.list([item], columns: ["a", "b", "c", "d", "e", "f", "g"])
    #expect(
      DelimitedFormatTests.csv.string(of: answer)
        == "a,b,c,d,e,f,g\n\"x,y\",,-1,'=1,[1],true,\n")
  }

  /// All texts of up to three of the characters that matter, alone and beside another cell.
  @Test func whatIsWrittenCanBeReadBack() throws {
    let letters = ["a", ",", "\"", "\n", "\r", "\t", "'", "=", "\\", " ", "\u{301}", "|"]
    var texts = [""]
    var longest = texts
    for _ in 0..<3 {
      longest = longest.flatMap { text in letters.map { text + $0 } }
      texts += longest
    }
    let answer = SampleAnswer.list(
      texts.map { ["text": .string(JSONString($0)), "next": "n"] }, columns: ["text", "next"])
    // An apostrophe marks what begins like a formula.
    let marked = texts.map { "=\t\r".unicodeScalars.contains($0.unicodeScalars.first ?? "a") }
    let expected = zip(texts, marked).map { $1 ? "'" + $0 : $0 }
    let rows = try #require(CSVReader.rows(DelimitedFormatTests.csv.string(of: answer)))
    #expect(rows.first == ["text", "next"])
    #expect(scalars(rows.dropFirst().map { $0[0] }) == scalars(expected))
    #expect(rows.allSatisfy { $0.count == 2 })
    let lines = DelimitedFormatTests.tsv.string(of: answer).unicodeScalars.split(separator: "\n")
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) } }
    #expect(lines.first == ["text", "next"])
    #expect(scalars(lines.dropFirst().map { unescaped($0[0]) }) == scalars(expected))
    #expect(lines.allSatisfy { $0.count == 2 })
  }

  /// Texts by their scalars: Swift takes texts for equal that are spelt otherwise.
  private func scalars(_ texts: [String]) -> [[Unicode.Scalar]] {
    texts.map { Array($0.unicodeScalars) }
  }

  private func unescaped(_ cell: String) -> String {
    var text = String.UnicodeScalarView()
    var rest = cell.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let escape = rest.popFirst() else {
        text.append(scalar)
        continue
      }
      text.append(["n": "\n", "r": "\r", "t": "\t"][escape] ?? escape)
    }
    return String(text)
  }

  @Test func theHeadingsAreTheColumns() {
    let items: [JSONObject] = [["b": .integer(1), "a,": .integer(2)], ["c": .integer(3)]]
    #expect(
      DelimitedFormatTests.csv.string(of: SampleAnswer.list(items)) == "b,\"a,\",c\n1,2,\n,,3\n")
    #expect(
      DelimitedFormatTests.csv.string(of: SampleAnswer.list(items, columns: ["c", "b"]))
        == "c,b\n,1\n3,\n")
    #expect(
      DelimitedFormatTests.csv.string(of: SampleAnswer.list([], columns: ["c", "b"])) == "c,b\n")
    #expect(DelimitedFormatTests.csv.string(of: SampleAnswer.list([])) == "")
    #expect(DelimitedFormatTests.csv.string(of: .failure(.missingKey(.init("r"), key: "k"))) == "")
  }

  @Test(arguments: 0...2)
  func aListIsPrintedInPiecesAsTheWhole(_ count: Int) {
    let items: [JSONObject] = [["a": "x,\n", "c": "hidden"], ["b": .integer(2)]]
    let columns: [JSONString] = ["a", "b"]
    let shown = Array(items.prefix(count))
    let rows = shown.map { SampleItem(json: $0) }
    let list = AnswerList(
      key: "items", columns: columns, tableColumns: [TableColumn("A")], whenEmpty: "none")
    for format in [DelimitedFormatTests.csv, DelimitedFormatTests.tsv] {
      let whole = format.string(of: SampleAnswer.list(shown, columns: columns))
      for batches in [[rows], rows.map { [$0] }, [[], rows]] {
        #expect(
          format.string(of: list, opening: ["error": "e"], batches, closing: ["n": .null])
            == whole)
      }
    }
  }
}
