import Foundation
import TestSupport
import Testing

/// Usage, help and version, through the built binary.
@Suite(.blocking) struct CommandLineTests {
  @Test(
    arguments: [
      ([], "no command given"), (["ls"], "unknown command 'ls'; did you mean 'list-runs'?"),
      (["statu"], "unknown command 'statu'; did you mean 'status'?"),
      (["frobnicate"], "unknown command 'frobnicate'"),
      (["status"], "RUN is missing"),
      (["outputs", "@lates"], "unknown selector '@lates'; did you mean '@latest'?"),
      (
        ["status", "@x"], "unknown selector '@x'; a folder of this name is './@x'"
      ),
      (["status", "a", "--prety"], "unknown option '--prety'; did you mean '--pretty'?"),
      (["status", "a", "-z"], "unknown option '-z'"),
      (["status", "a", "--pretty=yes"], "option '--pretty' takes no value"),
      (["list-runs", "--max-runs"], "option '--max-runs' needs a value"),
      (
        ["list-runs", "--max-runs", "0"], "option '--max-runs' takes a whole number from 1, not '0'"
      ),
      (["list-runs", "-n", "many"], "option '-n' takes a whole number from 1, not 'many'"),
      (
        ["watch", "a", "--on-stale", "xml"],
        "option '--on-stale' takes one of warn, ignore, fail, not 'xml'"
      ),
      (
        ["status", "a", "--format=table", "--pretty"],
        "--pretty can't be combined with --format table"
      ),
      (
        ["watch", "a", "--timeout", "soon"],
        "option '--timeout' takes a duration such as 90, 90s, 5m, 1h30m or 1d, not 'soon'"
      ),
      (["help", "statsu"], "no help on 'statsu'; did you mean 'status'?"),
      (["--prety"], "unknown option '--prety'"),
    ] as [([String], String)])
  func aUsageErrorIsOneSentenceAndAHint(_ arguments: [String], _ sentence: String) throws {
    let outcome = try Runspect.run(arguments, in: try TemporaryFolder())
    let commands = ["status", "list-runs", "watch", "outputs"]
    let topic = arguments.first.map { commands.contains($0) ? " " + $0 : "" } ?? ""
    let isAboutOperands = sentence.contains("missing") || sentence.contains("operand")
    let usage = isAboutOperands ? "Usage: runspect status [OPTION...] RUN...\n" : ""
    let said = "runspect: \(sentence)\n\(usage)Try 'runspect help\(topic)'.\n"
    #expect(outcome == Outcome(stdout: "", stderr: said, status: 64))
  }

  @Test func theSyntaxOfOptions() throws {
    let folder = try TemporaryFolder()
    try folder.write("-r/run_info.json", BadInputTests.runInfo)
    let expected = try Runspect.run(["status", "--pretty", "--", "-r"], in: folder)
    #expect(expected.status == 0)
    for words in [
      ["status", "-p", "--", "-r"], ["status", "./-r", "--pretty"],
      ["status", "-fjson", "-p", "--", "-r"],
      ["status", "--format=json", "-p", "./-r"], ["status", "-pf", "json", "./-r"],
      ["status", "--format", "table", "--format", "json", "./-r", "-p"],
    ] {
      #expect(try Runspect.run(words, in: folder) == expected, "\(words)")
    }
  }

  @Test func theVersion() throws {
    let folder = try TemporaryFolder()
    let expected = Outcome(stdout: "runspect 0.1.0\n", stderr: "", status: 0)
    #expect(try Runspect.run(["--version"], in: folder) == expected)
    #expect(try Runspect.run(["status", "-V"], in: folder) == expected)
  }

  /// The topics of the help: those that the overview names, and the overview itself.
  static func topics() throws -> [String] {
    let overview = try Runspect.run(["help"], in: try TemporaryFolder()).stdout
    let commands =
      overview.components(separatedBy: "\nCommands:\n").dropFirst().first?
      .components(separatedBy: "\n\n").first?.split(separator: "\n") ?? []
    let names = commands.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.map { line in
      String(line.dropFirst(2).prefix { $0 != " " })
    }
    return try RecordedCases.checked(
      ["", "exit-status", "environment"] + names, atLeast: 15, from: "'runspect help'")
  }

  @Test(arguments: try topics())
  func aPageOfHelp(_ topic: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Runspect.run(topic.isEmpty ? ["help"] : ["help", topic], in: folder)
    #expect(outcome.stderr == "")
    #expect(outcome.status == 0)
    let name = topic.isEmpty ? "overview" : topic
    #expect(
      try Fixtures.matchesRecording("expected/help/\(name).txt", outcome.stdout),
      "RUNSPECT_RECORD=1 records what is printed now: \(outcome.stdout)")
    if !["exit-status", "environment"].contains(topic) {
      let option = topic.isEmpty ? ["--help"] : [topic, "--help"]
      #expect(try Runspect.run(option, in: folder) == outcome)
    }
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let folder = try TemporaryFolder()
    try folder.write("runs/r/run_info.json", BadInputTests.runInfo)
    let script =
      "trap '' PIPE; { sleep 0.1; \"$0\" list-runs; echo $? >status; } | true; cat status"
    let outcome = try Runspect.run(["-c", script, Runspect.binary], in: folder, program: "/bin/sh")
    #expect(outcome == Outcome(stdout: "141\n", stderr: "", status: 0))
  }

  @Test func aFullDiskIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_info.json", BadInputTests.runInfo)
    let outcome = try Runspect.run(
      ["-c", "\"$0\" status r >/dev/full", Runspect.binary], in: folder, program: "/bin/sh")
    #expect(
      outcome
        == Outcome(
          stdout: "",
          stderr: "runspect: can't write 'standard stream 1': No space left on device\n", status: 1)
    )
  }
}
