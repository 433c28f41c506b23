import FileFormats

/// Numpy's moments and spans: counts of a unit since 1970 (numpy 2.4, `datetime64`, `timedelta64`).
enum NumpyMoment {
  /// The unit of a count, and how many of it one step is.
  typealias Unit = (name: String, count: Int)

  /// A moment; the least integer stands for none.
  static func value(_ count: Int64, unit: Unit?) -> StoredValue {
    guard count != Int64.min else { return .moment("NaT") }
    guard let text = text(count, unit: unit) else { return .integer("\(count)") }
    return .moment(JSONString(text))
  }

  /// The text of a moment; nil without a unit, and where the calendar does not reach.
  ///
  /// - Parameter seconds: how far the clock is ahead that shall show it.
  static func text(_ count: Int64, unit: Unit?, ahead seconds: Int64 = 0) -> String? {
    guard let unit else { return nil }
    let (steps, overflow) = count.multipliedReportingOverflow(by: Int64(unit.count))
    guard !overflow else { return nil }
    guard seconds != 0 else { return text(steps, unit: unit.name) }
    guard let fraction = fractions[unit.name] else { return nil }
    let (ahead, tooFar) = seconds.multipliedReportingOverflow(by: fraction.perSecond)
    let (sum, tooLarge) = steps.addingReportingOverflow(ahead)
    return tooFar || tooLarge ? nil : text(sum, unit: unit.name)
  }

  /// A span, in seconds where its unit has a fixed length.
  static func span(_ count: Int64, unit: Unit?) -> StoredValue {
    guard count != Int64.min else { return .moment("NaT") }
    guard let unit, let length = lengths[unit.name] else { return .integer("\(count)") }
    return .duration(Double(count) * Double(unit.count) * length)
  }

  /// The length of each unit that has a fixed one, in seconds.
  private static let lengths: [String: Double] = [
    "W": 604_800, "D": 86_400, "h": 3_600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9,
    "ps": 1e-12, "fs": 1e-15, "as": 1e-18,
  ]

  /// How many of a unit one second holds, for those that are told with a fraction, and the digits of
  /// the fraction.
  private static let fractions: [String: (perSecond: Int64, digits: Int)] = [
    "s": (1, 0), "ms": (1_000, 3), "us": (1_000_000, 6), "ns": (1_000_000_000, 9),
    "ps": (1_000_000_000_000, 12), "fs": (1_000_000_000_000_000, 15),
    "as": (1_000_000_000_000_000_000, 18),
  ]

  private static func text(_ steps: Int64, unit: String) -> String? {
    switch unit {
    case "Y":
      let (number, overflow) = steps.addingReportingOverflow(1970)
      return overflow ? nil : year(number)
    case "M":
      let (years, month) = quotientAndRemainder(steps, 12)
      // A twelfth of the range leaves room for the sum.
      return year(1970 + years) + "-" + digits(month + 1, 2)
    case "W":
      let (days, overflow) = steps.multipliedReportingOverflow(by: 7)
      return overflow ? nil : day(days)
    case "D": return day(steps)
    case "h":
      let (days, hour) = quotientAndRemainder(steps, 24)
      return day(days).map { $0 + "T" + digits(hour, 2) }
    case "m":
      let (days, minute) = quotientAndRemainder(steps, 1_440)
      return day(days).map { $0 + "T" + digits(minute / 60, 2) + ":" + digits(minute % 60, 2) }
    default: break
    }
    guard let fraction = fractions[unit] else { return nil }
    let (seconds, rest) = quotientAndRemainder(steps, fraction.perSecond)
    let (days, second) = quotientAndRemainder(seconds, 86_400)
    guard let day = day(days) else { return nil }
    let text =
      day + "T" + digits(second / 3_600, 2) + ":" + digits(second / 60 % 60, 2) + ":"
      + digits(second % 60, 2)
    return fraction.digits == 0 ? text : text + "." + digits(rest, fraction.digits)
  }

  /// The quotient rounded down, and what is left, which is never negative.
  private static func quotientAndRemainder(
    _ number: Int64, _ divisor: Int64
  ) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// A date; nil where it is millions of years away.
  private static func day(_ days: Int64) -> String? {
    guard days.magnitude <= 1_000_000_000 else { return nil }
    let date = ISO8601.civilDate(days: days)
    return year(date.year) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2)
  }

  /// Four characters at least, the sign included, as numpy has it.
  private static func year(_ year: Int64) -> String {
    year < 0 ? "-" + digits(year.magnitude, 3) : digits(year, 4)
  }

  private static func digits(_ number: some BinaryInteger, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
