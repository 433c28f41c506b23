import TestSupport
import Testing

/// Whole answers about recorded runs, which were looked at when they were recorded.
enum RecordedAnswers {
  /// Compares what commands print of a run, one after the other, with what they printed before.
  ///
  /// - Parameter file: where that is kept, below `fixtures/expected`.
  static func compare(
    _ file: String, _ commands: [String], of run: String, in folder: TemporaryFolder
  ) throws {
    var text = ""
    for command in commands {
      // A century of patience: what is told does not depend on when it is asked.
      let options = command == "status" ? ["--stale-after", "36500d"] : []
      text += try Runspect.run([command, run, "--pretty"] + options, in: folder).stdout
        .replacingOccurrences(of: folder.path, with: "/data")
    }
    #expect(
      try Fixtures.matchesRecording("expected/\(file)", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
  }
}
