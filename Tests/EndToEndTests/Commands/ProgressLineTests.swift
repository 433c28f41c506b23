import Foundation
import TestSupport
import Testing

/// The line that tells on a terminal how far long work is.
@Suite(.blocking) struct ProgressLineTests {
  /// Runs whose descriptions are being written, each of which the tool waits a quarter of a second for.
  private func makeSlowRuns() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for number in 0..<4 { try folder.write("runs/r\(number)/run_info.json", "{\"all_output") }
    return folder
  }

  private func start(
    _ words: [String], in folder: TemporaryFolder, on terminal: PseudoTerminal,
    environment: [String: String] = ["TERM": "xterm"]
  ) throws -> (outcome: Outcome, written: String) {
    let tool = try Runspect.start(
      words.map { Array($0.utf8) }, in: folder, environment: environment,
      errorTerminal: terminal.path)
    let outcome = tool.wait(reading: terminal)
    return (outcome, terminal.text)
  }

  @Test func appearsWhereTheWorkIsLongAndIsGoneAtTheEnd() throws {
    let terminal = try PseudoTerminal(columns: 60)
    let (outcome, written) = try start(
      ["list-runs", "runs", "--format", "jsonl"], in: try makeSlowRuns(), on: terminal)
    let parts = written.components(separatedBy: "\u{1B}[K")
    #expect(parts.contains { $0.hasPrefix("\rread ") && $0.contains(" of 4 runs, ") }, "\(parts)")
    #expect(written.hasSuffix("\r\u{1B}[K"))
    #expect(outcome.stdout.split(separator: "\n").count == 4)
  }

  /// A terminal that does not know how wide it is.
  @Test func appearsWhereNoWidthIsKnown() throws {
    let terminal = try PseudoTerminal(columns: 0)
    let (outcome, written) = try start(
      ["list-runs", "runs", "--format", "jsonl"], in: try makeSlowRuns(), on: terminal)
    #expect(written.contains("\rread "))
    #expect(outcome.stdout.split(separator: "\n").count == 4)
  }

  @Test func appearsWhileAReportIsMade() throws {
    let terminal = try PseudoTerminal(columns: 60)
    let (outcome, written) = try start(["report", "runs"], in: try makeSlowRuns(), on: terminal)
    let parts = written.components(separatedBy: "\u{1B}[K")
    #expect(parts.contains { $0.hasPrefix("\rread ") && $0.contains(" runs, ") }, "\(parts)")
    #expect(parts.last?.contains("\rread ") == false)
    #expect(outcome.stdout.hasPrefix("<!DOCTYPE html>"))
    #expect(outcome.status == 1)
  }

  @Test(
    arguments: [
      (["list-runs", "runs"], ["TERM": "dumb"]),
      (["list-runs", "runs", "--exit-status", "--quiet"], ["TERM": "xterm"]),
    ] as [([String], [String: String])])
  func isNotThereWhereNobodyWantsIt(_ words: [String], _ environment: [String: String]) throws {
    let terminal = try PseudoTerminal(columns: 60)
    let (_, written) = try start(
      words, in: try makeSlowRuns(), on: terminal, environment: environment)
    #expect(written == "")
  }

  @Test func shortWorkWritesNothing() throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("heartbeat", "completed", to: folder, as: "runs/r")
    let terminal = try PseudoTerminal(columns: 60)
    for words in [["list-runs", "runs"], ["status", "runs/r", "--verify"], ["errors", "runs"]] {
      #expect(try start(words, in: folder, on: terminal).written == "")
    }
  }
}
