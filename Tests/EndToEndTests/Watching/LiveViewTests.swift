import Foundation
import TestSupport
import Testing

/// What a person sees who watches runs at a terminal.
@Suite(.blocking) struct LiveViewTests {
  private let folder: TemporaryFolder
  private let run: Producer

  init() throws {
    folder = try TemporaryFolder()
    run = Producer(folder)
  }

  private func beat(_ run: Producer, _ state: String, done: Int) throws {
    try run.replace(
      "run_status.json",
      """
      {"status": "\(state)", "updated_at": "2100-01-01T00:00:00+00:00",
       "progress_fraction": \(Double(done) / 4), "n_outputs": 1, "outputs":
       {"y": {"n_completed": \(done), "n_total": 4, "complete": \(done == 4)}}}
      """)
  }

  private func watch(
    _ words: [String] = ["r"], on terminal: PseudoTerminal, _ environment: [String: String] = [:]
  ) throws -> RunningTool {
    try Runspect.start(
      (["watch", "--format", "live", "-t", "30"] + words).map { Array($0.utf8) }, in: folder,
      environment: ["TERM": "xterm"].merging(environment) { $1 }, terminal: terminal.path)
  }

  private let half = "r  running  [##########..........]  50%  0/1 outputs"
  private let whole = "r  completed  [####################] 100%  1/1 outputs"

