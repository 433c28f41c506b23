import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

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
          moment: Timestamp(
            seconds: (microseconds - second) / 1_000_000, nanoseconds: Int32(second * 1_000)),
          hasZone: row.zone)
      }
      #expect(ISO8601.parse(row.text) == expected, "\(row.text)")
    }
  }

  @Test func printsWhatPythonPrints() throws {
    let cases = try FixtureFile.decode(Table.self, from: "python-times.json").printed
    #expect(cases.count > 100)
    for row in cases {
      let moment = Timestamp(seconds: row.seconds, nanoseconds: row.nanoseconds)
      #expect(ISO8601.text(moment) == row.text, "\(row.seconds) \(row.nanoseconds)")
    }
  }

  /// Python has no words for these, but the file system holds them.
  @Test(arguments: [
    (Timestamp(seconds: 253_402_300_800, nanoseconds: 0), "10000-01-01T00:00:00+00:00"),
    (Timestamp(seconds: -62_167_219_200, nanoseconds: 0), "0000-01-01T00:00:00+00:00"),
    (Timestamp(seconds: -62_167_219_201, nanoseconds: 0), "-0001-12-31T23:59:59+00:00"),
    (Timestamp(seconds: .max, nanoseconds: 999_999_999), "292277026596-12-04T15:30:07+00:00"),
    (Timestamp(seconds: .min, nanoseconds: 0), "-292277022657-01-27T08:29:52+00:00"),
  ])
  func printsMomentsThatPythonCanNotHold(_ moment: Timestamp, _ expected: String) {
    #expect(ISO8601.text(moment) == expected)
  }

  @Test func findsTheDayOfEveryDateAndTheDateOfEveryDay() {
    for days in stride(from: Int64(-1_000_000), through: 1_000_000, by: 97) {
      let date = ISO8601.civilDate(days: days)
      #expect(ISO8601.days(year: date.year, month: date.month, day: date.day) == days)
    }
  }
}
