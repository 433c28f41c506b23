import FileFormats
import ReadOnlyFiles
import RunInspection

/// The line that tells of a change of a run where nothing can be redrawn.
enum LiveLine {
  private static let barWidth = 20

  /// The line.
  static func text(_ run: RunStatus, pace: LivePace, time: Double) -> String {
    let state = run.isStale ? "\(run.state.rawValue), stale" : run.state.rawValue
    let name = TerminalText.escaped(JSONString(fileSystemBytes: run.runFolder.lastName.bytes))
    var parts = [name, state]
    if run.state == .missing || run.state == .error {
      parts.append(run.error.map { TerminalText.escaped(JSONString($0.text)) } ?? "")
    } else {
      parts += facts(run, pace: pace, time: time)
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private static func facts(_ run: RunStatus, pace: LivePace, time: Double) -> [String] {
    let work = LiveWork(run)
    var facts = [bar(work.share)]
    facts.append("\(run.tally?.completedOutputCount ?? 0)/\(run.tally?.outputCount ?? 0) outputs")
    if let failed = run.tally?.failedCount, failed > 0 { facts.append("\(failed) failed") }
    if let rate = pace.rate(at: time) { facts.append(ShortText.rate(rate)) }
    if let elapsed = run.elapsedSeconds { facts.append("elapsed " + ShortText.duration(elapsed)) }
    if !run.hasEnded, let left = run.remainingSeconds ?? work.left(at: pace.rate(at: time)) {
      facts.append("left " + ShortText.duration(left))
    }
    facts.append(run.message.map { TerminalText.escaped($0) } ?? "")
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
}
