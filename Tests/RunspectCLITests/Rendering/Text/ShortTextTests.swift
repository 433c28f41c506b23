import Testing

@testable import RunspectCLI

@Suite struct ShortTextTests {
  @Test(
    arguments: [
      (0, "0B"), (1_023, "1023B"), (1_024, "1.0KiB"), (1_536, "1.5KiB"), (102_400, "100.0KiB"),
      (1 << 20, "1.0MiB"), (Int.max, "8.0EiB"),
    ])
  func shortensSizes(_ bytes: Int, _ text: String) {
    #expect(ShortText.size(bytes) == text)
  }
}
