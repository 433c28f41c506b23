import Foundation
import TestSupport
import Testing

/// How many other tasks an event log contains is told as far as they are counted.
@Suite(.blocking) struct RocketRideManyTasksTests {
  @Test(arguments: [
    (2, "1 other task;"), (1_000, "999 other tasks;"), (1_500, "at least 1000 other"),
  ])
  func otherTasks(_ count: Int, _ text: String) throws {
    let folder = try TemporaryFolder()
    let entries = (0..<count).map { number in
      #"{"iso_timestamp": "2026-11-21T08:00:00", "event": {"event": "apaevt_status_update", "#
        + "\"body\": {\"state\": 3, \"project_id\": \"p\(number)\", \"source\": \"s\"}}}\n"
    }
    try folder.write("r/events.log", entries.joined())
    let answer = try JSON(parsing: Runspect.run(["status", "r"], in: folder).stdout)
    #expect(
      answer["warnings"]?.array.contains {
        $0.string?.contains("events.log' also contains \(text)") == true
      } == true, "\(answer["warnings"] ?? .null)")
  }
}
