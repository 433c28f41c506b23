import Foundation
import TestSupport
import Testing

/// What is told of logs of Snakemake that are damaged, or that mean harm.
@Suite(.blocking) struct SnakemakeBadInputTests {
  private static let log = "r/.snakemake/log/2026-11-21T103859.000001.snakemake.log"

  private static let begin = """
    Building DAG of jobs...
    Job stats:
    job      count
    -----  -------
    all          1
    part         1
    total        2

    [Sat Nov 21 10:38:59 2026]
    rule part:
        output: out/a.txt
        jobid: 1
        wildcards: name=a


    """
  private static let error = """
    [Sat Nov 21 10:39:01 2026]
    Error in rule part:
        jobid: 1
        log: LOG (check log file(s) for error details)
        shell:
            exit 3

    Exiting because a job execution failed. Look above for error message
    Complete log: x

    """

  private func status(
    _ log: Data, _ extra: (TemporaryFolder) throws -> Void = { _ in }
  ) throws -> JSON {
    let folder = try TemporaryFolder()
    try folder.write(SnakemakeBadInputTests.log, log)
    try extra(folder)
    return try JSON(parsing: Runspect.run(["status", "r"], in: folder).stdout)
  }

  private func status(_ log: String) throws -> JSON { try status(Data(log.utf8)) }

  @Test func coloursDoNotMatter() throws {
    let text = SnakemakeBadInputTests.begin.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "\u{1B}[33m\($0)\u{1B}[0m" }.joined(separator: "\n")
    let plain = try status(SnakemakeBadInputTests.begin)
    let coloured = try status(text)
    #expect(plain["status"] == .string("running"))
    for key in ["status", "outputs", "n_outputs", "started", "active_jobs"] {
      #expect(plain[key] == coloured[key], "\(key)")
    }
    let windows = try status(
      SnakemakeBadInputTests.begin.replacingOccurrences(of: "\n", with: "\r\n"))
    #expect(plain["outputs"] == windows["outputs"])
  }

  @Test func aTornLineTellsNothing() throws {
    let whole =
      SnakemakeBadInputTests.begin
      + "[Sat Nov 21 10:39:01 2026]\nFinished job 1.\n1 of 2 steps (50%) done\n"
    let lengths =
      Array(stride(from: 0, to: whole.utf8.count, by: 17))
      + Array(whole.utf8.count - 12..<whole.utf8.count)
    for length in lengths {
      let answer = try status(Data(whole.utf8.prefix(length)))
      #expect(answer["error"] == nil, "\(length)")
      #expect(answer["steps_done"] == .null, "\(length)")
    }
    let torn = try status(whole + "2 of 2 steps (100%) do")
    #expect(torn["steps_done"] == .number(1))
    #expect(torn["status"] == .string("running"))
  }

  @Test func otherEncodingsAndNumbersOutOfRange() throws {
    let text =
      Data(SnakemakeBadInputTests.begin.utf8) + Data([0xFF, 0xFE, 0x00, 0x0A])
      + Data("rule \u{E9}:\n    jobid: 99999999999999999999\n".utf8)
      + Data("99999999999999999999 of 2 steps (1%) done\n".utf8)
      + Data("rule ".utf8) + Data([0xE9, 0x3A, 0x0A]) + Data("    jobid: 5\n\n".utf8)
      + Data("[Sat Nov 99 99:99:99 2026]\n".utf8)
    let answer = try status(text)
    #expect(answer["status"] == .string("running"))
    #expect(answer["steps_done"] == .null)
    #expect(answer["outputs"]?.object.count == 4)
  }

  @Test func aLineWithoutAnEndTakesLittleMemory() throws {
    let long = Data(repeating: UInt8(ascii: "x"), count: 20_000_000)
    let answer = try status(Data(SnakemakeBadInputTests.begin.utf8) + long + Data("\n".utf8))
    #expect(answer["status"] == .string("running"))
  }

  @Test func somethingElseInTheirPlaces() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/.snakemake", "a file")
    try folder.write("b/.snakemake/log", "a file")
    try folder.makeFolder("c/.snakemake/log/x.snakemake.log")
    try folder.makeFolder("d/.snakemake/log")
    try folder.write("d/.snakemake/log/notes.txt", "x")
    try folder.makeFolder("e/.snakemake/log")
    try folder.makePipe("e/.snakemake/log/x.snakemake.log")
    try folder.write("target/x.snakemake.log", SnakemakeBadInputTests.begin)
    try folder.makeFolder("f/.snakemake")
    try folder.makeLink("f/.snakemake/log", to: "../../target")
    for run in ["a", "b", "c", "d", "e", "f"] {
      let outcome = try Runspect.run(["status", run], in: folder)
      #expect(try JSON(parsing: outcome.stdout)["status"] == .string("missing"), "\(run)")
      #expect(outcome.status == 1)
    }
    #expect(
      try JSON(parsing: Runspect.run(["list-runs", "."], in: folder).stdout)["runs"] == .array([]))
  }

  /// The log of a rule is read only where it lies in the working folder.
  @Test(arguments: [
    "../secret.txt", "/etc/hostname", "link.txt", "folder/secret.txt", "pipe", "..",
  ])
  func aRuleLogOutsideIsNotRead(_ log: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("secret.txt", "secret")
    try folder.write(
      SnakemakeBadInputTests.log,
      SnakemakeBadInputTests.begin
        + SnakemakeBadInputTests.error.replacingOccurrences(of: "LOG", with: log))
    try folder.makeLink("r/link.txt", to: "../secret.txt")
    try folder.makeLink("r/folder", to: "..")
    try folder.makePipe("r/pipe")
    let outcome = try Runspect.run(["errors", "r"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["n_failed"] == .number(1))
    #expect(answer["errors"]?.array.first?["traceback"] == .null)
    #expect(answer["errors"]?.array.first?["shell"] == .string("exit 3"))
    #expect(!outcome.stdout.contains("secret\\n") && !outcome.stdout.contains("\"secret\""))
    #expect(outcome.status == 1)
  }

  @Test func anUnlockAndAnEmptyLogHideNothing() throws {
    let answer = try status(
      Data(
        (SnakemakeBadInputTests.begin
          + SnakemakeBadInputTests.error.replacingOccurrences(of: "LOG", with: "none.log")).utf8)
    ) { folder in
      try folder.write("r/.snakemake/log/2026-11-21T103900.000001.snakemake.log", "")
      try folder.write(
        "r/.snakemake/log/2026-11-21T103901.000001.snakemake.log",
        "Unlocking working directory.\n")
      folder.setTimes(below: "r") { _ in .recorded }
    }
    #expect(answer["status"] == .string("failed"))
    #expect(
      answer["warnings"]?.array == [
        .string("2 later logs tell of nothing that was run, and are left out")
      ])
    #expect(answer["n_logs"] == .number(3))
  }

  @Test func manyJobsTakeBoundedTime() throws {
    var text = "Job stats:\njob count\n--- ---\nwork 30000\ntotal 30000\n\n"
    for job in 0..<30_000 {
      text +=
        "rule work:\n    jobid: \(job)\n\nError in rule work:\n    jobid: \(job)\n\n"
        + "Trying to restart job \(job).\nrule work:\n    jobid: \(job)\n\nFinished job \(job).\n"
    }
    let answer = try status(text)
    #expect(answer["outputs"]?["work"]?["n_completed"] == .number(30_000))
    #expect(answer["outputs"]?["work"]?["n_total"] == .number(30_000))
    #expect(answer["n_failed"] == .number(0))
  }
}
