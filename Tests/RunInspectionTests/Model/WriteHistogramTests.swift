import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct WriteHistogramTests {
  private func histogram(_ milliseconds: [Int64]) -> WriteHistogram {
    var histogram = WriteHistogram()
    for time in milliseconds {
      let rest = (time % 1_000 + 1_000) % 1_000
      histogram.add(
        Timestamp(seconds: (time - rest) / 1_000, nanoseconds: Int32(rest * 1_000_000)))
    }
    return histogram
  }

  @Test(
    arguments: [
      ([], 0.001, 0, []), ([5], 0.001, 0.005, [1]), ([5, 5, 7], 0.001, 0.005, [2, 0, 1]),
      ([7, 5], 0.001, 0.005, [1, 0, 1]), ([-1, 0], 0.001, -0.001, [1, 1]),
      // 59 is the last span in which all still fit.
      ([0, 59], 0.001, 0, [1] + Array(repeating: 0, count: 58) + [1]),
      ([0, 60], 0.002, 0, [1] + Array(repeating: 0, count: 29) + [1]),
      ([60, 1, 0], 0.002, 0, [2] + Array(repeating: 0, count: 29) + [1]),
    ] as [([Int64], Double, Double, [Int])])
  func countsInSpans(_ times: [Int64], _ span: Double, _ start: Double, _ counts: [Int]) {
    let histogram = histogram(times)
    #expect(histogram.spanSeconds == span)
    #expect(histogram.start == start)
    #expect(histogram.counts == counts)
  }

  /// Whatever times there are, and in whatever order, all are counted where they belong.
  @Test func staysSmall() {
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let limit = Int64(1) << Int64.random(in: 1...45, using: &numbers)
      let times = (0..<200).map { _ in Int64.random(in: -limit...limit, using: &numbers) }
      let histogram = histogram(times)
      #expect(histogram.counts.count <= WriteHistogram.mostSpans)
      #expect(histogram.total == 200)
      #expect(histogram == self.histogram(times.sorted()))
      let first = Double(times.min() ?? 0) / 1_000
      #expect(histogram.start <= first && first < histogram.start + histogram.spanSeconds)
      #expect(histogram.counts.first != 0 && histogram.counts.last != 0)
    }
  }

  @Test func takesTimesOutOfAllReason() {
    var histogram = WriteHistogram()
    for seconds in [Int64.min, 0, Int64.max] {
      histogram.add(Timestamp(seconds: seconds, nanoseconds: 0))
    }
    #expect(histogram.total == 3)
    #expect(histogram.counts.count <= WriteHistogram.mostSpans)
  }
}
