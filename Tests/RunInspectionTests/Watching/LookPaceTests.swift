import Testing

@testable import RunInspection

@Suite struct LookPaceTests {
  /// When looks begin, what each takes, and the rest after it.
  @Test(
    arguments: [
      ([(0, 0)], [0.005]),
      ([(0, 0), (0.005, 0), (0.015, 0), (0.035, 0)], [0.005, 0.01, 0.02, 0.02]),
      // After a time without changes they follow sooner again.
      ([(0, 0), (0.005, 0), (0.12, 0)], [0.005, 0.01, 0.005]),
      ([(0, 0), (0.005, 0), (0.11, 0)], [0.005, 0.01, 0.02]),
      // What takes long is done seldom.
      ([(0, 0.01), (0.05, 0.1)], [0.04, 0.4]),
    ] as [([(Double, Double)], [Double])])
  func restsLongerWhereChangesGoOn(_ looks: [(Double, Double)], _ rests: [Double]) {
    var pace = LookPace()
    #expect(looks.map { pace.rest(afterLookAt: $0.0, cost: $0.1) } == rests)
  }
}
