import Foundation
import TestSupport
import Testing

/// Compares `status` with what is known of the recorded runs from their making, and with the whole
/// answers recorded before.
@Suite(.blocking) struct PipefuncTruthTests {
  static func names() throws -> [String] { try Fixtures.names("pipefunc", atLeast: 167) }

  @Test(arguments: try names())
  func tellsTheTruth(_ name: String) throws {
    let truth = try #require(try Fixtures.json("truth/pipefunc.json")[name])
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", name, to: folder, as: name)
    // A century of patience: the truth is told of a run that was active a moment ago.
    let outcome = try Runspect.run(["status", name, "--stale-after", "36500d"], in: folder)
    let answer = try JSON(parsing: outcome.stdout)
    #expect(answer["status"] == truth["status"], "\(answer["error"] ?? .null)")
    #expect(outcome.status == (truth["status"] == .string("error") ? 1 : 0))
    let isReported = answer["status_source"] == .string("heartbeat")
    for (output, expected) in truth["outputs"]?.object ?? [:] {
      guard let actual = answer["outputs"]?[output] else {
        // Releases before 0.15 don't list their outputs: one without any trace can't be known.
        #expect(name.hasPrefix("0.12.") && expected["n_completed"] == .number(0), "\(output)")
        continue
      }
      #expect(actual["storage"] == expected["storage"], "\(output)")
      #expect(actual["n_total"] == expected["n_total"], "\(output)")
      #expect(knownShape(actual) == expected["shape"], "\(output)")
      // A heartbeat knows more than the disk of what is still in memory.
      if isReported { continue }
      #expect(actual["complete"] == expected["complete"], "\(output)")
      #expect(actual["n_completed"] == expected["n_completed"], "\(output)")
      #expect(actual["n_failed"] == expected["n_failed"], "\(output)")
    }
  }

  /// The shape, or null where a dimension of it is unknown, as the truth has it.
  private func knownShape(_ output: JSON) -> JSON? {
    output["shape"]?.array.contains(.null) == true ? .null : output["shape"]
  }

  @Test(arguments: try names())
  func printsTheRecordedAnswer(_ name: String) throws {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", name, to: folder, as: "runs/\(name)")
    let outcome = try Runspect.run(["status", "runs/\(name)", "--pretty"], in: folder)
    let text = outcome.stdout.replacingOccurrences(of: folder.path, with: "/data")
    #expect(
      try Fixtures.matchesRecording("expected/pipefunc/\(name).json", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
    #expect(outcome.stderr == outcome.sentence)
  }

  @Test func listsTheRecordedRuns() throws {
    let folder = try TemporaryFolder()
    for (index, name) in try PipefuncTruthTests.names().enumerated() {
      try Fixtures.copy("pipefunc", name, to: folder, as: "runs/\(name)")
      folder.setTime(
        "runs/\(name)/run_info.json",
        Moment(seconds: Moment.recorded.seconds + index, nanoseconds: 0))
      folder.setTime(
        "runs/\(name)/run_info.cloudpickle",
        Moment(seconds: Moment.recorded.seconds + index, nanoseconds: 0))
    }
    let outcome = try Runspect.run(["list-runs", "--pretty"], in: folder)
    let text = outcome.stdout.replacingOccurrences(of: folder.path, with: "/data")
    #expect(
      try Fixtures.matchesRecording("expected/pipefunc-list-runs.json", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
    #expect(outcome.stderr == "")
    #expect(outcome.status == 0)
  }
}
