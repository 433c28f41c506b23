import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct PetsardWorkflowTests {
  /// Zones are whole quarters of an hour, at most 15 hours from UTC; a minute is allowed for the line.
  @Test(
    arguments: [
      (0, 0), (59.5, 0), (60, 0), (60.5, nil), (-60, 0), (20_700, 20_700), (20_760.5, nil),
      (54_000, 54_000), (-54_000, -54_000), (54_900, nil), (-54_900, nil),
    ] as [(Double, Int64?)])
  func derivesTheZone(_ ahead: Double, _ offset: Int64?) {
    var workflow = PetsardWorkflow(start: nil, last: Timestamp(seconds: 0, nanoseconds: 0))
    workflow.compare(local: Timestamp(seconds: 1_000_000, nanoseconds: 0), unix: 1_000_000 - ahead)
    #expect(workflow.offset == offset)
    // The first that tells the zone counts.
    workflow.compare(local: Timestamp(seconds: 3_600, nanoseconds: 0), unix: 0)
    #expect(workflow.offset == offset ?? 3_600)
  }
}
