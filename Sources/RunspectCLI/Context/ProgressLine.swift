import FileFormats
import HostProcess
import ReadOnlyFiles
import RunInspection

/// A line on standard error that tells how far long work is, where that is a terminal. It appears after
/// half a second, changes at most ten times a second, and is gone at the end.
final class ProgressLine: Sendable {
  /// How long work takes before the line appears, and between two changes of it, in seconds.
  private static let delay = 0.5
  private static let interval = 0.1

  private let terminal: CommandContext.ErrorTerminal
  private let clock: HostClock
  private let start: Double
  private let state: Guarded<State>

  private struct State {
    var folders = 0
    var runs = 0
    var total = 0
    var files = 0
    /// When to draw the line next.
    var next: Double
    var isDrawn = false
    /// Whether a line of the answer is not complete yet on the same terminal.
    var isMidLine = false
    var hasEnded = false
  }

  init(_ terminal: CommandContext.ErrorTerminal, clock: HostClock) {
    self.terminal = terminal
    self.clock = clock
    start = clock.monotonic()
    state = Guarded(State(next: start + ProgressLine.delay))
  }

  /// Takes note of a step, and draws the line if it is time; called on any thread.
  func note(_ step: WorkProgress.Step) {
    state.with { state in
      switch step {
      case .foldersSearched(let count): state.folders = state.folders.addingSaturated(count)
      case .runsFound(let count): state.total = state.total.addingSaturated(count)
      case .runRead: state.runs += 1
      case .fileVerified: state.files += 1
      }
      let now = clock.monotonic()
      guard now >= state.next, !state.isMidLine, !state.hasEnded else { return }
      state.next = now + ProgressLine.interval
      let text = TerminalText.cut(
        ProgressLine.text(state, seconds: now - start), width: max(1, terminal.columns() - 1))
      state.isDrawn = true
      terminal.write(Array("\r\(text)\u{1B}[K".utf8))
    }
  }

  /// Writes something else to the terminal in place of the line, which comes back later.
  ///
  /// - Parameter last: the last byte of what is written; nil for nothing.
  func interrupt<Result, Thrown: Error>(
    last: UInt8?, _ write: () throws(Thrown) -> Result
  ) throws(Thrown) -> Result {
    try state.with { state throws(Thrown) in
      erase(&state)
      if let last { state.isMidLine = last != UInt8(ascii: "\n") }
      return try write()
    }
  }

  /// Erases the line for good.
  func end() {
    state.with { state in
      erase(&state)
      state.hasEnded = true
    }
  }

  private func erase(_ state: inout State) {
    guard state.isDrawn else { return }
    state.isDrawn = false
    terminal.write(Array("\r\u{1B}[K".utf8))
  }

  private static func text(_ state: State, seconds: Double) -> String {
    var parts: [String] = []
    if state.runs > 0 || state.total > 0 {
      let isKnown = state.total >= state.runs && state.total > 0
      parts.append(
        isKnown
          ? "read \(state.runs) of \(Words.count(state.total, "run"))"
          : "read \(Words.count(state.runs, "run"))")
    } else if state.folders > 0 {
      parts.append("searched \(Words.count(state.folders, "folder"))")
    }
    if state.files > 0 { parts.append("verified \(Words.count(state.files, "file"))") }
    return (parts + [DurationText.text(seconds.rounded(.down))]).joined(separator: ", ")
  }
}

extension CommandContext {
  /// The context of long work, which tells how far it is: inspections report to a line on standard
  /// error, and whatever is printed first erases that. The caller ends it with ``endProgress()``.
  ///
  /// Without a terminal, with `--quiet`, and on a terminal that can't erase, the context stays the same.
  func showingProgress() -> CommandContext {
    guard !isQuiet, progress == nil, variable(EnvironmentTable.terminal.name) != "dumb",
      let terminal = errorTerminal()
    else { return self }
    let line = ProgressLine(terminal, clock: clock)
    var context = self
    context.progress = line
    let (writeOutput, writeError) = (writeOutput, writeError)
    // Where the answer goes elsewhere, it doesn't meet the line.
    if self.terminal != nil {
      context.writeOutput = { bytes throws(FileError) in
        try line.interrupt(last: bytes.last) { () throws(FileError) in try writeOutput(bytes) }
      }
    }
    context.writeError = { text in line.interrupt(last: nil) { writeError(text) } }
    return context
  }

  /// Erases the line of progress, if there is one.
  func endProgress() {
    progress?.end()
  }
}
