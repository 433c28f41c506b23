import FileFormats

/// Numpy's moments and spans: counts of a unit since 1970.
enum NumpyMoment {
  /// A moment; the least integer stands for none.
  static func value(_ count: Int64, unit: (name: String, count: Int)?) -> StoredValue {
    guard count != Int64.min else { return .moment("NaT") }
    guard let unit else { return .integer("\(count)") }
    let (steps, overflow) = count.multipliedReportingOverflow(by: Int64(unit.count))
    guard !overflow, let text = text(steps, unit: unit.name) else { return .integer("\(count)") }
    return .moment(JSONString(text))
  }

  /// A span, in seconds where its unit has a fixed length.
  static func span(_ count: Int64, unit: (name: String, count: Int)?) -> StoredValue {
    guard count != Int64.min else { return .moment("NaT") }
    guard let unit, let length = lengths[unit.name] else { return .integer("\(count)") }
    return .duration(Double(count) * Double(unit.count) * length)
  }

  /// The length of each unit that has a fixed one, in seconds.
  private static let lengths: [String: Double] = [
    "W": 604_800, "D": 86_400, "h": 3_600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "ns": 1e-9,
    "ps": 1e-12, "fs": 1e-15, "as": 1e-18,
  ]

  private static func text(_ steps: Int64, unit: String) -> String? {
    switch unit {
    case "Y": return year(1970 + steps)
    case "M":
      let years = Int64((Double(steps) / 12).rounded(.down))
      return year(1970 + years) + "-" + digits(steps - years * 12 + 1, 2)
    case "W": return day(steps.multipliedReportingOverflow(by: 7).partialValue)
    case "D": return day(steps)
    default: break
    }
    let perDay: [String: Int64] = [
      "h": 24, "m": 1_440, "s": 86_400, "ms": 86_400_000, "us": 86_400_000_000,
      "ns": 86_400_000_000_000,
    ]
    guard let perDay = perDay[unit] else { return nil }
    let rest = ((steps % perDay) + perDay) % perDay
    let days = (steps - rest) / perDay
    let second =
      unit == "h" ? rest * 3_600 : unit == "m" ? rest * 60 : rest / max(perDay / 86_400, 1)
    var text = day(days) + "T" + digits(second / 3_600, 2)
    if unit != "h" { text += ":" + digits(second / 60 % 60, 2) }
    if unit != "h", unit != "m" { text += ":" + digits(second % 60, 2) }
    let width = ["ms": 3, "us": 6, "ns": 9][unit] ?? 0
    if width > 0 { text += "." + digits(rest % (perDay / 86_400), width) }
    return text
  }

  private static func day(_ days: Int64) -> String {
    let bounded = min(max(days, -1_000_000_000), 1_000_000_000)
    let date = ISO8601.civilDate(days: bounded)
    return year(date.year) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2)
  }

  private static func year(_ year: Int64) -> String {
    year < 0 ? "-" + digits(-year, 4) : digits(year, 4)
  }

  private static func digits(_ number: Int64, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
