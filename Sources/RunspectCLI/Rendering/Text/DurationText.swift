import FileFormats

/// Durations as people type them.
enum DurationText {
  /// The description of a valid duration, for messages.
  static let expected = "a duration such as 90, 90s, 5m, 1h30m or 1d"

  /// The units, from the largest to the smallest, with their lengths in seconds.
  private static let units: [(letter: Character, seconds: Double)] = [
    ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
  ]

  /// The seconds of `90`, `1.5`, `90s`, `5m`, `2h`, `1d`, or of several units from the largest to the
  /// smallest, such as `1h30m`; nil for anything else. Only the last number may have decimals. Never
  /// negative, never more than a thousand years.
  static func seconds(_ text: String) -> Double? {
    if let seconds = number(Substring(text)) { return checked(seconds) }
    var total = 0.0
    var rest = Substring(text)
    var smaller = units[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      rest.removeFirst(digits.count)
      guard let value = number(digits), let letter = rest.popFirst(),
        let unit = smaller.firstIndex(where: { $0.letter == letter }),
        rest.isEmpty || !digits.contains(".")
      else { return nil }
      total += value * units[unit].seconds
      smaller = units[(unit + 1)...]
    }
    return text.isEmpty ? nil : checked(total)
  }

  /// The value of decimal digits with at most one point among them.
  private static func number(_ digits: Substring) -> Double? {
    guard digits.first != ".", digits.contains(where: \.isNumber),
      digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
    else { return nil }
    return Double(digits)
  }

  private static func checked(_ seconds: Double) -> Double? {
    seconds <= 1000 * 365 * 86_400 ? seconds : nil
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
