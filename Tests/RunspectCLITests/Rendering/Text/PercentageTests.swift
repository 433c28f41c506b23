import Testing

@testable import RunspectCLI

@Suite struct PercentageTests {
  @Test(
    arguments: [
      (0, 0), (0.004, 0), (0.009_999, 0), (0.01, 1), (0.29, 29), (0.57, 57), (0.58, 58),
      (1.0 / 3, 33), (2.0 / 3, 66), (0.99, 99), (0.999, 99), (0.999_999_999, 99), (1, 100),
    ] as [(Double, Int)])
  func roundsDown(_ share: Double, _ percent: Int) {
    #expect(Percentage.wholePercent(share) == percent)
  }

  @Test(
    arguments: [
      (-0.1, 0), (-.infinity, 0), (.nan, 0), (1.5, 100), (1e300, 100), (.infinity, 100),
    ] as [(Double, Int)])
  func whatIsNoShareIsBroughtIntoTheRange(_ share: Double, _ percent: Int) {
    #expect(Percentage.wholePercent(share) == percent)
  }

  @Test func aShareOfAWholeNumberIsWhatDivisionGives() {
    for total in 1...400 {
      for done in 0...total {
        let percent = Percentage.wholePercent(Double(done) / Double(total))
        if percent != done * 100 / total { Issue.record("\(done) of \(total) is \(percent)%") }
      }
    }
  }

  /// However many there are, 100 means all of them.
  @Test(arguments: [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000, 1_000_000_000_000_000])
  func allButOneIsNotAll(_ total: Int) {
    #expect(Percentage.wholePercent(Double(total - 1) / Double(total)) == 99)
    #expect(Percentage.wholePercent(Double(total) / Double(total)) == 100)
  }
}
