import ReadOnlyFiles
import Testing

@testable import RunInspection

@Suite struct StalenessTests {
  private static let now = Timestamp(seconds: 1_000_000, nanoseconds: 0)

  /// A sign of life so many seconds ago.
  private static func sign(_ age: Double) -> Timestamp {
    let whole = age.rounded(.up)
    return Timestamp(
      seconds: now.seconds - Int64(whole), nanoseconds: Int32(((whole - age) * 1e9).rounded()))
  }

  private struct Case {
    let ages: [Double]
    var limit: Double?
    var isEnded = false
    var isStale = false
    var ahead: Double?
  }

  private static let table: [Case] = [
    // Without a sign nobody can tell.
    Case(ages: []), Case(ages: [], limit: 0),
    // The default is an hour, and only more than the limit is stale.
    Case(ages: [0]), Case(ages: [3_600]), Case(ages: [3_600.5], isStale: true),
    Case(ages: [60], limit: 60), Case(ages: [60.25], limit: 60, isStale: true),
    Case(ages: [0], limit: 0), Case(ages: [0.25], limit: 0, isStale: true),
    Case(ages: [0], limit: -1, isStale: true), Case(ages: [1e9], limit: 1e300),
    Case(ages: [1e9], limit: .infinity), Case(ages: [1e9], limit: .nan),
    Case(ages: [0], limit: -1e300, isStale: true),
    // The most telling sign counts, whatever the others say.
    Case(ages: [100, 1], limit: 60, isStale: true), Case(ages: [1, 100], limit: 60),
    // Clocks may differ by two seconds; a sign from further ahead has no age.
    Case(ages: [-2], limit: 60), Case(ages: [-2], limit: -3, isStale: true),
    Case(ages: [-2.25], limit: 60, ahead: 2.25), Case(ages: [-2.25], limit: -3, ahead: 2.25),
    Case(ages: [-3_600], ahead: 3_600), Case(ages: [-5, -100], ahead: 5),
    Case(ages: [-100, -5], ahead: 100),
    Case(ages: [-100, 61], limit: 60, isStale: true), Case(ages: [-100, 1], limit: 60),
    Case(ages: [-100, 61, 1], limit: 60, isStale: true), Case(ages: [-100, -1, 61], limit: 60),
    // A run at its end needs no sign of life.
    Case(ages: [1e9], isEnded: true), Case(ages: [-100], isEnded: true),
    Case(ages: [], isEnded: true), Case(ages: [61], limit: 60, isEnded: true),
  ]

  @Test func judgesByTheMostTellingSignThatHasAnAge() {
    for row in StalenessTests.table {
      let staleness = Staleness(
        signs: row.ages.map(StalenessTests.sign), isEnded: row.isEnded, limit: row.limit,
        now: StalenessTests.now)
      #expect(staleness.isStale == row.isStale, "\(row)")
      #expect(staleness.secondsAhead == row.ahead, "\(row)")
      let limit = row.limit ?? 3_600
      #expect(staleness.limit == limit || limit.isNaN && staleness.limit.isNaN)
    }
  }

  @Test func bearsTimesAtTheEndsOfTheRange() {
    let (first, last) = (
      Timestamp(seconds: .min, nanoseconds: 0), Timestamp(seconds: .max, nanoseconds: 999_999_999)
    )
    let old = Staleness(signs: [first], isEnded: false, limit: nil, now: last)
    #expect(old.isStale && old.secondsAhead == nil)
    let new = Staleness(signs: [last], isEnded: false, limit: nil, now: first)
    #expect(!new.isStale && new.secondsAhead == 0x1p64)
  }
}
