import Testing

@testable import RunspectCLI

@Suite struct ShortTextTests {
  /// Whatever a division gave.
  @Test(
    arguments: [
      (.nan, "?", "0.0", "?"),
      (.infinity, "1000000000000000/s", "1000000000000000.0", "31709y289d"),
      (-.infinity, "0.0/min", "0.0", "?"), (-1, "0.0/min", "0.0", "?"),
      (0, "0.0/min", "0.0", "0.0s"), (0.05, "3.0/min", "0.0", "0.0s"),
      (0.1, "0.1/s", "0.1", "0.1s"), (99.99, "99.9/s", "99.9", "1m39s"),
      (100, "100/s", "100.0", "1m40s"),
      (1e300, "1000000000000000/s", "1000000000000000.0", "31709y289d"),
    ] as [(Double, String, String, String)])
  func anyNumberHasAText(_ number: Double, _ rate: String, _ decimal: String, _ duration: String) {
    #expect(ShortText.rate(number) == rate)
    #expect(ShortText.decimal(number) == decimal)
    #expect(ShortText.duration(number) == duration)
  }

  @Test(
    arguments: [
      (0, "0B"), (1_023, "1023B"), (1_024, "1.0KiB"), (1_536, "1.5KiB"), (102_400, "100.0KiB"),
      (1 << 20, "1.0MiB"), (Int.max, "8.0EiB"),
    ])
  func shortensSizes(_ bytes: Int, _ text: String) {
    #expect(ShortText.size(bytes) == text)
  }
}
