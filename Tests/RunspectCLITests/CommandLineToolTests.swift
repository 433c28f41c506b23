import FileFormats
import ReadOnlyFiles
import RunInspection
import TestSupport
import Testing

@testable import RunspectCLI

@Suite struct CommandLineToolTests {
  private func failure(_ number: ErrorNumber) -> FileError {
    FileError(
      operation: .write, path: RawPath("standard stream 1"), reason: .system(number))
  }

  @Test(arguments: [
    ["help"], ["--version"], ["status", "@/r"], ["list-runs", "@/"], ["watch", "@/r"],
  ])
  func endsQuietlyWhereNobodyReadsItsOutput(_ line: [String]) throws {
    let world = try FakeWorld(failing: failure(.brokenPipe))
    try world.folder.makeRun("r", stored: 1)
    #expect(world.run(line) == FakeWorld.Outcome(status: 141))
    #expect(world.clock.sleeps == [])
  }

  @Test(arguments: [
    ["help"], ["--version"], ["status", "@/r"], ["list-runs", "@/"], ["watch", "@/r"],
  ])
  func saysWhyItsOutputCouldNotBeWritten(_ line: [String]) throws {
    let world = try FakeWorld(failing: failure(.permissionDenied))
    try world.folder.makeRun("r", stored: 1)
    #expect(
      world.run(line)
        == FakeWorld.Outcome(
          status: 1,
          errors: ["runspect: can't write 'standard stream 1': \(ErrorNumber.permissionDenied)"]))
  }

  @Test(
    arguments: [
      ([], "no command given"), (["statsu"], "unknown command 'statsu'; did you mean 'status'?"),
      (["help", "nonsense"], "no help on 'nonsense'"),
      (["status", "r", "-p", "-f", "table"], "--pretty can't be combined with --format table"),
      (["list-runs", "-p", "-f", "jsonl"], "--pretty can't be combined with --format jsonl"),
      (["\u{1B}[2J"], "unknown command '\\u{1b}[2J'"),
    ] as [([String], String)])
  func hintsAtTheHelpWhereTheCommandLineMakesNoSense(_ line: [String], _ sentence: String) throws {
    let world = try FakeWorld()
    let command = line.first.flatMap { CommandName(rawValue: $0) }
    let topic = command == .help ? "" : command.map { " " + $0.rawValue } ?? ""
    #expect(
      world.run(line)
        == FakeWorld.Outcome(
          status: 64, errors: ["runspect: \(sentence)", "Try 'runspect help\(topic)'."]))
  }

  @Test func printsItsVersionAndItsHelp() throws {
    #expect(
      try FakeWorld().run("--version") == FakeWorld.Outcome(status: 0, output: "runspect 0.1.0\n"))
    #expect(
      try FakeWorld().run("help", "watch")
        == FakeWorld.Outcome(status: 0, output: try HelpText.page("watch")))
    #expect(
      try FakeWorld().run("watch", "-h")
        == FakeWorld.Outcome(status: 0, output: try HelpText.page("watch")))
  }

  /// What a run folder is called must not act on the terminal that shows an error.
  @Test func escapesNamesFromDiskInItsErrors() throws {
    let world = try FakeWorld()
    try world.folder.write("runs/\u{1B}[2J\n/run_info.json", "[]")
    world.folder.setTimes(below: "runs") { _ in .recorded }
    let outcome = world.run("list-runs", "@/runs", "--format", "table")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors == [
        "runspect: '@/runs/\\u{1b}[2J\\u{a}/run_info.json' should hold an object, not an array"
      ])
    #expect(!outcome.output.unicodeScalars.contains("\u{1B}"))
  }

  @Test(arguments: [(0, 2), (1, 2), (2, 0)])
  func gatesOnTheStateOnlyWhereThatIsAsked(_ stored: Int, _ gate: Int32) throws {
    let world = try FakeWorld()
    try world.folder.makeRun("r", stored: stored)
    #expect(world.run("status", "@/r").status == 0)
    #expect(world.run("status", "@/r", "--exit-status").status == gate)
    #expect(world.run("status", "@/none").status == 1)
    #expect(world.run("status", "@/none", "--exit-status").status == 1)
  }
}
