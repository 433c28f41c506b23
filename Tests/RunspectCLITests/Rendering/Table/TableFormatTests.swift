import FileFormats
import Testing

@testable import RunspectCLI

@Suite struct TableFormatTests {
  private func text(_ parts: Table.Part...) -> String {
    TableFormat.text(of: Table(parts: parts))
  }

  @Test func theColumnsAreAsWideAsTheirWidestCells() {
    #expect(
      text(
        .grid(
          heading: ["NAME", "N", "LAST"], rows: [["a", "1", "x"], ["longer", "1000", ""]],
          rightAligned: [1])) == """
          NAME       N  LAST
          a          1  x
          longer  1000  

          """)
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(
      text(
        .grid(
          heading: ["NAME", "漢字", "END"],
          rows: [
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

  @Test func aTableMayHaveNoHeadings() {
    #expect(
      text(.grid(heading: nil, rows: [["run", "r"], ["status", "failed"]], rightAligned: [])) == """
        run     r
        status  failed

        """)
  }

  @Test func anEmptyLineStandsBetweenTwoParts() {
    #expect(
      text(
        .grid(heading: nil, rows: [["a"]], rightAligned: []),
        .grid(heading: ["B"], rows: [["b"]], rightAligned: [0]), .text("and 3 more\n")) == """
          a

          B
          b

          and 3 more

          """)
    #expect(text() == "")
  }

  @Test func aTableWithoutRowsIsATextOrNothing() {
    func empty(_ whenEmpty: String) -> String {
      TableFormat.text(of: .grid(["A"], [], rightAligned: [0], whenEmpty: whenEmpty))
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
    let rows = cells.map { SampleItem(json: ["hidden": .null], cells: $0) }
    let list = AnswerList(
      key: "items", columns: ["hidden"], heading: ["NAME", "N"], rightAligned: [1],
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
