import Testing

@testable import ReadOnlyFiles

@Suite struct TimestampTests {
  @Test func isOrderedBySecondsAndThenByNanoseconds() {
    let ordered = [
      Timestamp(seconds: .min, nanoseconds: 0), Timestamp(seconds: -2, nanoseconds: 999_999_999),
      Timestamp(seconds: -1, nanoseconds: 0), Timestamp(seconds: -1, nanoseconds: 1),
      Timestamp(seconds: 0, nanoseconds: 0), Timestamp(seconds: 0, nanoseconds: 999_999_999),
      Timestamp(seconds: 1, nanoseconds: 0), Timestamp(seconds: .max, nanoseconds: 999_999_999),
    ]
    #expect(ordered.reversed().sorted() == ordered)
  }

  @Test(arguments: [
    (Timestamp(seconds: 5, nanoseconds: 0), Timestamp(seconds: 3, nanoseconds: 0), 2.0),
    (Timestamp(seconds: 5, nanoseconds: 250_000_000), Timestamp(seconds: 4, nanoseconds: 0), 1.25),
    (Timestamp(seconds: 5, nanoseconds: 0), Timestamp(seconds: 4, nanoseconds: 750_000_000), 0.25),
    (Timestamp(seconds: -1, nanoseconds: 0), Timestamp(seconds: 1, nanoseconds: 500_000_000), -2.5),
    (Timestamp(seconds: 7, nanoseconds: 7), Timestamp(seconds: 7, nanoseconds: 7), 0.0),
    (Timestamp(seconds: .max, nanoseconds: 0), Timestamp(seconds: .min, nanoseconds: 0), 0x1p64),
  ])
  func differsByPlusAndMinusTheSameSeconds(_ later: Timestamp, _ earlier: Timestamp, _ gap: Double)
  {
    #expect(later.secondsSince(earlier) == gap)
    #expect(earlier.secondsSince(later) == -gap)
  }

  @Test(arguments: [(-1 as Int32, 0 as Int32), (1_000_000_000, 999_999_999), (.min, 0)])
  func bringsNanosecondsIntoTheirRange(_ given: Int32, _ kept: Int32) {
    #expect(Timestamp(seconds: 1, nanoseconds: given) == Timestamp(seconds: 1, nanoseconds: kept))
  }
}
