import TestSupport
import Testing

@testable import RunspectCLI

/// `RUNSPECT_FORMAT`.
@Suite struct FormatVariableTests {
  private func run(_ format: String, _ line: String...) throws -> FakeWorld.Outcome {
    let world = try FakeWorld(variables: ["RUNSPECT_FORMAT": format])
    try world.folder.makeRun("r", stored: 2)
    return world.run(line)
  }

  @Test func isTheFormatWhereNoneIsGiven() throws {
    #expect(try run("csv", "status", "@/r").output.hasPrefix("run_folder,layout,"))
    #expect(try run("jsonl", "list-runs", "@/").output.hasPrefix("{\"all_complete\": true"))
    #expect(try run("live", "watch", "@/r").output.contains("100%"))
    #expect(try run("csv", "status", "@/r", "--format", "json").output.hasPrefix("{"))
    #expect(try run("", "status", "@/r").output.hasPrefix("{"))
  }

  /// Nor does an option that needs JSON fail for a format that nobody gave.
  @Test(arguments: [
    ["status", "@/r", "--pretty"], ["watch", "@/r", "--pretty", "--timeout", "0"],
    ["outputs", "@/r", "-p"],
  ])
  func givesWayToAnOption(_ line: [String]) throws {
    for format in ["table", "jsonl", "live"] {
      let world = try FakeWorld(variables: ["RUNSPECT_FORMAT": format])
      try world.folder.makeRun("r", stored: 2)
      let outcome = world.run(line)
      #expect(outcome.status < 64)
      #expect(outcome.output.hasPrefix("{\n"), "\(format): \(outcome)")
    }
  }

  @Test func fallsBackToJSONWhereACommandLacksTheFormat() throws {
    #expect(try run("live", "status", "@/r").output.hasPrefix("{"))
    #expect(try run("table", "watch", "@/r").output.hasPrefix("{"))
  }

  @Test func hasToBeAFormat() throws {
    let words = "json, jsonl, table, csv, tsv, markdown"
    let outcome = try run("Table", "status", "@/r")
    #expect(outcome.status == 64)
    #expect(outcome.output == "")
    #expect(
      outcome.errors.first?.hasPrefix(
        "runspect: the environment variable RUNSPECT_FORMAT takes one of \(words)") == true)
    #expect(outcome.errors.last == "Try 'runspect help environment'.")
    // It matters only to commands that have a format, and where none is given.
    #expect(try run("Table", "help").status == 0)
    #expect(try run("Table", "--version").status == 0)
    #expect(try run("Table", "completions", "bash").status == 0)
    #expect(try run("Table", "status", "@/r", "-f", "json").status == 0)
  }

  /// `--compat` is pipefunc-cli, which reads no such variable.
  @Test(arguments: ["table", "nonsense"])
  func isIgnoredByThePeer(_ format: String) throws {
    let expected = try FakeWorld()
    try expected.folder.makeRun("r", stored: 2)
    let world = try FakeWorld(variables: ["RUNSPECT_FORMAT": format])
    try world.folder.makeRun("r", stored: 2)
    for line in [["--compat", "status", "@/r"], ["list-runs", "@/", "--compat"]] {
      #expect(world.run(line) == expected.run(line))
    }
  }
}
