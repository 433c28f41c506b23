import FileFormats

/// A moment in a log of Snakemake: local time of the machine that it ran on, without a zone. Two of one
/// log can be compared; where they lie on our own clock can't be told.
struct SnakemakeMoment: Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00 by the clock on the wall.
  let seconds: Int64

  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Reads `[Sat Nov 21 10:38:59 2026]` (C's `asctime`, always in English).
  init?(bracketed line: LogText) {
    guard let inner = line.after("[")?.before("]") else { return nil }
    let words = inner.words
    guard words.count == 5,
      let month = SnakemakeMoment.months.firstIndex(where: words[1].equals),
      let day = words[2].count, (1...31).contains(day),
      let year = words[4].count, (1970...9999).contains(year),
      let (hour, minutes) = words[3].leadingCount, hour < 24,
      let (minute, rest) = minutes.after(":")?.leadingCount, minute < 60,
      let second = rest.after(":")?.count, second < 61
    else { return nil }
    let days = ISO8601.days(year: Int64(year), month: Int64(month + 1), day: Int64(day))
    seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
  }

  /// The moment as ISO 8601 without a zone, such as `2026-11-21T10:38:59`.
  var text: JSONString {
    JSONString(String(ISO8601.text(seconds: seconds, nanoseconds: 0).dropLast("+00:00".count)))
  }

  static func < (left: SnakemakeMoment, right: SnakemakeMoment) -> Bool {
    left.seconds < right.seconds
  }

  func secondsSince(_ other: SnakemakeMoment) -> Double { Double(seconds - other.seconds) }
}
