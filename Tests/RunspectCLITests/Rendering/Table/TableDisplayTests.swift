import FileFormats
import ReadOnlyFiles
import RunInspection
import Testing

@testable import RunspectCLI

/// Cells by their meaning, and how they fit on a terminal.
@Suite struct TableDisplayTests {
  private static let now = Timestamp(seconds: 2_000_000, nanoseconds: 0)
  private static func moment(_ age: Int64) -> Timestamp {
    Timestamp(seconds: now.seconds - age, nanoseconds: 5)
  }

  @Test(
    arguments: [
      (.text("a b"), "a b", nil), (.number(12), "12", nil), (.number(nil), "?", nil),
      (.failures(0), "0", nil), (.failures(2), "2", .red), (.failures(nil), "?", .red),
      (.sign(.completed, isStale: false), "✓", .green),
      (.sign(.running, isStale: true), "!", .yellow),
      (.state(.failed, isStale: false), "failed", .red),
      (.state(.pending, isStale: false), "pending", nil),
      (.percentage(0.999), "99%", nil), (.percentage(nil), "?", nil), (.percentage(7), "?", nil),
      (.bar(0.5), "█████░░░░░", nil), (.bar(nil), "-", nil), (.bar(1), "██████████", nil),
      (.span(0...0), "█·······················", nil), (.span(nil), "-", nil),
      (.span(1...1), "·······················█", nil),
      (.span(0.25...0.75), "······████████████······", nil),
      (.size(0), "0B", nil), (.size(1_023), "1023B", nil), (.size(102_400), "100.0KiB", nil),
      (.size(104_845_312), "99.9MiB", nil), (.size(.max), "8.0EiB", nil), (.size(nil), "?", nil),
      (.duration(0.04), "0.0s", nil), (.duration(9.99), "9.9s", nil), (.duration(59.9), "59s", nil),
      (.duration(60), "1m00s", nil), (.duration(3_725), "1h02m", nil),
      (.duration(90_000), "1d01h", nil), (.duration(nil), "-", nil), (.duration(.nan), "?", nil),
      (.duration(.infinity), "31709y289d", nil), (.duration(-1), "?", nil),
      (.moment(moment(0)), "0s", nil), (.moment(moment(199)), "3m", nil),
      (.moment(moment(7_300)), "2h", nil), (.moment(moment(-90)), "?", nil),
      (.moment(nil), "-", nil), (.past(moment(199)), "3 min ago", nil),
      (.past(moment(-90)), "in 1 min", nil), (.past(nil), "?", nil),
      (.message("", silentSince: nil), "", nil), (.message("m", silentSince: nil), "m", nil),
      (.message("", silentSince: moment(850)), "silent for 14 min", .yellow),
      (.message("m", silentSince: moment(850)), "silent for 14 min; m", .yellow),
      (
        .sequence([.state(.running, isStale: false), .sign(.running, isStale: false)]), "running ●",
        .cyan
      ),
    ] as [(TableCell, String, TextColour?)])
  func aCellHasATextAndAColour(_ cell: TableCell, _ text: String, _ colour: TextColour?) {
    #expect(CellText(cell, TableDisplay(now: TableDisplayTests.now)) == CellText(text, colour))
  }

  @Test(
    arguments: [
      (.moment(moment(0)), "1970-01-24T03:33:20Z"), (.past(moment(60)), "1970-01-24T03:32:20Z"),
      (.message("m", silentSince: moment(60)), "silent since 1970-01-24T03:32:20Z; m"),
    ] as [(TableCell, String)])
  func momentsMayBeShownInUTC(_ cell: TableCell, _ text: String) {
    let display = TableDisplay(now: TableDisplayTests.now, isUTC: true)
    #expect(CellText(cell, display).text == text)
  }

  private static let columns = [
    TableColumn("S"), TableColumn("N", .right, rank: 2), TableColumn("NAME", isCuttable: true),
    TableColumn("NOTE", isCuttable: true, rank: 1),
  ]
  private static let rows: [[TableCell]] = [
    [.sign(.completed, isStale: false), .number(1), .text("漢字 and more of it"), .text("")],
    [.sign(.failed, isStale: false), .number(22), .text("short"), .text("what there is to say")],
  ]

