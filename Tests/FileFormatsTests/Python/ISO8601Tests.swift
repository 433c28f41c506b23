import TestSupport
import Testing

@testable import FileFormats

/// Compares with what real Python reads and prints (fixtures/make_python_times.py).
@Suite struct ISO8601Tests {
  struct Table: Decodable {
    struct Parsed: Decodable {
      let text: String
      let microseconds: Int64?
      let zone: Bool
    }
    struct Printed: Decodable {
      let seconds: Int64
      let nanoseconds: Int32
      let text: String
    }
    let parsed: [Parsed]
    let printed: [Printed]
  }

  @Test func readsWhatPythonReads() throws {
    let cases = try FixtureFile.decode(Table.self, from: "python-times.json").parsed
    #expect(cases.count { $0.microseconds != nil } > 70)
    #expect(cases.count { $0.microseconds == nil } > 100)
    for row in cases {
      let expected = row.microseconds.map { microseconds in
        let remainder = microseconds % 1_000_000
        let second = remainder < 0 ? remainder + 1_000_000 : remainder
        return ISO8601.Parsed(
          seconds: (microseconds - second) / 1_000_000, nanoseconds: Int32(second * 1_000),
          hasZone: row.zone)
      }
      #expect(ISO8601.parse(row.text) == expected, "\(row.text)")
    }
  }

  @Test func printsWhatPythonPrints() throws {
    let cases = try FixtureFile.decode(Table.self, from: "python-times.json").printed
    #expect(cases.count > 100)
    for row in cases {
      #expect(
        ISO8601.text(seconds: row.seconds, nanoseconds: row.nanoseconds) == row.text,
        "\(row.seconds) \(row.nanoseconds)")
    }
  }

  /// Python cannot represent these, but file systems can.
  @Test(
    arguments: [
      (253_402_300_800, 0, "10000-01-01T00:00:00+00:00"),
      (-62_167_219_200, 0, "0000-01-01T00:00:00+00:00"),
      (-62_167_219_201, 0, "-0001-12-31T23:59:59+00:00"),
      (.max, 999_999_999, "292277026596-12-04T15:30:07+00:00"),
      (.min, 0, "-292277022657-01-27T08:29:52+00:00"),
      (0, .min, "1970-01-01T00:00:00+00:00"),
      (0, .max, "1970-01-01T00:00:01+00:00"),
    ] as [(Int64, Int32, String)])
  func printsMomentsThatPythonCanNotHold(
    _ seconds: Int64, _ nanoseconds: Int32, _ expected: String
  ) {
    #expect(ISO8601.text(seconds: seconds, nanoseconds: nanoseconds) == expected)
  }

  @Test func findsTheDayOfEveryDateAndTheDateOfEveryDay() {
    for days in stride(from: Int64(-1_000_000), through: 1_000_000, by: 97) {
      let date = ISO8601.civilDate(days: days)
      #expect(ISO8601.days(year: date.year, month: date.month, day: date.day) == days)
    }
  }

  @Test(
    arguments: [(.max, 1_000_000_000_000_000), (.min, -1_000_000_000_000_000)] as [(Int64, Int64)])
  func takesTheNearestDateForADayOutOfReach(_ far: Int64, _ near: Int64) {
    let date = ISO8601.civilDate(days: far)
    #expect(ISO8601.days(year: date.year, month: date.month, day: date.day) == near)
  }

  @Test(arguments: [(.max, 10_000_000_000_000), (.min, -10_000_000_000_000)] as [(Int64, Int64)])
  func takesTheNearestDayForAYearOutOfReach(_ far: Int64, _ near: Int64) {
    #expect(
      ISO8601.days(year: far, month: 1, day: 1) == ISO8601.days(year: near, month: 1, day: 1))
  }
}