  @Test func redrawsALineInPlaceAndLeavesTheLastState() throws {
    try beat(run, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(on: terminal)
    #expect(eventually { terminal.screen.lines[0].hasPrefix(half) })
    #expect(terminal.screen.lines.count == 2)
    #expect(terminal.screen.lines[0].hasSuffix("  y 2/4"))
    #expect(terminal.screen.isCursorHidden)
    try beat(run, "running", done: 3)
    #expect(eventually { terminal.screen.lines[0].contains(" 75%") })
    #expect(terminal.screen.lines.count == 2)
    try beat(run, "completed", done: 4)
    #expect(tool.wait(reading: terminal).status == 0)
    let screen = terminal.screen
    #expect(screen.lines.count == 2)
    #expect(screen.lines[0].hasPrefix(whole))
    #expect(screen.lines[1] == "")
    #expect(!screen.isCursorHidden)
    #expect(screen.hasColour)
    #expect(screen.unknown == [])
  }

  @Test func showsALineARun() throws {
    let other = Producer(folder, "s")
    try beat(run, "running", done: 2)
    try beat(other, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(["r", "s", "t", "--wait-for-start"], on: terminal)
    try #require(eventually { terminal.screen.lines.count == 4 })
    try beat(run, "completed", done: 4)
    #expect(eventually { terminal.screen.lines[0].hasPrefix(whole) })
    #expect(terminal.screen.lines[1].hasPrefix("s  running"))
    #expect(terminal.screen.lines[2].hasPrefix("t  missing"))
    try beat(other, "failed", done: 2)
    try beat(Producer(folder, "t"), "cancelled", done: 2)
    let outcome = tool.wait(reading: terminal)
    #expect(outcome.status == 1)
    #expect(
      outcome.stderr == "runspect: waiting for t\nrunspect: s failed\nrunspect: t was cancelled\n")
    let screen = terminal.screen
    try #require(screen.lines.count == 4)
    #expect(screen.lines[1].hasPrefix("s  failed"))
    #expect(screen.lines[2].hasPrefix("t  cancelled"))
    #expect(!screen.isCursorHidden)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func showsTheCursorAgainAfterASignal(_ signal: Int32, _ status: Int32) throws {
    try beat(run, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(on: terminal)
    #expect(eventually { terminal.screen.isCursorHidden })
    tool.signal(signal)
    #expect(tool.wait(reading: terminal).status == status)
    #expect(!terminal.screen.isCursorHidden)
    #expect(terminal.screen.lines[0].hasPrefix(half))
  }

  @Test func hasNoColourWhereNoneIsWanted() throws {
    try beat(run, "completed", done: 4)
    let terminal = try PseudoTerminal(columns: 100)
    #expect(try watch(on: terminal, ["NO_COLOR": "1"]).wait(reading: terminal).status == 0)
    #expect(!terminal.screen.hasColour)
    #expect(terminal.screen.lines[0].hasPrefix(whole))
  }

  @Test func printsPlainLinesWhereTheTerminalCantMoveItsCursor() throws {
    try beat(run, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 40)
    let tool = try watch(on: terminal, ["TERM": "dumb"])
    #expect(eventually { terminal.text.hasPrefix(half) })
    try beat(run, "completed", done: 4)
    #expect(tool.wait(reading: terminal).status == 0)
    #expect(!terminal.text.contains("\u{1B}"))
    #expect(terminal.screen.lines.count == 3)
    #expect(terminal.screen.lines[1].hasPrefix(whole))
  }

  @Test func printsPlainLinesWhereThereIsNoTerminal() throws {
    try beat(run, "completed", done: 4)
    let outcome = try Runspect.run(["watch", "r", "--format", "live"], in: folder)
    #expect(outcome == Outcome(stdout: whole + "\n", stderr: "", status: 0))
  }

  @Test(arguments: [1, 2, 10, 24, 40])
  func cutsItsLinesToTheWidth(_ columns: Int) throws {
    try beat(run, "completed", done: 4)
    let terminal = try PseudoTerminal(columns: columns)
    #expect(try watch(on: terminal).wait(reading: terminal).status == 0)
    #expect(terminal.screen.lines[0] == String(whole.prefix(max(1, columns - 1))))
    #expect(terminal.screen.unknown == [])
  }

  @Test func followsTheWidthOfTheTerminal() throws {
    try beat(run, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(on: terminal)
    #expect(eventually { terminal.screen.lines[0].hasPrefix(half) })
    terminal.resize(columns: 21)
    tool.signal(SIGWINCH)
    #expect(eventually { terminal.screen.lines[0] == String(half.prefix(20)) })
    tool.signal(SIGINT)
    #expect(tool.wait(reading: terminal).status == 130)
  }

  @Test func showsNoMoreRunsThanTheTerminalHasLinesUntilTheEnd() throws {
    let names = (10..<40).map { "r\($0)" }
    for name in names { try beat(Producer(folder, name), "running", done: 2) }
    let terminal = try PseudoTerminal(columns: 80)
    let tool = try watch(names, on: terminal, ["NO_COLOR": "1"])
    try #require(eventually { terminal.screen.lines.count == 24 })
    #expect(terminal.screen.lines[21].hasPrefix("r31  running"))
    #expect(terminal.screen.lines[22] == "and 8 more")
    for name in names {
      try beat(Producer(folder, name), "completed", done: 4)
      // The tool redraws meanwhile, and would wait for a reader once the terminal is full.
      terminal.drain()
    }
    #expect(tool.wait(reading: terminal).status == 0)
    let lines = terminal.screen.lines
    try #require(lines.count == 31)
    #expect(lines.dropLast().map { String($0.prefix(14)) } == names.map { "\($0)  completed" })
    #expect(!terminal.screen.isCursorHidden)
  }

  @Test func escapesNamesFromDisk() throws {
    let name = "a\u{1B}[31m\u{202E}b\n"
    try beat(Producer(folder, name), "failed", done: 2)
    let terminal = try PseudoTerminal(columns: 200)
    #expect(try watch([name], on: terminal, ["NO_COLOR": "1"]).wait(reading: terminal).status == 1)
    #expect(terminal.screen.lines[0].hasPrefix("a\\u{1b}[31m\\u{202e}b\\u{a}  failed"))
    #expect(!terminal.screen.hasColour)
    #expect(terminal.screen.unknown == [])
  }
}
