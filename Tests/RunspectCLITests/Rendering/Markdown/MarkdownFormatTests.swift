import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct MarkdownFormatTests {
  private let format = MarkdownFormat()

  private static let cells: [(JSONValue, String)] = [
    ("plain text", "plain text"), ("", ""), (.null, ""), ("é漢😀", "é漢😀"),
    ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("\\", "\\\\"),
    ("two\nlines", "two<br>lines"), ("a\r\nb", "a\\\\u{d}<br>b"), ("a\tb", "a b"),
    ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"), ("<!-- x -->", "&lt;\\!-- x --&gt;"),
    ("*a* `b` ~c~", "\\*a\\* \\`b\\` \\~c\\~"), ("![i](u)", "\\!\\[i\\](u)"), ("# 1", "\\# 1"),
    ("@name", "\\@name"),
    // An underscore between letters or digits is no markup; elsewhere it is.
    ("file_array", "file_array"), ("a_1_b", "a_1_b"), ("漢_字", "漢_字"), ("_a", "\\_a"),
    ("a_", "a\\_"), ("__init__", "\\_\\_init\\_\\_"), ("a__b", "a\\_\\_b"), ("a_ b", "a\\_ b"),
    ("_", "\\_"), ("a_.b", "a\\_.b"),
    (.integer(-5), "-5"), (.double(0.5), "0.5"), (true, "true"),
    ([.integer(1), "a"], "\\[1, \"a\"\\]"), (.object(["a_b": .null]), "{\"a_b\": null}"),
    ("\u{1B}[31m", "\\\\u{1b}\\[31m"), ("\u{202E}x", "\\\\u{202e}x"),
    (.string(brokenText), shownBrokenText),
  ]

  @Test func escapesEverythingThatIsMarkup() {
    for (value, cell) in MarkdownFormatTests.cells {
      #expect(format.string(of: SampleAnswer.cell(value)) == "| cell |\n| --- |\n| \(cell) |\n")
    }
  }

  @Test func aRowAnItemBelowTheHeadings() {
    let items: [JSONObject] = [["b": .integer(1), "a|": .integer(2)], ["c": .integer(3)]]
    #expect(
      format.string(of: SampleAnswer.list(items)) == """
        | b | a\\| | c |
        | --- | --- | --- |
        | 1 | 2 |  |
        |  |  | 3 |

        """)
    #expect(
      format.string(of: SampleAnswer.list(items, columns: ["c", "b"])) == """
        | c | b |
        | --- | --- |
        |  | 1 |
        | 3 |  |

        """)
    #expect(
      format.string(of: SampleAnswer.list([], columns: ["c", "b"])) == "| c | b |\n| --- | --- |\n")
    #expect(format.string(of: SampleAnswer.list([])) == "")
    #expect(format.string(of: .failure(.missingKey(.init("r"), key: "k"))) == "")
  }

  /// However pipes, backslashes and line breaks meet, a row stays one line of as many cells. A pipe
  /// after a backslash ends no cell.
  @Test func everyRowHasAsManyCells() {
    let letters = ["a", "|", "\\", "\n", "\r", "`", "_", "\u{301}"]
    let pairs = letters.flatMap { first in letters.map { first + $0 } }
    let texts = pairs.flatMap { pair in letters.map { pair + $0 } }
    let items: [JSONObject] = texts.map { ["text": .string(JSONString($0)), "next": "n"] }
    let text = format.string(of: SampleAnswer.list(items, columns: ["text", "next"]))
    let lines = text.unicodeScalars.split(separator: "\n")
    #expect(lines.count == texts.count + 2)
    for line in lines {
      var pipes = 0
      var isEscaped = false
      for scalar in line {
        if scalar == "|", !isEscaped { pipes += 1 }
        isEscaped = scalar == "\\" && !isEscaped
      }
      #expect(pipes == 3, "\(String(line))")
    }
  }

  @Test(arguments: 0...2)
  func aListIsPrintedInPiecesAsTheWhole(_ count: Int) {
    let items: [JSONObject] = [["a": "x|\n", "c": "hidden"], ["b": .integer(2)]]
    let shown = Array(items.prefix(count))
    let rows = shown.map { SampleItem(json: $0) }
    let list = AnswerList(
      key: "items", columns: ["a", "b"], tableColumns: [TableColumn("A")], whenEmpty: "none")
    let whole = format.string(of: SampleAnswer.list(shown, columns: ["a", "b"]))
    for batches in [[rows], rows.map { [$0] }, [[], rows]] {
      #expect(
        format.string(of: list, opening: ["error": "e"], batches, closing: ["n": .null]) == whole)
    }
  }

  @Test func aSummaryStandsAboveTheTable() {
    var answer = SampleAnswer.list([["a": "x"]], columns: ["a"])
    answer.summary = SummaryLine(headline: "1 of 2 *runs*\ncompleted", rest: ", <1> failed")
    #expect(
      format.string(of: answer)
        == "**1 of 2 \\*runs\\*<br>completed**, &lt;1&gt; failed\n\n| a |\n| --- |\n| x |\n")
  }

  @Test func chosenFieldsAreNotSummedUp() throws {
    let world = try FakeWorld()
    try world.folder.makeRun("runs/r", stored: 2)
    #expect(
      world.run("list-runs", "@/runs", "-f", "markdown", "--fields", "name").output
        == "| name |\n| --- |\n| r |\n")
  }

  @Test func countsTheRunsByTheirStates() throws {
    let world = try FakeWorld()
    for number in 0..<3 { try world.folder.makeRun("runs/r\(number)", stored: number) }
    try world.folder.write(
      "runs/f/run_status.json", #"{"status": "failed", "updated_at": 1999990}"#)
    let list = world.run("list-runs", "@/runs", "-f", "markdown").output
    #expect(
      list.hasPrefix("**1 of 4 runs completed**, 1 pending, 1 running, 1 failed\n\n| run_folder |"))
  }

  @Test func saysHowManyRunsAreNotShown() throws {
    let world = try FakeWorld()
    for number in 0..<3 { try world.folder.makeRun("runs/r\(number)", stored: 2) }
    let list = world.run("list-runs", "@/runs", "-f", "markdown", "--max-runs", "2").output
    #expect(list.hasPrefix("**2 of 2 runs completed**, 1 more not shown\n\n|"))
    #expect(
      try FakeWorld().run("list-runs", "@/", "-f", "markdown").output.hasPrefix("**no runs**\n"))
  }

  @Test func saysOfOneRunWhereItIs() throws {
    let world = try FakeWorld()
    try world.folder.makeRun("a_*r*", stored: 1)
    let text = world.run("status", "@/a_*r*", "-f", "markdown").output
    #expect(text.hasPrefix("**a\\_\\*r\\* is running, 50%**\n\n| run_folder |"))
  }
}
