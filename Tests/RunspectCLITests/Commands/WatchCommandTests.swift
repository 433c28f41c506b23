import TestSupport
import Testing

@testable import RunspectCLI

/// No test sleeps: the clock of the world moves only when the command sleeps.
@Suite struct WatchCommandTests {
  /// The states that were printed, a line a reading.
  private func states(_ outcome: FakeWorld.Outcome) -> [String] {
    outcome.output.split(separator: "\n").compactMap { line in
      let words = line.split(separator: "\"", omittingEmptySubsequences: false)
      return words.firstIndex(of: "status").map { String(words[$0 + 2]) }
    }
  }

  @Test func endsAtOnceWithARunThatHasEnded() throws {
    let world = try FakeWorld()
    try world.folder.makeRun("r", stored: 2)
    let outcome = world.run("watch", "@/r")
    #expect(states(outcome) == ["completed"])
    #expect(outcome.status == 0)
    #expect(world.clock.sleeps == [])
  }

  /// The answers tell nothing of runs that did not appear, so that it is said on a terminal, too.
  @Test(arguments: [false, true])
  func saysHowManyRunsDidNotAppear(_ atTerminal: Bool) throws {
    let world = try FakeWorld(atTerminal: atTerminal)
    try world.folder.makeRun("runs/a", stored: 2)
    let outcome = world.run(
      "watch", "@/runs", "--expect", "2", "--timeout", "1", "--format", "json")
    #expect(outcome.errors.last == "runspect: there is 1 run of 2")
    #expect(outcome.status != 0)
  }

  @Test func endsWithARunThatIsNotThere() throws {
    let world = try FakeWorld()
    let outcome = world.run("watch", "@/none", "--timeout", "60")
    #expect(states(outcome) == ["missing"])
    #expect(outcome.status == 1)
    #expect(world.clock.sleeps == [])
  }

  @Test func readsEveryFiveSecondsUntilTheRunIsComplete() throws {
    let world = try FakeWorld { sleepsBefore, folder in
      if sleepsBefore == 0 { try? folder.write("r/outputs/y/__0__.pickle", "1") }
      if sleepsBefore == 2 { try? folder.write("r/outputs/y/__1__.pickle", "1") }
    }
    try world.folder.makeRun("r", stored: 0)
    let outcome = world.run("watch", "@/r")
    #expect(states(outcome) == ["pending", "running", "running", "completed"])
    #expect(outcome.status == 0)
    #expect(world.clock.sleeps == [5, 5, 5])
  }

  /// The wait before the deadline is cut short, and the run is read once more at the deadline.
  @Test(
    arguments: [
      (["--interval", "2", "--timeout", "5"], [2, 2, 1]),
      (["--interval", "2", "--timeout", "4"], [2, 2]), (["--timeout", "12"], [5, 5, 2]),
      (["-i", "60", "-t", "1.5"], [1.5]), (["-t", "0"], []), (["-t", "5"], [5]),
      (["-i", "0", "-t", "0.03125"], [0.01, 0.01, 0.01, 0.00125]),
    ] as [([String], [Double])])
  func givesUpExactlyAtTheDeadline(_ options: [String], _ sleeps: [Double]) throws {
    let world = try FakeWorld()
    try world.folder.makeRun("r", stored: 1)
    let outcome = world.run(["watch", "@/r"] + options)
    #expect(outcome.status == 2)
    #expect(states(outcome) == Array(repeating: "running", count: sleeps.count + 1))
    // The clock counts from two million on, which leaves nine digits after the point.
    #expect(world.clock.sleeps.map { ($0 * 1e6).rounded() } == sleeps.map { ($0 * 1e6).rounded() })
    #expect(world.clock.now == FakeWorld.start + sleeps.reduce(0, +))
  }

  @Test func seesWhatHappensInTheLastWaitBeforeTheDeadline() throws {
    let world = try FakeWorld { sleepsBefore, folder in
      if sleepsBefore == 1 { try? folder.write("r/outputs/y/__1__.pickle", "1") }
    }
    try world.folder.makeRun("r", stored: 1)
    let outcome = world.run("watch", "@/r", "--interval", "4", "--timeout", "5")
    #expect(states(outcome) == ["running", "running", "completed"])
    #expect(outcome.status == 0)
    #expect(world.clock.sleeps == [4, 1])
  }

  /// Time passes while an answer is printed; no reading before the deadline is taken for the last, and
  /// the intervals are counted from reading to reading.
  @Test(arguments: [(2, [2, 0]), (4, [0, 0]), (5, [0]), (6, [0])] as [(Double, [Double])])
  func readsOnceMoreWhereTheDeadlinePassedWhilePrinting(
    _ writingTime: Double, _ sleeps: [Double]
  ) throws {
    let world = try FakeWorld(writingTakes: writingTime)
    try world.folder.makeRun("r", stored: 1)
    let outcome = world.run("watch", "@/r", "--interval", "4", "--timeout", "5")
    #expect(states(outcome) == Array(repeating: "running", count: sleeps.count + 1))
    #expect(outcome.status == 2)
    #expect(world.clock.sleeps == sleeps)
  }

  @Test func printsIndentedWhereThatIsAsked() throws {
    let world = try FakeWorld()
    try world.folder.makeRun("r", stored: 2)
    let indented = world.run("watch", "@/r", "--pretty").output
    #expect(indented.hasPrefix("{\n  \"all_complete\": true,\n"))
    #expect(indented.hasSuffix("\n}\n"))
  }
}
