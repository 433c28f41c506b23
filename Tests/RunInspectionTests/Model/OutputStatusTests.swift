import FileFormats
import Testing

@testable import RunInspection

@Suite struct OutputStatusTests {
  /// A run's own account of its times is believed only where it can be true.
  @Test(
    arguments: [
      ("0", 0), ("1.5", 1.5), ("-1", nil), ("Infinity", nil), ("-Infinity", nil), ("NaN", nil),
      ("null", nil), (#""1""#, nil),
    ] as [(String, Double?)])
  func takesSecondsThatCanBe(_ text: String, _ seconds: Double?) throws {
    var output = OutputStatus(name: "y", storage: "")
    output.passedThrough = try node(#"{"elapsed_time": \#(text), "remaining_time": \#(text)}"#)
    #expect(output.elapsedSeconds == seconds)
    #expect(output.remainingSeconds == seconds)
  }
}
