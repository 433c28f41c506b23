import FileFormats
import RunInspection

/// What a watch prints for scripts: a JSON line for each run at each interval and at its end, or only
/// if something changed.
struct WatchLines {
  private let style: JSONWriter.Style
  private let onlyChanges: Bool
  private let context: CommandContext
  private var printed: [Int: StatusContent] = [:]

  init(style: JSONWriter.Style, onlyChanges: Bool, context: CommandContext) {
    self.style = style
    self.onlyChanges = onlyChanges
    self.context = context
  }

  mutating func take(_ event: WatchEvent) throws(OutputFailure) {
    guard case .status(let run, let status, _) = event else { return }
    if onlyChanges {
      let content = StatusContent(status)
      guard printed.updateValue(content, forKey: run) != content else { return }
    }
    try context.printJSON(.object(StatusJSON.object(status)), style)
  }
}
