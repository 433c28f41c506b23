import Foundation
import TestSupport
import Testing

/// Long texts in logs of Snakemake are told whole, or end in a mark, and take time in their length only.
@Suite(.blocking) struct SnakemakeLongTextTests {
  private func log(_ error: String, preamble: String = "") -> String {
    "Building DAG of jobs...\nJob stats:\njob count\n--- ---\npart 1\ntotal 1\n\n" + preamble
      + "[Sat Nov 21 10:39:01 2026]\n" + error
      + "\nExiting because a job execution failed. Look above for error message\nComplete log: x\n"
  }

  private func error(_ text: String) throws -> JSON {
    let folder = try TemporaryFolder()
    try folder.write("r/.snakemake/log/1.snakemake.log", text)
    let outcome = try Runspect.run(["errors", "r"], in: folder)
    #expect(outcome.status == 1)
    return try #require(try JSON(parsing: outcome.stdout)["errors"]?.array.first)
  }

  private func head(_ fields: String) -> String {
    "Error in rule part:\n    jobid: 1\n" + fields
  }

  /// Flags are pairs of characters of which the first can be found only from the beginning of the row.
  @Test func anExceptionOfFlags() throws {
    let flags = String(repeating: "\u{1F1E6}", count: 16_000) + "\n"
    let start = Date()
    let error = try error(
      log(
        head("    shell:\n        x\n"),
        preamble: "RuleException:\nCommand 'x' returned non-zero exit status 3.\n"
          + String(repeating: flags, count: 30)))
    #expect(error["message"] == .string("the command returned non-zero exit status 3."))
    #expect(Date().timeIntervalSince(start) < 15)
  }

  @Test(arguments: [(1, false), (1_500, false), (100_000, false), (120_000, true)])
  func aShellCommand(_ count: Int, _ isCut: Bool) throws {
    let lines = (0..<count).map { "l \(100_000 + $0)" }
    let error = try error(
      log(
        head("    shell:\n" + lines.map { "        \($0)\n" }.joined())
          + "        (command exited with non-zero exit code)\n"))
    let shell = try #require(error["shell"]?.string)
    if isCut {
      #expect(shell.utf8.count <= (1 << 20) + 4 && shell.utf8.count > (1 << 20) - 20)
      #expect(shell.hasPrefix("l 100000\nl 100001\n") && shell.hasSuffix("\n…"))
    } else {
      #expect(shell == lines.joined(separator: "\n"))
    }
  }

  /// Empty lines within a command are part of it, and those after it are not.
  @Test func emptyLinesOfACommand() throws {
    let error = try error(log(head("    shell:\n        \n        a\n\n        (b)\n\n\n")))
    #expect(error["shell"] == .string("\na\n\n(b)"))
    let none = try self.error(log(head("    shell:\n        (exited with non-zero exit code)\n")))
    #expect(none["shell"] == nil)
  }

  @Test(arguments: [40, 100, 101])
  func logsOfARule(_ count: Int) throws {
    let names = (0..<count).map { "logs/\($0).log" }
    let folder = try TemporaryFolder()
    try folder.write(
      "r/.snakemake/log/1.snakemake.log",
      log(head("    log: \(names.joined(separator: ", ")) (check log file(s) for error details)\n"))
    )
    // The first that there is holds the trace.
    try folder.write("r/logs/37.log", "Traceback\nValueError: no\n")
    let answer = try JSON(parsing: Runspect.run(["errors", "r"], in: folder).stdout)
    let error = try #require(answer["errors"]?.array.first)
    let told = names.prefix(100) + (count > 100 ? ["…"] : [])
    #expect(error["rule_logs"] == .array(told.map { .string($0) }))
    #expect(error["type"] == .string("ValueError"))
  }

  @Test(arguments: [(70_000, 70_000), ((1 << 20) + 9, (1 << 20) - 15)])
  func inputsOfAJob(_ length: Int, _ shown: Int) throws {
    let name = String(repeating: "x", count: length)
    let error = try error(log(head("    input: \(name)\n    output: y\n")))
    #expect(error["job_inputs"]?.string?.utf8.count == shown + (shown < length ? 3 + 4 : 0))
    #expect(error["job_inputs"]?.string?.hasSuffix("…") == (shown < length))
    #expect(error["job_outputs"] == .string("y"))
  }

  /// No name is so long that its failure is not counted.
  @Test func aRuleWithANameOfAMebibyte() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "é", count: 1 << 20)
    try folder.write(
      "r/.snakemake/log/1.snakemake.log", log("Error in rule \(name):\n    jobid: 1\n"))
    let answer = try JSON(
      parsing: Runspect.run(["status", "r", "--fields", "status,n_failed"], in: folder).stdout)
    #expect(answer["status"] == .string("failed"))
    #expect(answer["n_failed"] == .number(1))
  }

  @Test func anExceptionOfManyLines() throws {
    let lines = (0..<1_500).map { "line \($0)" }
    let error = try error(
      "Building DAG of jobs...\nWorkflowError:\n" + lines.map { "    \($0)\n" }.joined())
    let told = try #require(error["message"]?.string).split(separator: "\n")
    #expect(told.count == 1_000)
    #expect(told.last == "…")
  }

  /// A log is read to its end, and not beyond the limit of logs.
  @Test func aLogOfMoreThanFourGibibytes() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/.snakemake/log/1.snakemake.log", log(""))
    let handle = try FileHandle(
      forWritingTo: folder.url("r/.snakemake/log/1.snakemake.log"))
    try handle.truncate(atOffset: (1 << 32) + 1)
    try handle.close()
    let answer = try JSON(parsing: Runspect.run(["status", "r"], in: folder).stdout)
    #expect(answer["status"] == .string("error"))
    #expect(
      answer["error"]?.string?.hasSuffix("it is larger than 4294967296 bytes") == true, "\(answer)")
  }
}
