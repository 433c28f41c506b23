import FileFormats
import HostProcess
import ReadOnlyFiles
import RunInspection

/// `watch RUN...`: runs until they end.
struct WatchCommand: Command {
  /// What is printed.
  enum Presentation {
    /// A JSON line for each run at each interval and at its end.
    case lines(JSONWriter.Style)
    /// Nothing.
    case nothing
    /// A line for each run, redrawn in place on a terminal, for people.
    case live
  }

  private let target: RunTarget
  private let operands: [Argument]
  private let rules: WatchRules
  private let presentation: Presentation

  /// The shortest pause between two readings, in seconds, so that an interval of zero does not keep the
  /// processor busy.
  private static let shortestPause = 0.01

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = RunTarget(arguments)
    operands = arguments.operands
    if arguments.has(.requestID), operands.count > 1 {
      throw .conflict("more than one RUN", "--request-id")
    }
    var rules = WatchRules()
    rules.staleAfter = arguments.seconds(.staleAfter)
    rules.interval = max(arguments.seconds(.interval) ?? 5, WatchCommand.shortestPause)
    rules.timeout = arguments.seconds(.timeout)
    rules.endsWithAny = arguments.has(.any)
    rules.endsWithFailure = arguments.has(.failFast)
    rules.waitsForStart = arguments.has(.waitForStart)
    rules.tellsChanges = arguments.has(.changes)
    if let name = arguments.choice(.onStale), let rule = WatchRules.StaleRule(rawValue: name) {
      rules.onStale = rule
    }
    let isLive = arguments.choice(.format) == "live"
    if isLive {
      for option in [OptionName.quiet, .pretty, .changes] where arguments.has(option) {
        throw .conflict(option.spelling, "--format live")
      }
      // The ages and rates in the lines change even if the runs don't.
      rules.interval = min(rules.interval, 1)
      rules.tellsChanges = true
    }
    if arguments.choice(.format) == "jsonl", arguments.has(.pretty) {
      throw .conflict("--pretty", "--format jsonl")
    }
    presentation =
      isLive
      ? .live
      : arguments.has(.quiet) ? .nothing : .lines(arguments.has(.pretty) ? .indented : .compact)
    self.rules = rules
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    var paths = operands.map(\.path)
    if target.isSearch {
      switch target.find(context.inspection) {
      case .found(let path): paths = [path]
      case .notFound(let status):
        if case .lines(let style) = presentation {
          try context.printJSON(.object(StatusJSON.object(status)), style)
        }
        return ExitStatus(gate: status)
      }
    }
    var environment = context.inspection
    // The watch itself retries what can't be read now, and reacts to signals in the meantime.
    environment.documentPatience = 0.05
    let inspector = RunInspector(environment: environment)
    let staleAfter = rules.staleAfter
    var watcher = RunWatcher(
      paths, rules: rules,
      environment: WatchEnvironment(
        read: { path, detail, layout in
          var request = StatusRequest()
          request.detail = detail
          request.staleAfter = staleAfter
          return inspector.status(of: path, request: request, knownAs: layout)
        },
        monotonic: context.clock.monotonic, waiter: context.makeWaiter()))
    var notices = WatchNotices(rules: rules, runs: paths, context: context)
    let end: WatchEnd
    switch presentation {
    case .nothing:
      end = try watcher.run { event throws(OutputFailure) in notices.tell(event) }
    case .lines(let style):
      var printer = WatchLines(style: style, onlyChanges: rules.tellsChanges, context: context)
      end = try watcher.run { event throws(OutputFailure) in
        notices.tell(event)
        try printer.take(event)
      }
    case .live:
      var view = LiveView(runs: paths.count, context: context)
      let outcome: Result<WatchEnd, OutputFailure>
      do throws(OutputFailure) {
        outcome = .success(
          try watcher.run { event throws(OutputFailure) in
            if WatchNotices.concerns(event) { try view.leaving { notices.tell(event) } }
            try view.take(event)
          })
      } catch {
        outcome = .failure(error)
      }
      // The terminal is restored, whatever ended the watch.
      try view.end()
      end = try outcome.get()
    }
    return exitStatus(watcher, end)
  }

  private func exitStatus(_ watcher: RunWatcher, _ end: WatchEnd) -> ExitStatus {
    switch end {
    case .signal(.interrupt): return .interrupted
    case .signal(.terminate): return .terminated
    case .finished, .timeout, .signal(.resized): break
    }
    if watcher.verdicts.contains(.failure) { return .failure }
    if watcher.endedStale.contains(true) { return .stale }
    let isUnfinished = end == .timeout || watcher.endedUnfinished.contains(true)
    return isUnfinished ? .notFinished : .success
  }
}
