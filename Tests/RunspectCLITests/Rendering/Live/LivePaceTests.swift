import Testing

@testable import RunspectCLI

/// How fast something advances while it is watched.
@Suite struct LivePaceTests {
  private func pace(_ notes: [(time: Double, done: Int)]) -> LivePace {
    notes.reduce(into: LivePace()) { $0.note($1.done, at: $1.time) }
  }

  @Test func nothingIsKnownBeforeAnythingWasDone() {
    #expect(pace([]).rate(at: 9) == nil)
    #expect(pace([(0, 5)]).rate(at: 9) == nil)
    #expect(pace([(0, 5), (1, 5), (2, 5)]).rate(at: 9) == nil)
  }

  @Test func aSteadyRateIsFound() throws {
    let steady = pace((0...100).map { (Double($0), $0 * 4) })
    #expect(abs(try #require(steady.rate(at: 100)) - 4) < 1e-9)
    // A heartbeat tells only now and then; in between the rate stays.
    let rare = pace((0...10).map { (Double($0 * 30), $0 * 60) })
    for time in [300.0, 310, 329] { #expect(abs(try #require(rare.rate(at: time)) - 2) < 1e-9) }
  }

  @Test func whatWasDoneLatelyCountsMore() throws {
    var notes: [(time: Double, done: Int)] = []
    for second in 0...60 { notes.append((Double(second), max(second, second * 10 - 270))) }
    let faster = pace(notes)
    let rate = try #require(faster.rate(at: 60))
    #expect(rate > 5.5 && rate < 10)
  }

  @Test func theRateOfWhatStandsStillFalls() throws {
    let still = pace((0...100).map { (Double($0), $0) })
    let rates = [100.0, 110, 200, 1_000].compactMap { still.rate(at: $0) }
    #expect(rates == rates.sorted(by: >))
    #expect(try #require(rates.last) < 0.05)
  }

  @Test func whatStartsOverIsMeasuredAnew() {
    #expect(pace([(0, 0), (1, 50), (2, 3)]).rate(at: 2) == nil)
    #expect(pace([(0, 0), (1, 50), (2, 3), (3, 5)]).rate(at: 3) == 2)
  }

  @Test(
    arguments: [
      ("", []), ("q", [.quit]), ("jk", [.next, .previous]), ("\r", [.open]), ("\n", [.open]),
      ("?", [.explain]), ("\u{1B}", [.back]), ("\u{1B}[A", [.previous]), ("\u{1B}OB", [.next]),
      ("\u{1B}[1;5Bq", [.next, .quit]), ("\u{1B}[C\u{1B}[D", [.open, .back]), ("\u{1B}[", []),
      ("x\u{1B}[5~j", [.next]), ("\u{1B}\u{1B}q", [.back, .back, .quit]),
    ] as [(String, [LiveKey])])
  func aKeyIsFoundInWhatATerminalSends(_ text: String, _ keys: [LiveKey]) {
    #expect(LiveKey.keys(Array(text.utf8)) == keys)
  }
}
