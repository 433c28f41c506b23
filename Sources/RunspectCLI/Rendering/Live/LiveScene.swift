import ReadOnlyFiles

/// Everything that a screen depends on besides the runs.
struct LiveScene {
  /// The size of the terminal.
  var columns: Int
  var rows: Int
  /// Whether colours may be used.
  var hasColour: Bool
  /// The present moment.
  var now: Timestamp
  /// Seconds on a clock that never moves backward.
  var time: Double
  /// Whether there are keys to act on.
  var takesKeys: Bool

  /// The lines of a table that fits the screen.
  func lines(of table: Table) -> [String] {
    let display = TableDisplay(columns: columns, hasColour: hasColour, now: now)
    let text = TableFormat(display: display).text(of: table)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// A line that fits the screen.
  func line(_ text: String, _ colour: TextColour? = nil) -> String {
    let text = TerminalText.fitted(text, width: columns)
    return hasColour ? colour?.apply(text) ?? text : text
  }
}
