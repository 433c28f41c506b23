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
}
