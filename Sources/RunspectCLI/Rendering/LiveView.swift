import ReadOnlyFiles
import RunInspection

/// The runs of a watch for people: a line a run, redrawn in place on a terminal; the last one stays.
///
/// Where standard output is no terminal, or one that can't move its cursor (TERM=dumb), a plain line is
/// printed when something changed. NO_COLOR is honoured.
struct LiveView {
  private let context: CommandContext
  private let isRedrawn: Bool
  private let style: LiveLine.Style
  private var statuses: [RunStatus?]
  private var paces: [LiveLine.Pace]
  /// What was printed of each run, where lines are not redrawn.
  private var printed: [Int: StatusContent] = [:]
  private var drawnLines = 0
  private var isCursorHidden = false

  init(runs: Int, context: CommandContext) {
    self.context = context
    let isDumb = context.variable("TERM") == "dumb"
    isRedrawn = context.terminal != nil && !isDumb
    let noColour = context.variable("NO_COLOR").map { !$0.isEmpty } ?? false
    style = LiveLine.Style(hasColour: isRedrawn && !noColour)
    statuses = Array(repeating: nil, count: runs)
    paces = Array(repeating: LiveLine.Pace(), count: runs)
  }

  mutating func take(_ event: WatchEvent) throws(OutputFailure) {
    switch event {
    case .status(let run, let status, _):
      statuses[run] = status
      paces[run].saw(LiveLine.done(status), at: context.monotonic())
      if !isRedrawn { try printLine(run, status) }
    case .roundEnded, .resized:
      if isRedrawn { try redraw() }
    case .staleBegan, .staleEnded: break
    }
  }

  /// Makes room for what is said on standard error, which most often is the same terminal.
  mutating func leaving(_ body: () -> Void) throws(OutputFailure) {
    if drawnLines > 0, isRedrawn {
      try context.printText(eraseLines())
      drawnLines = 0
    }
    body()
  }

  /// Leaves the last state where it stands and shows the cursor again.
  mutating func end() throws(OutputFailure) {
    guard isCursorHidden else { return }
    isCursorHidden = false
    try context.printText("\u{1B}[?25h")
  }

  private mutating func printLine(_ run: Int, _ status: RunStatus) throws(OutputFailure) {
    let content = StatusContent(status)
    guard printed.updateValue(content, forKey: run) != content else { return }
    try context.printText(line(run, status, width: .max) + "\n")
  }

  private mutating func redraw() throws(OutputFailure) {
    // The last column is left free: a full line would make some terminals begin another.
    let width = max(1, (context.terminal?.columns() ?? 80) - 1)
    var text = isCursorHidden ? "" : "\u{1B}[?25l"
    isCursorHidden = true
    text += eraseLines()
    for (run, status) in statuses.enumerated() {
      text += (status.map { line(run, $0, width: width) } ?? "waiting") + "\n"
    }
    drawnLines = statuses.count
    try context.printText(text)
  }

  /// Moves to the first line that was drawn and clears all from there.
  private func eraseLines() -> String {
    drawnLines == 0 ? "" : "\u{1B}[\(drawnLines)A\r\u{1B}[J"
  }

  private func line(_ run: Int, _ status: RunStatus, width: Int) -> String {
    LiveLine.text(
      status, pace: paces[run], now: context.inspection.now(), width: width, style: style)
  }
}
