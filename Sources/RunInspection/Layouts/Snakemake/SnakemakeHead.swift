import FileFormats

/// What the beginning of a log tells about an invocation: all of it in 9.27.1, the host in 8.25.2,
/// nothing in 7.32.4.
struct SnakemakeHead {
  private(set) var command: JSONString?
  private(set) var host: JSONString?
  private(set) var snakefile: JSONString?
  private(set) var version: JSONString?
  private(set) var cores: Int?

  /// Takes an indented line of the head.
  mutating func take(_ line: LogText) {
    let field = line.trimmed
    if let text = field.after("Command:") {
      command = text.trimmed.text
    } else if let text = field.after("Host:") {
      host = text.trimmed.text
    } else if let text = field.after("Snakefile:") {
      snakefile = text.trimmed.text
    } else if let text = field.after("Snakemake version:") {
      version = text.trimmed.text
    }
  }

  /// Takes a line at the margin, if it is one of the head.
  mutating func takeLine(_ line: LogText) {
    if let text = line.after("host:") {
      host = text.trimmed.text
    } else if let rest = line.after("Provided cores: ") {
      cores = rest.leadingCount?.number
    }
  }

  /// A duration as Python prints it: `1 day, 2:03:04.567890`; nil for anything else.
  static func seconds(_ text: LogText) -> Double? {
    var rest = text.trimmed
    var days = 0
    if let (number, after) = rest.leadingCount, after.hasPrefix(" day"),
      let comma = after.split(at: ",")
    {
      days = number
      rest = comma.after.trimmed
    }
    guard let (hours, minutes) = rest.leadingCount,
      let (minute, seconds) = minutes.after(":")?.leadingCount,
      let (second, fraction) = seconds.after(":")?.leadingCount,
      days < 100_000, hours < 24, minute < 60, second < 60
    else { return nil }
    var part = 0.0
    if let digits = fraction.after(".") {
      // Digits alone: a number of Swift may have an exponent as well.
      guard !digits.isEmpty, digits.leadingDigits == digits.bytes.count,
        let value = Double("0." + digits.text.description)
      else { return nil }
      part = value
    }
    return Double(days * 86_400 + hours * 3_600 + minute * 60 + second) + part
  }
}
