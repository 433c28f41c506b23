import FileFormats

/// Durations as people type them.
enum DurationText {
  /// The description of a valid duration, for messages.
  static let expected = "a duration such as 90, 90s, 5m, 2h or 1d"

  /// The seconds of `90`, `1.5`, `90s`, `5m`, `2h` or `1d`; nil for anything else. Never negative,
  /// never more than a thousand years.
  static func seconds(_ text: String) -> Double? {
    var number = Substring(text)
    var factor = 1.0
    if let last = text.last, !last.isNumber, last != "." {
      switch last {
      case "s": factor = 1
      case "m": factor = 60
      case "h": factor = 3_600
      case "d": factor = 86_400
      default: return nil
      }
      number = text.dropLast()
    }
    guard number.first != ".", number.contains(where: \.isNumber),
      number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      let value = Double(number), value * factor <= 1000 * 365 * 86_400
    else { return nil }
    return value * factor
  }

  /// Seconds as people write them: `90s`, `5m`, `1h30m`, `2d`. Parts below a second are shown only if
  /// there is nothing else.
  static func text(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e15 else { return "\(seconds)s" }
    if seconds < 1, seconds > 0 {
      return "\(PythonFloat.json((seconds * 1_000).rounded() / 1_000))s"
    }
    var rest = Int(seconds)
    if rest < 120 { return "\(rest)s" }
    var text = ""
    for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] where rest >= length {
      text += "\(rest / length)\(unit)"
      rest %= length
    }
    return text
  }
}
