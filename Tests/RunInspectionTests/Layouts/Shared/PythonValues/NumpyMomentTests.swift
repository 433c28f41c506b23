import Testing

@testable import RunInspection

@Suite struct NumpyMomentTests {
  static let units = [
    "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "generic", "",
  ]
  static let ends: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]

  /// No count and no unit of a file is trusted: what the calendar does not reach stays a number.
  @Test(arguments: units)
  func theEndsOfItsRange(_ unit: String) {
    for count in NumpyMomentTests.ends {
      for multiple in [1, -1, 0, 7, Int.max, Int.min] {
        for ahead in [Int64.min, -86_399, 0, 86_399, .max] {
          _ = NumpyMoment.text(count, unit: (unit, multiple), ahead: ahead)
        }
        switch NumpyMoment.value(count, unit: (unit, multiple)) {
        case .moment(let text):
          #expect(text == "NaT" || text.description.contains("-") || unit == "Y")
        case .integer(let digits): #expect(digits == "\(count)")
        default: Issue.record("neither a moment nor a number")
        }
        switch NumpyMoment.span(count, unit: (unit, multiple)) {
        case .moment(let text): #expect(text == "NaT" && count == .min)
        case .duration(let seconds): #expect(seconds.isFinite)
        case .integer(let digits): #expect(digits == "\(count)")
        default: Issue.record("neither a span nor a number")
        }
      }
    }
  }

  /// As numpy 2.4 prints them.
  @Test(arguments: [
    (Int64(-1), "Y", "1969"), (-1990, "Y", "-020"), (8_030, "Y", "10000"), (-1, "M", "1969-12"),
    (-1, "W", "1969-12-25"), (-1, "D", "1969-12-31"), (-1, "h", "1969-12-31T23"),
    (-1, "m", "1969-12-31T23:59"), (-1, "s", "1969-12-31T23:59:59"),
    (-1, "ms", "1969-12-31T23:59:59.999"), (-1, "ns", "1969-12-31T23:59:59.999999999"),
    (-1, "ps", "1969-12-31T23:59:59.999999999999"),
    (.max, "as", "1970-01-01T00:00:09.223372036854775807"),
    (951_782_400, "s", "2000-02-29T00:00:00"),
  ])
  func isPrintedAsNumpyDoes(_ count: Int64, _ unit: String, _ text: String) {
    #expect(NumpyMoment.text(count, unit: (unit, 1)) == text)
  }

  @Test func isShownByAClockThatIsAhead() {
    #expect(NumpyMoment.text(0, unit: ("ms", 1), ahead: 5_400) == "1970-01-01T01:30:00.000")
    #expect(NumpyMoment.text(0, unit: ("D", 1), ahead: 5_400) == nil)
  }
}
