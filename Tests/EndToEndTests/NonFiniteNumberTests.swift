import Foundation
import TestSupport
import Testing

/// What Python writes and JSON lacks: `NaN` and the infinities, through the built binary.
@Suite(.blocking) struct NonFiniteNumberTests {
  private static let reported = #"{"a": NaN, "b": [Infinity, -Infinity], "c": 1e400}"#

  /// Whatever an answer passes through, it is JSON by RFC 8259.
  @Test(arguments: [
    ["status", "r"], ["status", "r", "--pretty"], ["list-runs", "."],
    ["list-runs", ".", "--format", "jsonl"], ["watch", "r", "--timeout", "0"],
  ])
  func areStringsInEveryAnswer(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/run_status.json",
      #"{"status": "running", "found": \#(NonFiniteNumberTests.reported), "stale_after_seconds": 1e9}"#
    )
    let outcome = try Runspect.run(arguments, in: folder)
    let found = #""found": {"a": "NaN", "b": ["Infinity", "-Infinity"], "c": 1e400}"#
    let line = outcome.stdout.split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
      .replacingOccurrences(of: "{ ", with: "{").replacingOccurrences(of: " }", with: "}")
      .replacingOccurrences(of: "[ ", with: "[").replacingOccurrences(of: " ]", with: "]")
    #expect(line.contains(found), "\(outcome.stdout)")
  }

  /// Under `--compat` they are Python's bare words, and 1e400 is what Python reads it as.
  @Test func areBareWordsForThePeer() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "r")
    var info = try #require(String(data: try folder.read("r/run_info.json"), encoding: .utf8))
    info.insert(
      contentsOf: "\"found\": \(NonFiniteNumberTests.reported), ",
      at: info.index(after: info.startIndex))
    try folder.write("r/run_info.json", info)
    let arguments = ["status", "r", "--include-run-info"]
    #expect(
      try Runspect.run(["--compat"] + arguments, in: folder).stdout
        .contains(#""found": {"a": NaN, "b": [Infinity, -Infinity], "c": Infinity}"#))
    #expect(
      try Runspect.run(arguments, in: folder).stdout
        .contains(#""found": {"a": "NaN", "b": ["Infinity", "-Infinity"], "c": 1e400}"#))
  }
}
