import Foundation
import TestSupport
import Testing

/// `errors` of several runs, in groups and as text, compared with what Python makes of the errors that it
/// loads (fixtures/make_failure_runs.py).
@Suite(.blocking) struct FailureGroupTests {
  static let runs = ["first", "second", "third"]
  static let groupings = ["type", "message", "function", "output", "type,message", "output,type"]

  /// The runs in the folder `runs`, the last one newest.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (age, name) in FailureGroupTests.runs.reversed().enumerated() {
      try Fixtures.copy("failures", name, to: folder, as: "runs/\(name)")
      let moment = Moment(seconds: 1_700_000_000 - age, nanoseconds: 0)
      folder.setTime("runs/\(name)/run_info.json", moment)
    }
    return folder
  }

  private func truth(_ name: String) throws -> JSON {
    try #require(try Fixtures.json("truth/failures.json")[name])
  }

  @Test(arguments: runs + ["all"], groupings)
  func groupsAsPythonDoes(_ name: String, _ fields: String) throws {
    let truth = try truth(name)
    let operand = name == "all" ? "runs" : "runs/\(name)"
    let outcome = try Runspect.run(["errors", operand, "--group-by", fields], in: try folder())
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["groups"] == truth["groups"]?[fields])
    #expect(answer["n_failed"] == truth["n_failed"])
    #expect(answer["n_groups"]?.number == answer["groups"].map { Double($0.array.count) })
    #expect(answer["n_runs"] == (name == "all" ? .number(3) : nil))
    #expect(answer["warnings"] == .array([]))
    #expect(outcome.stderr == (try sentence(name, roots: false)))
    #expect(outcome.status == 1)
  }

  /// What is said on standard error.
  private func sentence(_ name: String, roots: Bool) throws -> String {
    let groups = try truth(name)["groups"]?["output"]?.array ?? []
    let wanted = groups.filter { !roots || $0["kind"] == .string("error") }
    let count = Int(wanted.reduce(0) { $0 + ($1["count"]?.number ?? 0) })
    let end = name == "all" ? "'runs' failed" : "'runs/\(name)' failed"
    return "runspect: \(count) elements of \(end)\n"
  }

  @Test(arguments: runs + ["all"])
  func printsTracebacksAsPythonDoes(_ name: String) throws {
    let operand = name == "all" ? "runs" : "runs/\(name)"
    let outcome = try Runspect.run(
      ["errors", operand, "--roots", "--format", "text"], in: try folder())
    let isSame = outcome.stdout == (try truth(name)["text"]?.string)
    #expect(isSame, "\(outcome.stdout)")
    for link in ["the direct cause of the following exception:", "another exception occurred:"]
    where name == "first" {
      #expect(outcome.stdout.contains("\(link)\n\nTraceback (most recent call last):\n"))
    }
    #expect(outcome.stderr == (try sentence(name, roots: true)))
    #expect(outcome.status == 1)
  }

  @Test func tellsWhatWasNotComputedAndWhy() throws {
    let outcome = try Runspect.run(
      ["errors", "runs/third", "-f", "text", "--no-traceback"], in: try folder())
    let lines = outcome.stdout.split(separator: "\n", omittingEmptySubsequences: false).map {
      line in
      // Without the times.
      line.split(separator: ", at ").first.map(String.init) ?? ""
    }
    #expect(lines.count == 16)
    #expect(
      lines[0].hasPrefix("fit[0] failed in __main__.make_fit(x=4, rate=0.1, mode=\"fast\", grid={"))
    #expect(lines[1...2] == ["KeyError: 'key4'", ""])
    #expect(
      lines[6...8] == [
        "scale[0] was not computed in __main__.make_scale(rate=0.1)",
        "  because of fit: KeyError: 'key4'", "",
      ])
    #expect(
      lines.suffix(4) == [
        "total was not computed in __main__.make_total()", "  because of scale, in which 2 failed",
        "",
        "",
      ])
  }

  @Test func leavesOutWhatWasNotAttempted() throws {
    let folder = try folder()
    let answer = try JSON(
      parsing: try Runspect.run(["errors", "runs/third", "--roots", "--no-traceback"], in: folder)
        .stdout)
    #expect(answer["n_failed"] == .number(2))
    #expect(answer["n_propagated"] == .number(3))
    #expect(answer["errors"]?.array.map { $0["kind"] } == [.string("error"), .string("error")])
    let groups = try JSON(
      parsing: try Runspect.run(["errors", "runs", "--roots", "--group-by", "output"], in: folder)
        .stdout)
    #expect(groups["groups"]?.array.map { $0["output"] } == [.string("fit")])
    #expect(groups["n_propagated"] == .number(17))
    // What was not attempted has failed all the same.
    let outcome = try Runspect.run(
      ["errors", "runs/third", "--roots", "--output", "scale"], in: folder)
    #expect(
      outcome
        == Outcome(
          stdout: "{\"errors\": [], \"n_failed\": 0, \"n_propagated\": 2, \"warnings\": []}\n",
          stderr: "runspect: 2 elements of 'runs/third' failed\n", status: 1))
  }

  @Test func tellsTheRunOfEachError() throws {
    let folder = try folder()
    func answer(_ words: String...) throws -> JSON {
      try JSON(
        parsing: try Runspect.run(["errors"] + words + ["--no-traceback"], in: folder).stdout)
    }
    let one = try answer("runs/third")
    #expect(one["errors"]?.array.allSatisfy { $0["run"] == nil } == true)
    #expect(Set(one.object.keys) == ["errors", "n_failed", "warnings"])
    let several = try answer("runs/third", "runs/second/")
    let runs = several["errors"]?.array.map { $0["run"]?.string ?? "" } ?? []
    #expect(
      runs == Array(repeating: "runs/third", count: 5) + Array(repeating: "runs/second/", count: 9))
    for (key, count) in [("n_failed", 14.0), ("n_runs", 2), ("n_runs_failed", 2)] {
      #expect(several[key] == .number(count), "\(key)")
    }
    let all = try answer("runs")
    #expect(all["errors"]?.array.first?["run"] == .string("runs/third"))
    #expect(all["errors"]?.array.last?["run"] == .string("runs/first"))
    #expect(all["n_runs_unreadable"] == .number(0))
    let limited = try answer("runs", "--limit", "7")
    #expect(limited["errors"]?.array.count == 7)
    #expect(limited["n_failed"] == all["n_failed"])
    #expect(all["n_failed"] == (try truth("all")["n_failed"]))
  }

  @Test func printsEveryFormat() throws {
    let folder = try folder()
    let words = ["errors", "runs/third", "runs/second", "--output", "fit", "--limit", "3"]
    let lines = try Runspect.run(words + ["-f", "jsonl"], in: folder).stdout.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(try JSON(parsing: String(lines[2]))["run"] == .string("runs/second"))
    let table = try Runspect.run(words + ["-f", "table"], in: folder).stdout
    // As awk splits it: only the last column holds spaces.
    let rows = table.split(separator: "\n").map { line in
      line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: true)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(
      rows.first
        == ["RUN", "OUTPUT", "AT", "KIND", "FUNCTION", "ARGUMENTS", "TYPE", "MESSAGE"])
    let function = "__main__.make_fit"
    #expect(
      rows.dropFirst().map { row in
        row.enumerated().compactMap { $0.offset == 5 ? nil : $0.element }
      } == [
        ["runs/third", "fit", "0", "error", function, "KeyError", "'key4'"],
        [
          "runs/third", "fit", "2", "error", function, "__main__.Worn",
          "no. 14 at 0x7f000e: a-14 is 2026-11-14",
        ],
        [
          "runs/second", "fit", "0", "error", function, "ValueError",
          "loss 0.00 at step -0, [0. 1e-00 nan]",
        ],
      ])
    #expect(rows[1][5].hasPrefix(#"x=4,rate=0.1,mode="fast",grid={"$type""#))
    let csv = try Runspect.run(words + ["-f", "csv"], in: folder).stdout
    #expect(
      csv.hasPrefix(
        "run,output,index,kind,type,message,function,timestamp,machine\nruns/third,fit,0,"))
    let groups = ["errors", "runs", "--group-by", "type", "--roots", "--limit", "2"]
    #expect(
      try Runspect.run(groups + ["-f", "table"], in: folder).stdout == """
        COUNT  KIND   TYPE           WHERE                                       DIFFERING
            4  error  KeyError       third:fit[0],second:fit[4],first:fit[4],+1  \
        rate(2):[0.1, 0.25];x(2):[4, 10]
            4  error  __main__.Worn  third:fit[2],second:fit[2],first:fit[2],+1  \
        rate(2):[0.1, 0.25];x(3):[14, 2, 8]

        and 2 more groups

        """)
    for format in ["csv", "tsv", "markdown", "jsonl"] {
      let outcome = try Runspect.run(groups + ["-f", format], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.stdout.contains("KeyError"), "\(format)")
    }
  }

  @Test func showsTheRequestedFields() throws {
    let folder = try folder()
    let list = ["errors", "runs", "--roots", "--limit", "2", "--fields", "run,index,message"]
    #expect(
      try Runspect.run(list + ["-f", "csv"], in: folder).stdout
        == "run,index,message\nruns/third,0,'key4'\n"
        + "runs/third,2,no. 14 at 0x7f000e: a-14 is 2026-11-14\n")
    let groups = [
      "errors", "runs", "--roots", "--limit", "1", "--group-by", "type", "--fields",
      "count,type,differing.x.n_values,example.run",
    ]
    #expect(
      try Runspect.run(groups + ["-f", "table"], in: folder).stdout
        == """
        count  type      differing.x.n_values  example.run
            4  KeyError                     2  runs/third

        """)
    let misspelt = try Runspect.run(["errors", "r", "--fields", "n_rums"], in: folder)
    #expect(misspelt.stderr.hasPrefix("runspect: unknown field 'n_rums'; did you mean 'n_runs'?"))
    #expect(misspelt.status == 64)
  }

  @Test func tellsWhichRunsCanNotBeRead() throws {
    let folder = try folder()
    try folder.write("runs/damaged/run_info.json", "{")
    folder.setTime("runs/damaged/run_info.json", .recorded)
    try folder.write("empty/file", "")
    let words = ["errors", "runs", "none", "empty", "empty/file", "--limit", "1", "--no-traceback"]
    let outcome = try Runspect.run(words, in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["n_runs"] == .number(3))
    #expect(answer["n_runs_unreadable"] == .number(4))
    let warnings = answer["warnings"]?.array.compactMap(\.string) ?? []
    for (warning, start) in zip(
      warnings,
      [
        "runs/damaged: '\(folder.path)/runs/damaged/run_info.json' is not JSON: ",
        "none: '\(folder.path)/none' does not exist",
        "empty: '\(folder.path)/empty' holds no run: ",
        "empty/file: '\(folder.path)/empty/file' is a file, not a run folder",
      ])
    {
      #expect(warning.hasPrefix(start), "\(warning)")
    }
    #expect(warnings.count == 4)
    #expect(outcome.status == 1)
    let text = try Runspect.run(["errors", "runs", "none", "-f", "csv"], in: folder)
    #expect(
      text.stderr.contains("\nrunspect: warning: none: '\(folder.path)/none' does not exist\n"))
    let quiet = try Runspect.run(["errors", "runs", "none", "-f", "csv", "-q"], in: folder)
    #expect(quiet == Outcome(stdout: "", stderr: "", status: 1))
    // One operand that is no run and holds none is told as before.
    let one = try Runspect.run(["errors", "empty"], in: folder)
    #expect(one.stdout.hasPrefix("{\"error\": \"'\(folder.path)/empty' holds no run: there is no "))
    #expect(one.status == 1)
  }

  @Test func nothingFailed() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "runs/\(name)")
    }
    #expect(
      try Runspect.run(["errors", "runs"], in: folder)
        == Outcome(
          stdout: """
            {"errors": [], "n_failed": 0, "n_runs": 2, "n_runs_failed": 0, "n_runs_unreadable": 0, \
            "warnings": []}

            """, stderr: "", status: 0))
    for words in [["-f", "text"], ["-f", "table"], ["--group-by", "type", "-f", "table"]] {
      #expect(
        try Runspect.run(["errors", "runs"] + words, in: folder)
          == Outcome(stdout: "no errors\n", stderr: "", status: 0), "\(words)")
    }
  }

  @Test func anOutputThatNoRunHasIsAUsageError() throws {
    let folder = try folder()
    let outcome = try Runspect.run(["errors", "runs", "--output", "fitt"], in: folder)
    #expect(outcome.status == 64)
    #expect(
      outcome.stderr
        == "runspect: there is no output 'fitt'; did you mean 'fit'? The outputs are 'fit', 'scale' "
        + "and 'total'\n")
    // Some runs may have it, and others not.
    try Fixtures.copy("pipefunc", "0.93.2-dict-complete", to: folder, as: "runs/other")
    let some = try JSON(
      parsing: try Runspect.run(
        ["errors", "runs", "--output", "scale", "--limit", "1"], in: folder
      ).stdout)
    #expect(some["n_runs"] == .number(3))
    #expect(some["n_failed"] == .number(14))
  }

  @Test(
    arguments: [
      (
        ["--group-by", "typ"],
        "option '--group-by' takes one of type, message, function, output, not 'typ'; did you mean 'type'?"
      ),
      (
        ["--group-by", "type,,output"],
        "option '--group-by' takes one of type, message, function, output, not ''"
      ),
      (["--group-by", "type", "-f", "text"], "--group-by can't be combined with --format text"),
      (["--fields", "type", "-f", "text"], "--fields can't be combined with --format text"),
      (["--pretty", "-f", "text"], "--pretty can't be combined with --format text"),
    ])
  func refusesWhatMakesNoSense(_ words: [String], _ sentence: String) throws {
    let outcome = try Runspect.run(["errors", "r"] + words, in: try TemporaryFolder())
    #expect(
      outcome
        == Outcome(
          stdout: "", stderr: "runspect: \(sentence)\nTry 'runspect help errors'.\n", status: 64))
  }

  /// Nothing that stands in a traceback reaches a terminal as it is.
  @Test func escapesTracebacks() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_status.json",
      #"{"status": "failed", "message": "\u001b[31mred\u0007", "outputs": {"y": {"n_failed": 1, "n_total": 1}}}"#
    )
    let outcome = try Runspect.run(["errors", "r", "-f", "text"], in: folder)
    #expect(!outcome.stdout.utf8.contains(0x1B))
    #expect(outcome.stdout.contains("\\u{1b}[31mred\\u{7}\n"))
  }
}
