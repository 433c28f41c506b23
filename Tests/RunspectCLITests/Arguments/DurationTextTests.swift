import Testing

@testable import RunspectCLI

@Suite struct DurationTextTests {
  @Test(
    arguments: [
      ("0", 0), ("90", 90), ("1.5", 1.5), ("0.01", 0.01), ("90s", 90), ("1.5s", 1.5), ("5m", 300),
      ("0.5m", 30), ("2h", 7_200), ("1d", 86_400), ("365000d", 31_536_000_000), ("007", 7),
      ("31536000000", 31_536_000_000), ("5.", 5), ("5.m", 300),
      ("", nil), ("s", nil), (".", nil), (".5", nil), ("-1", nil), ("+1", nil), ("1e3", nil),
      ("1 s", nil), (" 1", nil), ("1 ", nil), ("5M", nil), ("5w", nil), ("5ms", nil), ("5min", nil),
      ("1h30m", 5_400), ("1d2h3m4s", 93_784), ("1d4s", 86_404), ("1m1.5s", 61.5), ("0h0m", 0),
      ("1h30", nil), ("30m1h", nil), ("1h1h", nil), ("1.5h30m", nil), ("h", nil), ("1hm", nil),
      ("1h-30m", nil), ("1h 30m", nil), ("1h30mm", nil), ("365000d1s", nil), ("1..5", nil),
      ("1.2.3", nil), ("nan", nil), ("inf", nil), ("infinity", nil),
      ("0x10", nil), ("1,5", nil), ("٣", nil), ("½", nil), ("５", nil), ("365001d", nil),
      ("31536000001", nil), (String(repeating: "9", count: 400), nil), ("5\u{301}", nil),
      ("1\n", nil),
    ] as [(String, Double?)])
  func readsASpanOfTime(_ text: String, _ seconds: Double?) {
    #expect(DurationText.seconds(text) == seconds)
  }
}
