import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct TableFormatTests {
  private func text(_ parts: Table.Part...) -> String {
    TableFormat().text(of: Table(parts: parts))
  }

  /// Rows of texts under headings.
  private func grid(
    _ heading: [String], _ rows: [[String]], rightAligned: Set<Int> = []
  ) -> Table.Part {
    Table.grid(heading, rows, rightAligned: rightAligned).parts[0]
  }

  @Test func theColumnsAreAsWideAsTheirWidestCells() {
    #expect(
      text(
        grid(
          ["NAME", "N", "LAST"], [["a", "1", "x"], ["longer", "1000", ""]], rightAligned: [1]))
          == """
          NAME       N  LAST
          a          1  x
          longer  1000

          """)
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(
      text(
        grid(
          ["NAME", "漢字", "END"],
          [
            ["漢字", "1", "|"], ["😀🚀", "22", "|"], ["e\u{301}é", "4444", "|"], ["🇸🇪", "1", "|"],
          ],
          rightAligned: [1])) == """
          NAME  漢字  END
          漢字     1  |
          😀🚀    22  |
          e\u{301}é    4444  |
          🇸🇪       1  |

          """)
  }

  @Test func factsHaveNoHeadings() {
    let facts = Table.facts([("run", .text("r 1")), ("status", .text("failed"))])
    #expect(TableFormat().text(of: facts) == "run     r 1\nstatus  failed\n")
    #expect(TableFormat().text(of: .facts([], whenEmpty: "nothing\n")) == "nothing\n")
  }

  @Test func anEmptyLineStandsBetweenTwoParts() {
    #expect(
      text(
        grid(["A"], [["a"]]), grid(["B"], [["b"]], rightAligned: [0]), .text("and 3 more\n"),
        .footer("1 of 3")) == """
          A
          a

          B
          b

          and 3 more

          """)
    #expect(text() == "")
  }

  @Test func aTableWithoutRowsIsATextOrNothing() {
    func empty(_ whenEmpty: String) -> String {
      TableFormat().text(of: .grid(["A"], [], rightAligned: [0], whenEmpty: whenEmpty))
    }
    #expect(empty("no runs\n") == "no runs\n")
    #expect(empty("") == "")
  }

  @Test func printsTheTableOfAnAnswer() {
    #expect(TableFormat().string(of: SampleAnswer.list([["a": .null]])) == "HEAD\ncell\n")
    #expect(TableFormat().string(of: SampleAnswer.list([])) == "none\n")
    #expect(TableFormat().string(of: .failure(.missingKey(.init("r"), key: "k"))) == "")
  }

  /// The widest cell may be in the last batch.
  @Test(arguments: 0...2)
  func aListIsPrintedInPiecesAsTheWhole(_ count: Int) {
    let cells = [["a", "1"], ["漢字漢字", "22222"]].prefix(count)
    let rows = cells.map { cells in
      SampleItem(json: ["hidden": .null], cells: cells.map { .text($0) })
    }
    let list = AnswerList(
      key: "items", columns: ["hidden"],
      tableColumns: [TableColumn("NAME"), TableColumn("N", .right)],
      whenEmpty: "none\n")
    let expected = [
      "none\n", "NAME  N\na     1\n", "NAME          N\na             1\n漢字漢字  22222\n",
    ]
    for batches in [[rows], rows.map { [$0] }, [[], rows, []]] {
      #expect(
        TableFormat().string(of: list, opening: ["error": "e"], batches, closing: ["n": .null])
          == expected[count])
    }
  }
}
