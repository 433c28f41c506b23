import FileFormats
import RunInspection

/// `watch RUN`: one run until it ends.
struct WatchCommand: Command {
  private let target: RunTarget
  private let request: InspectionRequest
  private let interval: Double
  private let timeout: Double?
  private let layout: JSONWriter.Layout

  /// The shortest pause between two readings, in seconds, so that an interval of zero does not keep a
  /// processor busy.
  private static let shortestPause = 0.01

  init(_ arguments: ParsedArguments) {
    target = RunTarget(arguments)
    var request = InspectionRequest()
    request.staleAfter = arguments.seconds(.staleAfter)
    self.request = request
    interval = max(arguments.seconds(.interval) ?? 5, WatchCommand.shortestPause)
    timeout = arguments.seconds(.timeout)
    layout = arguments.has(.pretty) ? .indented : .compact
  }

  /// Reads, prints and waits in turn. The last wait is cut short, so that the last reading is made at
  /// the deadline.
  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let search = target.find(context.inspection)
    var teller = MilestoneTeller()
    let deadline = timeout.map { context.monotonic() + $0 }
    while true {
      let isLast = deadline.map { context.monotonic() >= $0 } ?? false
      let run = search.status(request, context.inspection)
      for line in teller.newLines(for: run) { context.complain(line) }
      try context.printJSON(StatusJSON.value(run), layout)
      if run.state.isTerminal { return ExitStatus(gate: run) }
      if isLast { return .notFinished }
      let left = deadline.map { max(0, $0 - context.monotonic()) } ?? interval
      context.inspection.sleep(min(interval, left))
    }
  }
}
