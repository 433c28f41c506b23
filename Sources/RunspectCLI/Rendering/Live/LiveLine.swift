import FileFormats
import ReadOnlyFiles
import RunInspection

/// The line that shows one run to people.
struct LiveLine {
  /// How a state is shown, in colour or not.
  struct Style {
    /// Whether colours may be used.
    let hasColour: Bool

    func state(_ run: RunStatus) -> (text: String, colour: String?) {
      let text = run.isStale ? "\(run.state.rawValue), stale" : run.state.rawValue
      guard hasColour else { return (text, nil) }
      switch run.verdict {
      case .success: return (text, "32")
      case .failure: return (text, "31")
      case .unfinished: return (text, run.isStale ? "33" : nil)
      }
    }
  }

  /// The progress of a run while it was watched.
  struct Pace {
    private var first: (time: Double, done: Int)?
    private var last: (time: Double, done: Int)?

    /// Notes how much is done.
    mutating func note(_ done: Int, at time: Double) {
      // If less is done than before, the run has started over.
      if first == nil || done < (last?.done ?? 0) { first = (time, done) }
      last = (time, done)
    }

    /// Elements per second; nil as long as nothing was done.
    var rate: Double? {
      guard let first, let last, last.done > first.done, last.time > first.time else { return nil }
      return Double(last.done - first.done) / (last.time - first.time)
    }

    /// How long it was watched, in seconds.
    var watched: Double { (last?.time ?? 0) - (first?.time ?? 0) }
  }

  private static let barWidth = 20

  /// The line, cut to a width.
  static func text(
    _ run: RunStatus, pace: Pace, now: Timestamp, width: Int, style: Style
  ) -> String {
    let state = style.state(run)
    let name = TerminalText.escaped(JSONString(fileSystemBytes: run.runFolder.lastName.bytes))
    var parts = [name, state.text]
    if run.state == .missing || run.state == .error {
      parts.append(run.error.map { TerminalText.escaped(JSONString($0.text)) } ?? "")
    } else {
      parts += facts(run, pace: pace, now: now)
    }
    var text = TerminalText.cut(parts.filter { !$0.isEmpty }.joined(separator: "  "), width: width)
    if let colour = state.colour, let range = range(of: state.text, in: text, after: name.count) {
      text.replaceSubrange(range, with: "\u{1B}[\(colour)m\(state.text)\u{1B}[0m")
    }
    return text
  }

  private static func range(
    of part: String, in text: String, after count: Int
  ) -> Range<String.Index>? {
    guard
      let start = text.index(text.startIndex, offsetBy: count + 2, limitedBy: text.endIndex),
      text[start...].hasPrefix(part)
    else { return nil }
    return start..<text.index(start, offsetBy: part.count)
  }

  private static func facts(_ run: RunStatus, pace: Pace, now: Timestamp) -> [String] {
    var facts = [bar(run.tally?.progressFraction)]
    facts.append("\(run.tally?.completedOutputCount ?? 0)/\(run.tally?.outputCount ?? 0) outputs")
    if let failed = run.tally?.failedCount, failed > 0 { facts.append("\(failed) failed") }
    if let rate = pace.rate { facts.append("\(decimal(rate))/s") }
    let elapsed = reported("elapsed_time", run) ?? (pace.watched > 0 ? pace.watched : nil)
    if let elapsed { facts.append("elapsed " + clock(elapsed)) }
    if !run.state.isTerminal {
      if let left = run.remainingSeconds ?? left(run, pace) {
        facts.append("left " + clock(left))
      }
      if let activity = run.lastActivity {
        facts.append("seen " + clock(max(0, now.secondsSince(activity))) + " ago")
      }
    }
    for output in (run.outputs ?? []) where !output.isComplete {
      let done = output.completedCount.map { String($0 &+ (output.failedCount ?? 0)) } ?? "?"
      facts.append(
        TerminalText.escaped(output.name) + " \(done)/"
          + (output.totalCount.map(String.init) ?? "?"))
    }
    return facts
  }

  private static func bar(_ fraction: Double?) -> String {
    guard let fraction, fraction >= 0, fraction <= 1 else {
      return "[" + String(repeating: "?", count: barWidth) + "]   ?%"
    }
    let filled = Int(fraction * Double(barWidth))
    let percentage = "\(Percentage.wholePercent(fraction))%"
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: ".", count: barWidth - filled) + "] "
      + String(repeating: " ", count: max(0, 4 - percentage.count)) + percentage
  }

  /// The largest number of seconds that any output reports under a key.
  private static func reported(_ key: JSONString, _ run: RunStatus) -> Double? {
    (run.outputs ?? []).compactMap { $0.passedThrough?[key]?.double }.max()
  }

  private static func left(_ run: RunStatus, _ pace: Pace) -> Double? {
    guard let rate = pace.rate, let outputs = run.outputs else { return nil }
    let totals = outputs.compactMap(\.totalCount)
    guard totals.count == outputs.count else { return nil }
    let left = totals.reduce(0, &+) &- done(run)
    return left >= 0 ? Double(left) / rate : nil
  }

  /// How many elements are settled, over all outputs.
  static func done(_ run: RunStatus) -> Int {
    (run.outputs ?? []).reduce(0) { $0 &+ ($1.completedCount ?? 0) &+ ($1.failedCount ?? 0) }
  }

  /// Minutes and seconds, or hours, minutes and seconds.
  static func clock(_ seconds: Double) -> String {
    guard !seconds.isNaN else { return "?" }
    let whole = Int(min(max(seconds, 0), 1e9))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = whole / 60
    return minutes < 60
      ? "\(minutes):\(two(whole % 60))" : "\(minutes / 60):\(two(minutes % 60)):\(two(whole % 60))"
  }

  private static func decimal(_ number: Double) -> String {
    guard number < 100 else { return "\(Int(min(number, 1e15)))" }
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
