import Foundation
import TestSupport
import Testing

/// The formats that others read, over real runs of every layout.
@Suite(.blocking) struct FormatTests {
  /// Runs of every layout: completed, failed, with failed elements, and unfinished ones.
  private func makeRuns() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (layout, run) in [
      ("heartbeat", "failed"), ("heartbeat", "running"), ("krixik", "complete"),
      ("krixik", "failed"),
      ("petsard", "complete-info"), ("petsard", "failed-info"),
      ("pipefunc", "0.93.2-file_array-complete"), ("pipefunc", "0.93.2-file_array-continue"),
      ("pipefunc", "0.93.2-file_array-killed"), ("rocketride", "running"),
      ("rocketride", "completed"),
    ] {
      try Fixtures.copy(layout, run, to: folder, as: "runs/\(layout)-\(run)")
    }
    folder.setTimes(below: "runs") { _ in .recorded }
    return folder
  }

  @Test(
    arguments: [
      ["list-runs", "runs", "--format", "github"],
      ["list-runs", "runs", "--format", "junit"],
      ["list-runs", "runs", "--format", "junit", "--exit-status"],
      ["list-runs", "runs", "--format", "markdown"],
      ["list-runs", "runs", "--format", "markdown", "--max-runs", "2"],
      ["list-runs", "runs", "--format", "markdown", "--fields", "name,status"],
      ["list-runs", "runs", "--format", "prometheus"],
      ["status", "runs/pipefunc-0.93.2-file_array-continue", "--format", "github"],
      ["status", "runs/pipefunc-0.93.2-file_array-continue", "--format", "junit"],
      ["status", "runs/pipefunc-0.93.2-file_array-continue", "--format", "markdown"],
      ["status", "runs/pipefunc-0.93.2-file_array-continue", "--format", "prometheus"],
      ["errors", "runs", "--format", "github"],
      ["errors", "runs", "--format", "markdown"],
      ["errors", "runs/pipefunc-0.93.2-file_array-continue", "--format", "github", "--roots"],
    ])
  func printsTheRecordedAnswersInTheFormats(_ words: [String]) throws {
    let folder = try makeRuns()
    let outcome = try Runspect.run(
      words + (words[0] == "status" ? [] : ["--sort", "name"]), in: folder)
    let text = (outcome.stdout + "\n" + outcome.stderr + "=> \(outcome.status)\n")
      .replacingOccurrences(of: folder.path, with: "@")
    // The age of a run depends on the day.
    let lines = text.components(separatedBy: "\n").map { line in
      line.hasPrefix("runspect_run_seconds_since_last_activity{")
        ? line.components(separatedBy: " ").dropLast().joined(separator: " ") + " AGE" : line
    }
    let name = words.filter { $0 != "--format" && $0 != "runs" }
      .map { $0.replacingOccurrences(of: "/", with: "-") }.joined(separator: "_")
    #expect(
      try Fixtures.matchesRecording("expected/formats/\(name).txt", lines.joined(separator: "\n")),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
  }
}
