import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct PipefuncHeartbeatTests {
  private static let path = RawPath("/r/pipefunc_status.json")
  private static let written = Timestamp(seconds: 1_000, nanoseconds: 0)

  private func read(_ json: String) throws -> PipefuncHeartbeat {
    try PipefuncHeartbeat(
      try node(json), path: PipefuncHeartbeatTests.path, modified: PipefuncHeartbeatTests.written)
  }

  @Test(
    arguments: [
      ("[]", InspectionError.unexpectedValue(path, key: "", expected: "an object", found: .array)),
      ("{}", .missingKey(path, key: "status")),
      (
        #"{"status": 1}"#,
        .unexpectedValue(
          path, key: "status", expected: "a state that a heartbeat can have", found: .integer)
      ),
      (
        #"{"status": "Running"}"#,
        .unexpectedValue(
          path, key: "status", expected: "a state that a heartbeat can have", found: .string)
      ),
      (
        #"{"status": "missing"}"#,
        .unexpectedValue(
          path, key: "status", expected: "a state that a heartbeat can have", found: .string)
      ),
      (
        #"{"status": "error"}"#,
        .unexpectedValue(
          path, key: "status", expected: "a state that a heartbeat can have", found: .string)
      ),
      (
        #"{"status": "running", "outputs": []}"#,
        .unexpectedValue(path, key: "outputs", expected: "an object", found: .array)
      ),
      (
        #"{"status": "running", "outputs": {"y": 1}}"#,
        .unexpectedValue(path, key: "outputs", expected: "an object of objects", found: .integer)
      ),
    ] as [(String, InspectionError)])
  func refusesWhatIsNoHeartbeat(_ json: String, _ error: InspectionError) {
    #expect(throws: error) { try read(json).state }
  }

  struct Facts: Equatable {
    var state: RunState
    var updatedAt: Timestamp?
    var staleAfter: Double?
  }

  @Test(arguments: [
    (#"{"status": "running"}"#, Facts(state: .running)),
    (
      #"{"status": "pending", "updated_at": "1970-01-01T00:16:40.5+00:00", "stale_after_seconds": 60}"#,
      Facts(
        state: .pending, updatedAt: Timestamp(seconds: 1_000, nanoseconds: 500_000_000),
        staleAfter: 60)
    ),
    (
      #"{"status": "failed", "updated_at": "soon", "stale_after_seconds": "60"}"#,
      Facts(state: .failed)
    ),
    (#"{"status": "cancelled", "updated_at": 1000}"#, Facts(state: .cancelled)),
    (
      #"{"status": "completed", "updated_at": "1970-01-01T01:16:40+01:00"}"#,
      Facts(state: .completed, updatedAt: Timestamp(seconds: 1_000, nanoseconds: 0))
    ),
  ])
  func takesWhatItUnderstands(_ json: String, _ facts: Facts) throws {
    let heartbeat = try read(json)
    #expect(
      Facts(
        state: heartbeat.state, updatedAt: heartbeat.updatedAt, staleAfter: heartbeat.staleAfter)
        == facts)
    #expect(heartbeat.modified == PipefuncHeartbeatTests.written)
  }

  /// The heartbeat was written at 1,000 seconds.
  @Test(
    arguments: [
      ("running", "60", 1_060, nil, false), ("running", "60", 1_061, nil, true),
      ("pending", "60", 1_061, nil, true), ("incomplete", "60", 1_061, nil, true),
      ("completed", "60", 9_999, nil, false), ("failed", "60", 9_999, nil, false),
      ("cancelled", "60", 9_999, nil, false), ("completed", "60", 9_999, 1, false),
      ("running", "60", 1_061, 100, false), ("running", "60", 1_101, 100, true),
      ("running", "60", 1_001, 0, true), ("running", "60", 1_000, 0, false),
      ("running", "null", 9_999, nil, true), ("running", "null", 9_999, 100, true),
      // Without a limit that can be used it is an hour.
      ("running", "\"60\"", 9_999, nil, true), ("running", "NaN", 4_600, nil, false),
      ("running", "NaN", 4_601, nil, true), ("running", "-1", 4_600, nil, false),
      ("running", "60", 0, nil, false),
    ] as [(String, String, Int64, Double?, Bool)])
  func isStaleAfterALongSilence(
    _ state: String, _ limit: String, _ now: Int64, _ override: Double?, _ isStale: Bool
  ) throws {
    let heartbeat = try read(
      """
      {"status": "\(state)", "updated_at": "1970-01-01T00:16:40+00:00", "stale_after_seconds": \(limit)}
      """)
    let moment = Timestamp(seconds: now, nanoseconds: 0)
    #expect(heartbeat.staleness(now: moment, staleAfter: override).isStale == isStale)
  }

  /// The time of its file stands in for one that it doesn't tell.
  @Test func isStaleByTheTimeOfItsFileWhereItTellsNone() throws {
    let heartbeat = try read(#"{"status": "running", "stale_after_seconds": 60}"#)
    for (now, isStale) in [(1_060, false), (1_061, true)] as [(Int64, Bool)] {
      let moment = Timestamp(seconds: now, nanoseconds: 0)
      #expect(heartbeat.staleness(now: moment, staleAfter: nil).isStale == isStale)
    }
  }
}
