import ReadOnlyFiles
import Testing

@testable import RunspectCLI

@Suite struct ReportTextTests {
  @Test(
    arguments: [
      (0, "0 bytes"), (1, "1 byte"), (1_023, "1023 bytes"), (1_024, "1 KiB"), (1_536, "1.5 KiB"),
      (104_845_312, "100 MiB"), (1 << 40, "1 TiB"), (Int.max, "8388608 TiB"),
    ] as [(Int, String)])
  func tellsBytes(_ count: Int, _ text: String) {
    #expect(ReportText.bytes(count) == text)
  }

  @Test(
    arguments: [
      (0, "0"), (0.04, "0"), (-0.06, "-0.1"), (12.25, "12.3"), (1e14, "100000000000000"),
      (1e15, "?"), (1e300, "?"), (.nan, "?"), (-.infinity, "?"),
    ] as [(Double, String)])
  func tellsDecimals(_ value: Double, _ text: String) {
    #expect(ReportText.decimal(value) == text)
  }

  @Test(
    arguments: [
      (0, "0s"), (0.0004, "0s"), (0.0005, "1 ms"), (0.25, "250 ms"), (5_400, "1h30m"),
      (-1, "-1.0s"), (.nan, "nans"),
    ] as [(Double, String)])
  func tellsDurations(_ seconds: Double, _ text: String) {
    #expect(ReportText.duration(seconds) == text)
  }

  @Test(
    arguments: [
      (10, "10 a second"), (1, "1 a second"), (0.5, "30 a minute"), (0.001, "3.6 an hour"),
      (0, "0 an hour"), (.infinity, "?"),
    ] as [(Double, String)])
  func tellsRates(_ rate: Double, _ text: String) {
    #expect(ReportText.rate(rate) == text)
  }

  @Test func tellsMoments() {
    let moment = Timestamp(seconds: 1_767_323_045, nanoseconds: 678_901_000)
    #expect(ReportText.moment(moment) == "2026-01-02 03:04:05 UTC")
    #expect(ReportText.machineReadable(moment) == "2026-01-02T03:04:05Z")
    for seconds in [-1e300, 1e300, Double.nan, -Double.infinity] {
      #expect(ReportText.moment(seconds: seconds).hasSuffix(" UTC"))
    }
  }

  @Test(
    arguments: [
      (0.001, [0]), (1, [0, 1]), (10, [0, 2, 4, 6, 8, 10]), (3_600, [0, 900, 1_800, 2_700, 3_600]),
      (100_000, [0, 21_600, 43_200, 64_800, 86_400]),
    ] as [(Double, [Double])])
  func marksAnAxisAtRoundTimes(_ span: Double, _ ticks: [Double]) {
    #expect(TimelineChart.ticks(span).filter { $0.rounded() == $0 } == ticks)
  }

  @Test func marksAnAxisOfTheClockAtRoundTimes() {
    #expect(TimelineChart.ticks(3_600, from: 1_000) == [800, 1_700, 2_600, 3_500])
  }

  @Test(arguments: [0.001, 0.5, 1e9, 2e11])
  func marksAnAxisInAFewPlaces(_ span: Double) {
    #expect((2...6).contains(TimelineChart.ticks(span).count))
  }
}
