import FileFormats
import Testing

@testable import RunInspection

@Suite struct SnakemakeHeadTests {
  /// Durations as Python prints a `timedelta`.
  @Test(
    arguments: [
      ("0:00:00", 0), ("0:00:01.500000", 1.5), ("23:59:59", 86_399), ("1 day, 0:00:01", 86_401),
      ("2 days, 1:00:00", 176_400), ("99999 days, 0:00:00", 8_639_913_600),
      ("100000 days, 0:00:00", nil), ("24:00:00", nil), ("0:60:00", nil), ("0:00:60", nil),
      ("0:00", nil), ("1 day", nil), ("", nil), ("0:00:01.1e999", nil), ("0:00:01.1e2", nil),
      ("0:00:01.", nil), ("0:00:01.0x1p9", nil),
      ("0:00:01.12345678901234567890123", 1.1234567890123457),
    ] as [(String, Double?)])
  func readsDurations(_ text: String, _ seconds: Double?) {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      #expect(SnakemakeHead.seconds(LogText(bytes)) == seconds)
    }
  }
}
