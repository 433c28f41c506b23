import ReadOnlyFiles
import RunInspection

/// The runs of a watch for people: a line for each run, redrawn in place on a terminal; the last state
/// stays.
///
/// If standard output is not a terminal, or one that can't move its cursor (TERM=dumb), a plain line is
/// printed when something changes. NO_COLOR is honoured.
struct LiveView {
  private let context: CommandContext
  private let isRedrawn: Bool
  private let style: LiveLine.Style
  private var statuses: [RunStatus?]
  private var paces: [LiveLine.Pace]
  /// What was last printed of each run, if lines are not redrawn.
  private var printed: [Int: StatusContent] = [:]
  /// What turned out to be a folder of runs; it has no line.
  private var folders: Set<Int> = []
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
      paces[run].note(LiveLine.done(status), at: context.clock.monotonic())
      if !isRedrawn { try printLine(run, status) }
    case .isFolder(let run): folders.insert(run)
    case .found:
      statuses.append(nil)
      paces.append(LiveLine.Pace())
    case .roundEnded, .resized:
      if isRedrawn { try redraw() }
    case .staleBegan, .staleEnded: break
    }
  }

  /// Clears the lines for a message on standard error, which is usually the same terminal.
  mutating func leaving(_ body: () -> Void) throws(OutputFailure) {
    if drawnLines > 0, isRedrawn {
      try context.printText(eraseLines())
      drawnLines = 0
    }
    body()
  }

  /// Leaves the last state on the screen, and shows the cursor again.
  mutating func end() throws(OutputFailure) {
    guard isCursorHidden else { return }
    isCursorHidden = false
    var text = ""
    if drawnLines < statuses.count - folders.count, drawnLines > 0 {
      text = eraseLines() + lines().joined()
    }
    try context.printText(text + "\u{1B}[?25h")
  }

  private mutating func printLine(_ run: Int, _ status: RunStatus) throws(OutputFailure) {
    let content = StatusContent(status)
    guard printed.updateValue(content, forKey: run) != content else { return }
    try context.printText(line(run, status, width: .max) + "\n")
  }

  private mutating func redraw() throws(OutputFailure) {
    var text = isCursorHidden ? "" : "\u{1B}[?25l"
    isCursorHidden = true
    text += eraseLines()
    // Lines that have scrolled off the screen can't be redrawn. At the end, all lines are shown.
    let most = max(1, (context.terminal?.rows() ?? 24) - 1)
    var lines = lines()
    if lines.count > most {
      let unseen = lines.count - most + 1
      lines = lines.prefix(most - 1) + [TerminalText.cut("and \(unseen) more", width: width) + "\n"]
    }
    drawnLines = lines.count
    try context.printText(text + lines.joined())
  }

  /// The width of a line. The last column is left free: after a full line, some terminals start
  /// another.
  private var width: Int { max(1, (context.terminal?.columns() ?? 80) - 1) }

  private func lines() -> [String] {
    statuses.enumerated().filter { !folders.contains($0.offset) }.map { run, status in
      (status.map { line(run, $0, width: width) } ?? TerminalText.cut("waiting", width: width))
        + "\n"
    }
  }

  /// Moves to the first line that was drawn, and clears everything from there.
  private func eraseLines() -> String {
    drawnLines == 0 ? "" : "\u{1B}[\(drawnLines)A\r\u{1B}[J"
  }

  private func line(_ run: Int, _ status: RunStatus, width: Int) -> String {
    LiveLine.text(
      status, pace: paces[run], now: context.clock.now(), width: width, style: style)
  }
}
