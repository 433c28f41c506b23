/// Numbers with their units in one word, as short as people need them.
enum ShortText {
  private static let units: [(letter: String, seconds: Int)] = [
    ("y", 31_536_000), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
  ]

  /// An age in its largest unit, rounded down, such as `3m`.
  static func age(_ seconds: Double) -> String {
    // What is from the future has no age; a second may be due to the clocks.
    guard seconds > -2 else { return "?" }
    let whole = Int(min(max(seconds, 0), 1e12))
    let unit = units.first { whole >= $0.seconds } ?? ("s", 1)
    return "\(whole / unit.seconds)\(unit.letter)"
  }

  /// An age in words, such as `3 min`.
  static func ageInWords(_ seconds: Double) -> String {
    let text = age(seconds)
    let names = ["y": "years", "d": "days", "h": "h", "m": "min", "s": "s"]
    return "\(text.dropLast()) \(text.last.flatMap { names[String($0)] } ?? "s")"
  }

  /// A duration in its two largest units, such as `1h05m`; below ten seconds with a decimal.
  static func duration(_ seconds: Double) -> String {
    guard seconds >= 0 else { return "?" }
    let tenths = Int((min(seconds, 1e12) * 10).rounded(.down))
    if tenths < 100 { return "\(tenths / 10).\(tenths % 10)s" }
    let whole = tenths / 10
    guard let first = units.firstIndex(where: { whole >= $0.seconds }), first + 1 < units.count
    else { return "\(whole)s" }
    let (large, small) = (units[first], units[first + 1])
    let rest = whole % large.seconds / small.seconds
    return "\(whole / large.seconds)\(large.letter)\(rest < 10 ? "0" : "")\(rest)\(small.letter)"
  }

  /// A number of bytes with a binary unit and a decimal, such as `100.0KiB`.
  static func size(_ bytes: Int) -> String {
    guard bytes >= 1_024 else { return "\(bytes)B" }
    var value = Double(bytes)
    var unit = "B"
    for larger in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] where value >= 1_024 {
      value /= 1_024
      unit = larger
    }
    return decimal(value) + unit
  }

  /// A number a second, or a minute if there are few, such as `4.2/s`.
  static func rate(_ perSecond: Double) -> String {
    guard perSecond < 100 else { return "\(perSecond >= 100 ? Int(min(perSecond, 1e15)) : 0)/s" }
    return perSecond < 0.1 ? decimal(perSecond * 60) + "/min" : decimal(perSecond) + "/s"
  }

  /// A number with one decimal, rounded down.
  static func decimal(_ number: Double) -> String {
    let tenths = Int(min(max(number, 0), 1e15) * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