  @Test(
    arguments: [
      (
        nil,
        "S   N  NAME                                     NOTE\n"
          + "✓   1  漢字\\u{20}and\\u{20}more\\u{20}of\\u{20}it\n"
          + "✗  22  short                                    what there is to say\n"
      ),
      (
        50,
        "S   N  NAME                 NOTE\n✓   1  漢字 and more of it\n"
          + "✗  22  short                what there is to say\n"
      ),
      (
        40,
        "S   N  NAME             NOTE\n✓   1  漢字 and more …\n✗  22  short            what there is t…\n"
      ),
      (29, "S  NAME          NOTE\n✓  漢字 and mo…\n✗  short         what there …\n"),
      (25, "S  NAME\n✓  漢字 and more of it\n✗  short\n"),
      (10, "S  NAME\n✓  漢字 a…\n✗  short\n"), (5, "S  N…\n✓  …\n✗  s…\n"), (2, "S\n✓\n✗\n"),
    ] as [(Int?, String)])
  func aTableFitsTheTerminal(_ width: Int?, _ expected: String) {
    let format = TableFormat(display: TableDisplay(columns: width))
    let table = Table.grid(TableDisplayTests.columns, TableDisplayTests.rows)
    let text = format.text(of: table)
    #expect(text == expected)
    for line in text.split(separator: "\n") where width != nil {
      #expect(TerminalText.width(of: String(line)) <= width ?? .max)
    }
  }

  @Test func aColumnWithNothingInItIsLeftOutAtATerminal() {
    let table = Table.grid(TableDisplayTests.columns, [TableDisplayTests.rows[0]])
    let format = TableFormat(display: TableDisplay(columns: 80))
    #expect(format.text(of: table) == "S  N  NAME\n✓  1  漢字 and more of it\n")
  }

  @Test func coloursStandAroundTheText() {
    let table = Table.grid(
      [TableColumn("S"), TableColumn("X")], [[.sign(.failed, isStale: false), .text("x")]])
    let format = TableFormat(display: TableDisplay(hasColour: true))
    #expect(
      format.text(of: table)
        == "\u{1B}[2mS\u{1B}[0m  \u{1B}[2mX\u{1B}[0m\n\u{1B}[31m✗\u{1B}[0m  x\n")
  }

  @Test(
    arguments: [
      (.auto, true, [:], true), (.auto, false, [:], false),
      (.always, false, ["NO_COLOR": "1"], true),
      (.never, true, ["CLICOLOR_FORCE": "1"], false), (.auto, true, ["NO_COLOR": "1"], false),
      (.auto, true, ["NO_COLOR": ""], true), (.auto, false, ["CLICOLOR_FORCE": "1"], true),
      (.auto, false, ["CLICOLOR_FORCE": "0"], false), (.auto, true, ["TERM": "dumb"], false),
      (.auto, true, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
    ] as [(ColourChoice, Bool, [String: String], Bool)])
  func coloursAreUsedWhereTheyAreWanted(
    _ choice: ColourChoice, _ isTerminal: Bool, _ variables: [String: String], _ expected: Bool
  ) {
    #expect(choice.hasColour(isTerminal: isTerminal) { variables[$0] } == expected)
  }

  @Test(
    arguments: [
      ([(.completed, false), (.completed, false)], 2, "2 completed of 2"),
      (
        [(.failed, false), (.completed, false), (.running, true)], 9,
        "1 completed, 1 running, 1 failed, 1 stale of 3 shown, 9 matched"
      ),
      ([(.failed, false)], 1, nil), ([], 0, nil),
    ] as [([(RunState, Bool)], Int, String?)])
  func theFooterCountsTheStates(_ states: [(RunState, Bool)], _ matched: Int, _ footer: String?) {
    let rows: [[TableCell]] = states.map { state, isStale in
      [.sign(state, isStale: isStale), .state(state, isStale: isStale)]
    }
    #expect(StatusTable.footer(rows, matched: matched) == footer)
  }
}
