import Foundation
import TestSupport
import Testing

/// Numbers and times that no producer means, in every place where one is read, through every format.
@Suite(.blocking) struct ExtremeNumberTests {
  private static let numbers = [
    "-9223372036854775808", "-1", "-0.0", "0", "0.5", "9223372036854775807", "18446744073709551616",
    "1e308", "-1e308", "1e-320", "1e400", "NaN", "Infinity", "-Infinity", "253402300799",
    "253402300800", "null", "\"9999-12-31T23:59:59.999999-23:59\"", "\"0001-01-01T00:00:00+23:59\"",
  ]

  /// A run of each layout that keeps its numbers in JSON, for a number and the one that goes with it.
  private static func runs(_ one: String, _ other: String) -> [(file: String, text: String)] {
    let output = """
      {"n_total": \(one), "n_completed": \(other), "n_failed": \(one), "bytes": \(one), \
      "progress": \(other), "elapsed_seconds": \(one), "started_at": \(other)}
      """
    let beat = """
      "updated_at": \(one), "started_at": \(other), "elapsed_seconds": \(one), \
      "remaining_seconds": \(other), "stale_after_seconds": \(one), "progress_fraction": \(other), \
      "heartbeat_interval_seconds": \(one), "n_failed": \(other), "outputs": {"a": \(output)}
      """
    let task = """
      "state": 3, "name": "n", "completed": false, "startTime": \(one), "endTime": \(other), \
      "totalCount": \(one), "completedCount": \(other), "failedCount": \(one), "rateCount": \(other), \
      "totalSize": \(one), "completedSize": \(other), "exitCode": \(one)
      """
    return [
      ("run_status.json", #"{"status": "running", \#(beat)}"#),
      ("pipefunc_status.json", #"{"status": "running", \#(beat), "functions": [\#(output)]}"#),
      ("task_status.json", "{\(task)}"),
      (
        "run.json",
        """
        {"artifacts": [], "command": "main", "status": "FAILED", "start_time": \(one), "stop_time": \(other), "heartbeat": \(one), \
        "result": \(other), "resources": [], "experiment": {"name": "x"}, \
        "host": {}, "meta": {"options": {"--beat-interval": \(one)}}}
        """
      ),
    ]
  }

  private func makeRuns() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let info =
      #"{"all_output_names": ["a"], "shapes": {"a": [5]}, "shape_masks": {"a": [true]}, "storage": "dict"}"#
    let others = Array(
      ExtremeNumberTests.numbers.dropFirst(7) + ExtremeNumberTests.numbers.prefix(7))
    for (position, (one, other)) in zip(ExtremeNumberTests.numbers, others).enumerated() {
      for (file, text) in ExtremeNumberTests.runs(one, other) {
        let run = "runs/\(file.prefix { $0 != "." })-\(position)"
        try folder.write("\(run)/\(file)", text)
        if file == "pipefunc_status.json" { try folder.write("\(run)/run_info.json", info) }
      }
    }
    return folder
  }

  @Test func noNumberEndsTheProcessOrTheAnswer() throws {
    let folder = try makeRuns()
    let count = ExtremeNumberTests.numbers.count * 4
    for format in [
      "json", "jsonl", "csv", "tsv", "table", "markdown", "junit", "github", "prometheus",
    ] {
      let outcome = try Runspect.run(["list-runs", "runs", "--format", format], in: folder)
      #expect(outcome.status == 0, "\(format): \(outcome.stderr.suffix(300))")
      if format == "json" {
        #expect(outcome.stdout.contains("\"total_count\": \(count)"))
      }
    }
    for words in [
      ["errors", "runs"], ["errors", "runs", "--format", "table"], ["report", "runs"],
      ["list-runs", "runs", "--exit-status"],
      ["list-runs", "runs", "--pretty", "--sort", "name"],
      ["watch", "runs", "--timeout", "0"], ["watch", "runs", "--timeout", "0", "--format", "live"],
      ["--compat", "list-runs", "runs"],
    ] {
      let outcome = try Runspect.run(words, in: folder)
      #expect((0...3).contains(outcome.status), "\(words): \(outcome)")
    }
  }

  @Test func noNumberEndsTheAnswerAboutOneRun() throws {
    let folder = try makeRuns()
    for position in ExtremeNumberTests.numbers.indices {
      for layout in ["run_status", "pipefunc_status", "task_status", "run"] {
        let run = "runs/\(layout)-\(position)"
        for words in [["status", run], ["timing", run, "--format", "table"]] {
          let outcome = try Runspect.run(words, in: folder)
          #expect((0...1).contains(outcome.status), "\(words): \(outcome)")
        }
      }
    }
  }
}
