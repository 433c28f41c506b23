import FileFormats
import ReadOnlyFiles
import RunInspection

/// Numbers and times as a report shows them.
enum ReportText {
  /// What stands for a value that is not known.
  static let unknown = "?"

  /// A moment, such as `2026-11-21 05:36:51 UTC`.
  static func moment(_ time: Timestamp) -> String {
    moment(seconds: time.secondsSinceEpoch)
  }

  /// A moment by its seconds since 1970-01-01T00:00:00Z.
  static func moment(seconds: Double) -> String {
    let stamp = stamp(seconds)
    return "\(stamp.prefix(10)) \(stamp.dropFirst(11).prefix(8)) UTC"
  }

  /// A moment as `datetime` has it.
  static func machineReadable(_ time: Timestamp) -> String {
    "\(stamp(time.secondsSinceEpoch).prefix(19))Z"
  }

  /// The day, such as `2026-11-21`.
  static func day(seconds: Double) -> String { String(stamp(seconds).prefix(10)) }

  /// The time of the day, such as `05:36:51`.
  static func time(seconds: Double) -> String {
    String(stamp(seconds).dropFirst(11).prefix(8))
  }

  private static func stamp(_ seconds: Double) -> String {
    let limit = 100_000_000_000.0
    let bounded = seconds.isNaN ? 0 : min(max(seconds, -limit), limit)
    return ISO8601.text(Timestamp(seconds: Int64(bounded.rounded(.down)), nanoseconds: 0))
  }

  /// A number of seconds, such as `1h30m`; short ones in milliseconds.
  static func duration(_ seconds: Double) -> String {
    if seconds >= 0.0005, seconds < 1 { return "\(Int((seconds * 1_000).rounded())) ms" }
    return DurationText.text(seconds >= 0 && seconds < 1 ? 0 : seconds)
  }

  /// A number of bytes with a unit of 1,024 to the next, such as `1.5 KiB`.
  static func bytes(_ count: Int) -> String {
    var value = Double(count)
    for unit in ["bytes", "KiB", "MiB", "GiB", "TiB"] {
      if value < 1_024 || unit == "TiB" {
        return unit == "bytes" ? Words.count(count, "byte") : "\(decimal(value)) \(unit)"
      }
      value /= 1_024
    }
    return "\(count) bytes"
  }

  /// A number with at most one decimal.
  static func decimal(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return unknown }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let whole = "\(sign)\(tenths.magnitude / 10)"
    return tenths % 10 == 0 ? whole : "\(whole).\(tenths.magnitude % 10)"
  }

  /// How often something happened in a second; by the minute or the hour where that is seldom.
  static func rate(_ perSecond: Double) -> String {
    guard perSecond.isFinite else { return unknown }
    for (seconds, unit) in [(1.0, "a second"), (60, "a minute"), (3_600, "an hour")]
    where perSecond * seconds >= 1 || unit == "an hour" {
      return "\(decimal(perSecond * seconds)) \(unit)"
    }
    return unknown
  }

  /// A fraction as a percentage, rounded down.
  static func percentage(_ share: Double?) -> String {
    guard let share, share >= 0, share <= 1 else { return unknown }
    return "\(Percentage.wholePercent(share))%"
  }

  /// A number that may be unknown.
  static func number(_ number: Int?) -> String { number.map(String.init) ?? unknown }

  /// A value from disk as JSON, cut to a length.
  static func value(_ value: StoredValue, longest: Int) -> JSONString {
    let text = JSONString(generalisedUTF8: JSONWriter.text(StoredValueJSON.value(value)))
    return MessagePattern.cut(text, to: longest)
  }
}

extension RunState {
  /// A sign that tells the state apart without its colour.
  var reportSign: String {
    switch self {
    case .completed: "✓"
    case .running: "▶"
    case .pending: "○"
    case .incomplete: "◐"
    case .failed: "✗"
    case .cancelled: "■"
    case .missing: "?"
    case .error: "!"
    }
  }

  /// The order in which a report counts the states, what needs attention first.
  static let reportOrder: [RunState] = [
    .error, .missing, .failed, .cancelled, .incomplete, .running, .pending, .completed,
  ]
}

extension Timestamp {
  /// The moment as seconds since 1970-01-01T00:00:00Z.
  var secondsSinceEpoch: Double { secondsSince(Timestamp(seconds: 0, nanoseconds: 0)) }
}
