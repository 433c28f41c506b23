import FileFormats
import ReadOnlyFiles
import RunInspection

/// Why a live view ends before the watch does.
enum LiveEnd: Error {
  /// Nothing can be shown any more.
  case output(OutputFailure)
  /// The user pressed a key for it.
  case quit
}

/// The runs of a watch for people. On a terminal it has the whole screen, each frame is one write, and the
/// last state stays below what was there before. Where standard output is no terminal, or one that can't
/// move its cursor (TERM=dumb), a line is printed for each change.
struct LiveView {
  private let context: CommandContext
  /// Whether it has a screen.
  let isDrawn: Bool
  private var takesKeys = false
  private var runs: [LiveRun]
  private var held = HeldStatuses()
  private var failures: LiveFailures
  /// What was last printed of each run, if it has no screen.
  private var printed: [Int: StatusContent] = [:]
  /// The frame that stands on the screen; nil if none does.
  private var frame: String?
  private var hasScreen = false
  /// The run that was chosen by a key, and whether it was opened.
  private var selected: Int?
  private var isOpened = false
  private var isExplaining = false

  /// - Parameter read: reads the failures of a run.
  init(
    _ paths: [RawPath], context: CommandContext,
    read: @escaping (RawPath) -> [Failure] = { _ in [] }
  ) {
    self.context = context
    isDrawn = context.terminal != nil && context.variable("TERM") != "dumb"
    runs = paths.map { LiveRun(path: $0) }
    failures = LiveFailures(read: read, time: context.clock.monotonic)
  }

  /// Acts on keys from now on.
  mutating func begin(takingKeys: Bool) {
    takesKeys = takingKeys
  }

  mutating func take(_ event: WatchEvent) throws(LiveEnd) {
    switch event {
    case .status(let run, let status, _):
      let kept = runs.count > 1 ? held.held(status, of: run) : status
      runs[run].take(status, kept: kept, at: context.clock.monotonic())
      if !isDrawn { try printLine(run, status) }
    case .isFolder(let run): runs[run].isFolder = true
    case .found(_, let path): runs.append(LiveRun(path: path))
    case .roundEnded: try draw()
    case .resized:
      frame = nil
      try draw()
    case .keys(let bytes):
      for key in LiveKey.keys(bytes) { try act(on: key) }
      try draw()
    case .staleBegan, .staleEnded, .searchFailed: break
    }
  }

  /// Gives the screen back for messages on standard error, which is usually the same terminal.
  mutating func tell(_ messages: [String]) throws(LiveEnd) {
    guard !messages.isEmpty else { return }
    if hasScreen { try print(leaveScreen()) }
    messages.forEach(context.complain)
  }

  /// Gives the screen back and leaves the last state on it.
  mutating func end() throws(OutputFailure) {
    guard isDrawn, hasScreen || frame != nil else { return }
    var scene = scene()
    scene.takesKeys = false
    scene.rows = .max
    let text = leaveScreen() + lines(scene).map { $0 + "\n" }.joined()
    try context.printText(text)
  }

  private mutating func printLine(_ run: Int, _ status: RunStatus) throws(LiveEnd) {
    let content = StatusContent(status)
    guard printed.updateValue(content, forKey: run) != content else { return }
    let time = context.clock.monotonic()
    try print(LiveLine.text(status, pace: runs[run].pace, time: time) + "\n")
  }

  private func print(_ text: String) throws(LiveEnd) {
    do throws(OutputFailure) {
      try context.printText(text)
    } catch {
      throw .output(error)
    }
  }

  // MARK: - The screen

  private func scene() -> LiveScene {
    LiveScene(
      columns: max(1, context.terminal?.columns() ?? 80),
      rows: max(1, context.terminal?.rows() ?? 24),
      hasColour: context.display.hasColour, now: context.clock.now(),
      time: context.clock.monotonic(), takesKeys: takesKeys)
  }

  /// Draws a frame, unless it is the one on the screen: line by line from the top, so that nothing
  /// flickers.
  private mutating func draw() throws(LiveEnd) {
    guard isDrawn else { return }
    let scene = scene()
    let lines = lines(scene).prefix(scene.rows)
    var text = "\u{1B}[H" + lines.map { "\u{1B}[K" + $0 }.joined(separator: "\r\n")
    // After a line that is as wide as the screen, clearing from the cursor on may clear its last
    // character.
    if lines.count < scene.rows { text += "\r\n\u{1B}[J" }
    guard text != frame else { return }
    let isFirst = !hasScreen
    hasScreen = true
    frame = text
    try print((isFirst ? "\u{1B}[?1049h\u{1B}[?25l" : "") + text)
  }

  private mutating func leaveScreen() -> String {
    guard hasScreen else { return "" }
    hasScreen = false
    frame = nil
    return "\u{1B}[?25h\u{1B}[?1049l"
  }

  private mutating func lines(_ scene: LiveScene) -> [String] {
    if isExplaining, scene.takesKeys { return explanation(scene) }
    // A folder may get more runs.
    let isAlone = runs.count == 1 && !runs[0].isFolder
    var body = scene
    let hint = hint(scene, isAlone: isAlone)
    if !hint.isEmpty { body.rows = max(1, scene.rows - 2) }
    var lines: [String]
    if let shown = isAlone ? 0 : isOpened && scene.takesKeys ? selected : nil {
      lines = RunScreen(run: runs[shown], failures: failures.of(shown, runs[shown])).lines(body)
    } else {
      lines = RunsScreen(runs: runs, selected: selected).lines(body, room: body.rows)
    }
    if !hint.isEmpty { lines += ["", scene.line(hint, .faint)] }
    return lines
  }

  private func hint(_ scene: LiveScene, isAlone: Bool) -> String {
    guard scene.takesKeys, scene.rows >= 8 else { return "" }
    if isAlone { return "q quit  ? help" }
    return isOpened ? "q quit  esc back  ? help" : "q quit  j/k choose  enter open  ? help"
  }

  private func explanation(_ scene: LiveScene) -> [String] {
    let keys = LiveKey.explanation.map { [$0.0, $0.1] }
    let signs = RunState.allCases.map { [StateSign.sign(of: $0, isStale: false), $0.rawValue] }
    return scene.lines(of: .grid(["KEY", "MEANING"], keys)) + [""]
      + scene.lines(of: .grid(["SIGN", "STATE"], signs + [["!", "stale: no sign of life"]]))
  }

  private mutating func act(on key: LiveKey) throws(LiveEnd) {
    switch key {
    case .quit: throw .quit
    case .explain: isExplaining.toggle()
    case .open: isOpened = selected != nil && !isExplaining
    case .back:
      if isExplaining { isExplaining = false } else { isOpened = false }
    case .next: move(by: 1)
    case .previous: move(by: -1)
    }
  }

  /// Chooses the next run in the order of the lines, or the previous one.
  private mutating func move(by step: Int) {
    let order = RunsScreen.order(of: runs)
    guard !order.isEmpty else { return }
    guard let selected, let position = order.firstIndex(of: selected) else {
      selected = step > 0 ? order.first : order.last
      return
    }
    self.selected = order[min(max(position + step, 0), order.count - 1)]
  }
}
