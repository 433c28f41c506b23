import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct ISO8601TimestampTests {
  @Test(arguments: [
    (
      Timestamp(seconds: 1_795_239_411, nanoseconds: 213_269_000),
      "2026-11-21T05:36:51.213269+00:00"
    ),
    (Timestamp(seconds: -1, nanoseconds: 500_000_000), "1969-12-31T23:59:59.500000+00:00"),
  ])
  func aTimestampIsPrintedAndReadBack(_ moment: Timestamp, _ text: String) {
    #expect(ISO8601.text(moment) == text)
    #expect(ISO8601.parse(text)?.moment == moment)
  }
}
