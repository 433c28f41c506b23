import Testing

@testable import RunInspection

@Suite struct SettledCountTests {
  private struct Told: Equatable {
    var settled: Int
    var isAll: Bool
    var share: Double?
    var excess: InspectionWarning?
  }

  private func told(_ completed: Int, _ failed: Int, _ total: Int?) -> Told {
    let count = SettledCount(completed: completed, failed: failed, total: total)
    return Told(
      settled: count.settled, isAll: count.isAll, share: count.share, excess: count.excess(of: "y"))
  }

  @Test func goesByCountsThatNeedNotFitTogether() {
    #expect(told(1, 1, 4) == Told(settled: 2, isAll: false, share: 0.5))
    #expect(told(3, 1, 4) == Told(settled: 4, isAll: true, share: 1))
    #expect(told(0, 0, 4) == Told(settled: 0, isAll: false, share: 0))
    #expect(told(1, 0, nil) == Told(settled: 1, isAll: false))
    // A total of zero is one that is not known yet.
    #expect(told(0, 0, 0) == Told(settled: 0, isAll: false))
    #expect(
      told(4, 1, 4)
        == Told(
          settled: 5, isAll: true, share: 1, excess: .countOverTotal("y", done: 5, total: 4)))
    #expect(
      told(.max, .max, 4)
        == Told(
          settled: .max, isAll: true, share: 1,
          excess: .countOverTotal("y", done: .max, total: 4)))
    #expect(told(1, 0, .max) == Told(settled: 1, isAll: false, share: 1 / 0x1p63))
  }
}
