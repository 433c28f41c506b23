import Foundation
import TestSupport
import Testing

/// `list-runs`, through the built binary.
@Suite(.blocking) struct ListRunsTests {
  private func folders(_ outcome: Outcome) throws -> [String] {
    try JSON(parsing: outcome.stdout)["runs"]?.array.compactMap { run in
      run["run_folder"]?.string.map { URL(fileURLWithPath: $0).lastPathComponent }
    } ?? []
  }

  private func makeRuns(_ names: [String], in folder: TemporaryFolder) throws {
    for (index, name) in names.enumerated() {
      try folder.write("runs/\(name)/run_info.json", BadInputTests.runInfo)
      folder.setTime(
        "runs/\(name)/run_info.json",
        Moment(seconds: Moment.recorded.seconds + index, nanoseconds: 0))
    }
  }

  @Test func theNewestActivityComesFirst() throws {
    let folder = try TemporaryFolder()
    try makeRuns(["a", "b", "c", "d"], in: folder)
    // A heartbeat counts as activity, even a damaged one.
    try folder.write("runs/a/pipefunc_status.json", "{")
    folder.setTime(
      "runs/a/pipefunc_status.json", Moment(seconds: Moment.recorded.seconds + 9, nanoseconds: 0))
    try folder.makeFolder("runs/no-run")
    try folder.write("runs/file", "")
    let outcome = try Runspect.run(["list-runs"], in: folder)
    #expect(try folders(outcome) == ["a", "d", "c", "b"])
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["scanned_directories"] == .number(5))
    #expect(answer["total_count"] == .number(4))
    #expect(answer["error"] == .null)
    #expect(answer["folder"] == .string("runs"))
    #expect(answer["runs"]?.array.allSatisfy { $0["outputs"] == nil } == true)
  }

  @Test func onlyTheRunsThatAreShownAreRead() throws {
    let folder = try TemporaryFolder()
    try makeRuns(["broken", "old", "new"], in: folder)
    try folder.write("runs/broken/run_info.json", "{")
    folder.setTime("runs/broken/run_info.json", .hourEarlier)
    let outcome = try Runspect.run(["list-runs", "--max-runs", "2"], in: folder)
    #expect(try folders(outcome) == ["new", "old"])
    #expect(try JSON(parsing: outcome.stdout)["total_count"] == .number(2))
    #expect(
      try folders(Runspect.run(["list-runs", "-n9"], in: folder)) == ["new", "old", "broken"])
  }

  @Test func aBrokenRunIsARowWithItsError() throws {
    let folder = try TemporaryFolder()
    try makeRuns(["fine", "broken"], in: folder)
    try folder.write("runs/broken/run_info.json", "[]")
    folder.setTime("runs/broken/run_info.json", .hourEarlier)
    let outcome = try Runspect.run(["list-runs", "runs"], in: folder)
    #expect(outcome.status == 0)
    let runs = try #require(try JSON(parsing: outcome.stdout)["runs"]?.array)
    #expect(runs.map { $0["status"] } == [.string("pending"), .string("error")])
    #expect(
      runs[1]["error"]
        == .string("'\(folder.path)/runs/broken/run_info.json' should hold an object, not an array")
    )
  }

  @Test func aLinkToARunIsARun() throws {
    let folder = try TemporaryFolder()
    try makeRuns(["r1"], in: folder)
    try folder.makeLink("runs/latest", to: "r1")
    try folder.makeLink("runs/dangling", to: "none")
    try folder.makeLink("runs/loop", to: "loop")
    let outcome = try Runspect.run(["list-runs"], in: folder)
    #expect(try folders(outcome).sorted() == ["latest", "r1"])
    #expect(try JSON(parsing: outcome.stdout)["scanned_directories"] == .number(2))
  }

  @Test(arguments: [
    ("none", "'none' does not exist"),
    ("file", "'file' is a file, not a run folder"),
    ("loop", "can't open '{R}/loop': Too many levels of symbolic links"),
  ])
  func aFolderThatCantBeRead(_ name: String, _ sentence: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "")
    try folder.makeLink("loop", to: "loop")
    let error = sentence.replacingOccurrences(of: "{R}", with: folder.path)
    let outcome = try Runspect.run(["list-runs", name], in: folder)
    #expect(
      outcome
        == Outcome(
          stdout: """
            {"error": "\(error)", "folder": "\(name)", "runs": [], "runs_matched": 0, \
            "scanned_directories": 0, "total_count": 0}

            """, stderr: "runspect: \(error)\n", status: 1))
    let lines = try Runspect.run(["list-runs", name, "--format", "jsonl"], in: folder)
    #expect(lines == Outcome(stdout: "", stderr: "runspect: \(error)\n", status: 1))
  }

  @Test func otherFormats() throws {
    let folder = try TemporaryFolder()
    try makeRuns(["a", "b"], in: folder)
    let whole = try JSON(
      parsing: try Runspect.run(["list-runs", "--pretty"], in: folder).stdout)
    let lines = try Runspect.run(["list-runs", "--format", "jsonl"], in: folder).stdout
      .split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(lines == whole["runs"]?.array)
    let table = try Runspect.run(["list-runs", "--format", "table"], in: folder)
    #expect(
      table.stdout.split(separator: "\n").map { $0.split(separator: " ")[1] }
        == ["STATE", "pending", "pending"])
  }

  @Test func noRunsAtAll() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("runs")
    let outcome = try Runspect.run(["list-runs"], in: folder)
    #expect(
      outcome
        == Outcome(
          stdout: """
            {"error": null, "folder": "runs", "runs": [], "runs_matched": 0, "scanned_directories": 0, \
            "total_count": 0}

            """, stderr: "runspect: there is no run in 'runs'\n", status: 0))
  }

  /// More runs than one batch holds.
  @Test func everyOneOfManyRunsIsListedInEveryFormat() throws {
    let folder = try TemporaryFolder()
    let count = 1_025
    for index in 0..<count {
      try folder.write("runs/r\(index)/run_status.json", #"{"status": "completed"}"#)
      folder.setTime(
        "runs/r\(index)/run_status.json",
        Moment(seconds: Moment.recorded.seconds - index, nanoseconds: 0))
    }
    let expected = (0..<count).map { "r\($0)" }
    func names(_ runs: [JSON]) -> [String] {
      runs.compactMap { $0["run_folder"]?.string?.split(separator: "/").last.map(String.init) }
    }
    for options in [[], ["--pretty"]] {
      let whole = try Runspect.run(["list-runs"] + options, in: folder)
      let answer = try JSON(parsing: whole.stdout)
      #expect(names(answer["runs"]?.array ?? []) == expected)
      #expect(answer["total_count"] == .number(Double(count)))
      #expect(answer["scanned_directories"] == .number(Double(count)))
      #expect(whole.status == 0)
    }
    func lines(_ format: String) throws -> [Substring] {
      let outcome = try Runspect.run(["list-runs", "--format", format], in: folder)
      #expect(outcome.stderr == "")
      #expect(outcome.status == 0)
      #expect(outcome.stdout.hasSuffix("\n"))
      return outcome.stdout.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    }
    #expect(names(try lines("jsonl").map { try JSON(parsing: String($0)) }) == expected)
    // No cell of these runs needs quotation marks.
    for (format, delimiter) in [("csv", ","), ("tsv", "\t")] as [(String, Character)] {
      let rows = try lines(format).map { row in
        row.split(separator: delimiter, omittingEmptySubsequences: false)
      }
      #expect(rows.first?.prefix(3) == ["run_folder", "layout", "status"])
      #expect(
        rows.dropFirst().map { $0[0].split(separator: "/").last.map(String.init) } == expected)
      #expect(Set(rows.map(\.count)) == [10])
      #expect(rows.dropFirst().allSatisfy { $0[1...2] == ["heartbeat", "completed"] })
    }
    let markdown = try lines("markdown")
    #expect(markdown.count == count + 4)
    let table = try lines("table")
    #expect(table.dropFirst().map { String($0.split(separator: " ").last ?? "") } == expected)
  }
}
