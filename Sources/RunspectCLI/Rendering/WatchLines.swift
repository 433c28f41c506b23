import FileFormats
import RunInspection

/// What a watch prints for scripts: a JSON line a run at each interval and at its end, or only where
/// something changed.
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
    try context.printJSON(StatusJSON.value(status), style)
  }
}

/// What a status says, without the times at which it was so.
struct StatusContent: Equatable {
  private struct Output: Equatable {
    let name: JSONString
    let progress: OutputProgress
    let counts: [Int?]
  }

  private let state: RunState
  private let isStale: Bool
  private let error: InspectionError?
  private let warnings: Int
  private let outputs: [Output]
  private let counts: [Int?]

  init(_ status: RunStatus) {
    state = status.state
    isStale = status.isStale
    error = status.error
    warnings = status.warnings.count
    counts = [status.outputCount, status.completedOutputCount, status.failedCount]
    outputs = (status.outputs ?? []).map { output in
      Output(
        name: output.name, progress: output.progress,
        counts: [
          output.totalCount, output.completedCount, output.failedCount, output.bytes,
          output.isComplete ? 1 : 0,
        ])
    }
  }
}
