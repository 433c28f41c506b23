import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

/// The states that a task went through.
@Suite struct RocketRideHistoryTests {
  private func timing(_ path: RawPath) throws -> (rows: [StepTiming], totals: [ModuleTotal]) {
    guard
      case .timing(let rows, let totals) = try RunInspector().history(of: path, request: .timing)
    else { return ([], []) }
    return (rows, totals)
  }

  @Test func aRowAState() throws {
    let (rows, totals) = try timing(recordedRun("rocketride/events-completed"))
    #expect(
      rows.map(\.module) == [
        "NONE", "STARTING", "INITIALIZING", "RUNNING", "STOPPING", "COMPLETED",
      ])
    for (row, next) in zip(rows, rows.dropFirst()) {
      #expect(row.end == next.start)
      #expect((row.seconds ?? -1) > 0)
    }
    #expect(rows.last?.end == nil)
    #expect(totals.map(\.module) == rows.dropLast().map(\.module))
  }

  @Test func tasksAreToldApart() throws {
    let (rows, _) = try timing(recordedRun("rocketride/events-interleaved"))
    #expect(
      rows.map(\.module) == ["NONE", "STARTING", "INITIALIZING", "RUNNING", "RUNNING", "COMPLETED"])
  }

  @Test func aStatusIsOneRow() throws {
    let (rows, totals) = try timing(recordedRun("rocketride/completed"))
    #expect(rows.map(\.module) == ["Invoices.webhook_1"])
    #expect(rows.first?.start == 1_795_000_000.25)
    #expect(rows.first?.seconds == 61.5)
    #expect(totals.first?.seconds == 61.5)
    #expect(try timing(recordedRun("rocketride/none")).rows.first?.start == nil)
  }

  @Test func aClockThatWasSetBack() throws {
    func entry(_ state: Int, _ time: String) -> String {
      """
      {"iso_timestamp": "\(time)", "event": {"event": "apaevt_status_update", "body": {"state": \(state)}}}

      """
    }
    let folder = try RunFolder()
    try folder.write(
      "events.log",
      entry(1, "2026-11-21T08:00:00") + entry(3, "2026-11-21T07:00:00")
        + entry(4, "soon") + entry(5, "2026-11-21T07:30:00"))
    let rows = try timing(folder.path).rows
    #expect(rows.map(\.seconds) == [nil, nil, nil, nil])
    #expect(rows.map { $0.start == nil } == [false, false, true, false])
  }

  @Test func whatIsNotKept() throws {
    #expect(throws: InspectionError.notKept(LayoutName(rawValue: "rocketride"), .snapshots)) {
      try RunInspector().history(
        of: recordedRun("rocketride/completed"),
        request: .snapshots(module: nil, identifier: nil))
    }
    #expect(throws: InspectionError.notKept(LayoutName(rawValue: "krixik"), .timing)) {
      try RunInspector().history(of: recordedRun("krixik/complete"), request: .timing)
    }
  }
}
