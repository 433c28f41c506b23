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
    _ words: [String] = ["r"], on terminal: PseudoTerminal, _ environment: [String: String] = [:],
    hasKeyboard: Bool = false
  ) throws -> RunningTool {
    try Runspect.start(
      (["watch", "--format", "live", "-t", "30"] + words).map { Array($0.utf8) }, in: folder,
      environment: ["TERM": "xterm"].merging(environment) { $1 }, terminal: terminal.path,
      hasKeyboard: hasKeyboard)
  }

  private let half = "r  running  [##########..........]  50%  0/1 outputs"
  private let whole = "r  completed  [####################] 100%  1/1 outputs"

  /// The lines of a screen that shows one run, as far as they stay.
  private func shows(_ screen: Screen, _ state: String, _ progress: String) -> Bool {
    screen.lines.count > 1 && screen.lines[0] == state && screen.lines[1].contains(progress)
  }

  @Test func fillsTheScreenWithOneRunAndLeavesTheLastState() throws {
    try beat(run, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(on: terminal)
    #expect(eventually { shows(terminal.screen, "● running  r", "  50%  2/4") })
    #expect(terminal.screen.isAlternate)
    #expect(terminal.screen.isCursorHidden)
    #expect(terminal.screen.lines.contains { $0.hasPrefix("●  y       █████░░░░░   2/4") })
    try beat(run, "running", done: 3)
    #expect(eventually { shows(terminal.screen, "● running  r", "  75%  3/4") })
    try beat(run, "completed", done: 4)
    #expect(tool.wait(reading: terminal).status == 0)
    let screen = terminal.screen
    #expect(shows(screen, "✓ completed  r", " 100%  4/4"))
    #expect(!screen.isAlternate)
    #expect(!screen.isCursorHidden)
    #expect(screen.hasColour)
    #expect(screen.unknown == [])
  }

  @Test func showsALineARunAndFoldsTheCompletedOnes() throws {
    let other = Producer(folder, "s")
    try beat(run, "running", done: 2)
    try beat(other, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(["r", "s", "t", "--wait-for-start"], on: terminal)
    func runs() -> [String] {
      terminal.screen.lines.dropFirst().map { line in
        line.split(separator: " ").prefix(3).joined(separator: " ")
      }
    }
    try #require(
      eventually { runs().prefix(3) == ["● r running", "● s running", "✗ t missing"] })
    try beat(run, "completed", done: 4)
    #expect(eventually { runs().prefix(2) == ["● s running", "✗ t missing"] })
    try beat(other, "failed", done: 2)
    #expect(eventually { runs().first == "✗ s failed" })
    #expect(
      eventually { terminal.screen.lines.contains("1 completed, 1 failed, 1 missing of 3") })
    try beat(Producer(folder, "t"), "cancelled", done: 2)
    let outcome = tool.wait(reading: terminal)
    #expect(outcome.status == 1)
    #expect(
      outcome.stderr == "runspect: waiting for t\nrunspect: s failed\nrunspect: t was cancelled\n")
    #expect(runs() == ["✗ s failed", "⊘ t cancelled", "1 completed, 1", ""])
    #expect(!terminal.screen.isCursorHidden)
    #expect(!terminal.screen.isAlternate)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func givesTheScreenBackAfterASignal(_ signal: Int32, _ status: Int32) throws {
    try beat(run, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(on: terminal)
    #expect(eventually { terminal.screen.isCursorHidden })
    tool.signal(signal)
    #expect(tool.wait(reading: terminal).status == status)
    #expect(!terminal.screen.isCursorHidden)
    #expect(!terminal.screen.isAlternate)
    #expect(shows(terminal.screen, "● running  r", "  50%  2/4"))
  }

  /// A terminal that is stopped (Ctrl-S) takes nothing: the tool waits in its writing or, where there is
  /// no news, in its putting the screen away.
  @Test(
    arguments: [
      (SIGTERM, 143, true), (SIGHUP, 129, true), (SIGTERM, 143, false), (SIGHUP, 129, false),
    ] as [(Int32, Int32, Bool)])
  func aSignalEndsItWhileTheTerminalIsStopped(
    _ signal: Int32, _ status: Int32, _ hasNews: Bool
  ) throws {
    try beat(run, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(on: terminal)
    try #require(eventually { terminal.screen.isCursorHidden })
    terminal.type("\u{13}")
    if hasNews { try beat(run, "running", done: 3) }
    pause(hasNews ? 0.3 : 0)
    tool.signal(signal)
    #expect(tool.wait().status == status)
  }

  @Test func keysChooseAndOpenARunAndEndTheWatch() throws {
    try beat(run, "running", done: 2)
    try beat(Producer(folder, "s"), "failed", done: 1)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(["r", "s"], on: terminal, ["NO_COLOR": "1"], hasKeyboard: true)
    let hint = "q quit  j/k choose  enter open  ? help"
    try #require(eventually { terminal.screen.lines.contains(hint) })
    terminal.type("j")
    #expect(eventually { terminal.screen.lines[1].hasPrefix("›  s") })
    terminal.type("\u{1B}[B")
    #expect(eventually { terminal.screen.lines[2].hasPrefix("›  r") })
    terminal.type("k\r")
    #expect(eventually { terminal.screen.lines[0] == "✗ failed  s" })
    #expect(terminal.screen.lines.contains { $0.hasPrefix("LAST ERRORS") })
    terminal.type("?")
    #expect(eventually { terminal.screen.lines[0].hasPrefix("KEY") })
    terminal.type("?\u{1B}")
    #expect(eventually { terminal.screen.lines.contains(hint) })
    // Suspending and quitting would leave the screen to the shell as it is.
    terminal.type("\u{1A}\u{1C}")
    terminal.type("xq")
    let outcome = tool.wait(reading: terminal)
    #expect(outcome.status == 1)
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.screen.unknown == [])
  }

  @Test func hasNoColourWhereNoneIsWanted() throws {
    try beat(run, "completed", done: 4)
    for (words, environment) in [
      (["r"], ["NO_COLOR": "1"]), (["r", "--color", "never"], [:]),
    ] as [([String], [String: String])] {
      let terminal = try PseudoTerminal(columns: 100)
      #expect(try watch(words, on: terminal, environment).wait(reading: terminal).status == 0)
      #expect(!terminal.screen.hasColour)
      #expect(shows(terminal.screen, "✓ completed  r", " 100%  4/4"))
    }
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
    for line in terminal.screen.lines { #expect(line.count <= columns) }
    #expect(terminal.screen.unknown == [])
  }

  @Test func followsTheWidthOfTheTerminal() throws {
    try beat(run, "running", done: 2)
    let terminal = try PseudoTerminal(columns: 100)
    let tool = try watch(on: terminal)
    #expect(eventually { shows(terminal.screen, "● running  r", "  50%  2/4") })
    terminal.resize(columns: 9)
    tool.signal(SIGWINCH)
    #expect(eventually { terminal.screen.lines[0] == "● runnin…" })
    tool.signal(SIGINT)
    #expect(tool.wait(reading: terminal).status == 130)
  }

  @Test func showsNoMoreRunsThanTheTerminalHasLines() throws {
    let names = (10..<40).map { "r\($0)" }
    for name in names { try beat(Producer(folder, name), "running", done: 2) }
    let terminal = try PseudoTerminal(columns: 80)
    let tool = try watch(names, on: terminal, ["NO_COLOR": "1"])
    try #require(eventually { terminal.screen.lines.count == 24 })
    #expect(terminal.screen.lines[21].hasPrefix("●  r30  running"))
    #expect(terminal.screen.lines[22] == "and 9 more")
    #expect(terminal.screen.lines[23] == "30 running of 30")
    for name in names {
      try beat(Producer(folder, name), "completed", done: 4)
      // The tool redraws meanwhile, and would wait for a reader once the terminal is full.
      terminal.drain()
    }
    #expect(tool.wait(reading: terminal).status == 0)
    #expect(terminal.screen.lines == ["30 completed of 30", ""])
    #expect(!terminal.screen.isCursorHidden)
  }

  @Test func escapesNamesFromDisk() throws {
    let name = "a\u{1B}[31m\u{202E}b\n"
    try beat(Producer(folder, name), "failed", done: 2)
    let terminal = try PseudoTerminal(columns: 200)
    #expect(try watch([name], on: terminal, ["NO_COLOR": "1"]).wait(reading: terminal).status == 1)
    #expect(terminal.screen.lines[0] == "✗ failed  a\\u{1b}[31m\\u{202e}b\\u{a}")
    #expect(!terminal.screen.hasColour)
    #expect(terminal.screen.unknown == [])
  }
}
