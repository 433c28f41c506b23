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
  private let selection: RunSelection
  private let rules: WatchRules
  private let presentation: Presentation

  /// The shortest pause between two readings, in seconds, so that an interval of zero does not keep the
  /// processor busy.
  private static let shortestPause = 0.01
  /// How long the last reading may take after the time is over, in seconds.
  private static let grace = 0.08
  /// How long a watch may read at least, in seconds: however short its time is, it looks once.
  private static let shortestReading = 1.0

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = try RunTarget(arguments, takesAll: true)
    selection = try SelectionArguments(arguments).selection
    var rules = WatchRules()
    rules.staleAfter = arguments.seconds(.staleAfter)
    rules.interval = max(arguments.seconds(.interval) ?? 5, WatchCommand.shortestPause)
    rules.timeout = arguments.seconds(.timeout)
    rules.endsWithAny = arguments.has(.any)
    rules.endsWithFailure = arguments.has(.failFast)
    rules.waitsForStart = arguments.has(.waitForStart)
    rules.tellsChanges = arguments.has(.changes)
    rules.expectedRuns = arguments.count(.expect)
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

  func run(_ given: CommandContext) throws(OutputFailure) -> ExitStatus {
    let context = given.stoppable
    // From now on, signals are caught.
    let stop = Guarded<ProcessSignal?>(nil)
    let waiter = context.makeWaiter().notingStops { signal in stop.with { $0 = signal } }
    let begun = context.clock.monotonic()
    let deadline = rules.timeout.map { timeout in
      begun + max(timeout + WatchCommand.grace, WatchCommand.shortestReading)
    }
    guard let all = target.find(context, attempt: { waiter.attempt(until: deadline, $0) }) else {
      if let signal = WatchCommand.stop(waiter, noted: stop),
        let status = WatchCommand.exitStatus(signal)
      {
        return status
      }
      context.explain("no run was found before the time was over", isPrinted: false)
      return .notFinished
    }
    var rules = rules
    rules.timeout = rules.timeout.map { max(0, $0 - (context.clock.monotonic() - begun)) }
    var paths: [RawPath] = []
    var seen: Set<RawPath> = []
    for found in all {
      switch found.search {
      // Who names a run twice means one run.
      case .found(let path, _): if seen.insert(path.resolved()).inserted { paths.append(path) }
      case .notFound(let status):
        if case .lines(let style) = presentation {
          try context.printJSON(.object(StatusJSON.object(status)), style)
        }
        if let error = status.error {
          context.explain(error, run: target.path)
        }
        return GateRules().outcome(of: status)
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
        read: { readings, detail in
          var request = StatusRequest()
          request.detail = detail
          request.staleAfter = staleAfter
          return waiter.attempt(until: deadline) { [environment, request] in
            let inspector = RunInspector(environment: environment.sharing(among: readings.count))
            return ParallelMap.map(count: readings.count, environment.workers) { index in
              let status = inspector.status(
                of: readings[index].path, request: request, knownAs: readings[index].layout)
              return readings.count > 1 && status.hasLongAccount ? nil : status
            }
          }
        },
        list: { [selection] folder in
          // The states are looked at by `includes`.
          var named = selection
          named.kinds = []
          named.order = .name
          return waiter.attempt(until: deadline) { [environment, named] in
            RunLister(environment: environment).runsToWatch(in: folder, selection: named)
          } ?? .interrupted
        },
        includes: { [selection] run in selection.includes(kindOf: run) },
        monotonic: context.clock.monotonic, waiter: waiter))
    var notices = WatchNotices(
      rules: rules, runs: paths, context: context, failure: waiter.failure)
    let end: WatchEnd
    do throws(OutputFailure) {
      end = try follow(&watcher, &notices, paths, inspector, (waiter, deadline), context)
    } catch {
      guard error.cause.reason == .system(.interrupted) else { throw error }
      // A signal ended a write that had to wait: it comes now, unless it has ended the watch already and
      // what waited was putting its screen away.
      guard let signal = WatchCommand.stop(waiter, noted: stop) else { throw error }
      end = .signal(signal)
    }
    explain(watcher, end, notices, context)
    return exitStatus(watcher, end)
  }

  private func follow(
    _ watcher: inout RunWatcher, _ notices: inout WatchNotices, _ paths: [RawPath],
    _ inspector: RunInspector, _ wait: (waiter: Waiter, deadline: Double?),
    _ context: CommandContext
  ) throws(OutputFailure) -> WatchEnd {
    switch presentation {
    case .nothing:
      return try watcher.run { event throws(OutputFailure) in notices.tell(event) }
    case .lines(let style):
      var printer = WatchLines(style: style, onlyChanges: rules.tellsChanges, context: context)
      return try watcher.run { event throws(OutputFailure) in
        notices.tell(event)
        try printer.take(event)
      }
    case .live:
      var view = LiveView(paths, context: context) { path in
        wait.waiter.attempt(until: wait.deadline) {
          (try? inspector.failures(of: path, request: WatchCommand.shownFailures).failures) ?? []
        } ?? []
      }
      view.begin(takingKeys: view.isDrawn && wait.waiter.takeKeys())
      defer { wait.waiter.releaseKeys() }
      let outcome: Result<WatchEnd, LiveEnd>
      do throws(LiveEnd) {
        outcome = .success(
          try watcher.run { event throws(LiveEnd) in
            try view.tell(notices.lines(for: event))
            try view.take(event)
          })
      } catch {
        outcome = .failure(error)
      }
      // The terminal is restored, whatever ended the watch.
      try view.end()
      switch outcome {
      case .success(let end): return end
      case .failure(.quit): return .timeout
      case .failure(.output(let failure)): throw failure
      }
    }
  }

  /// What is read of the failures of the run on the screen.
  private static var shownFailures: FailureRequest {
    var request = FailureRequest()
    request.limit = 1_000
    request.rootsOnly = true
    request.needsTrace = false
    return request
  }

  /// Says where the runs are that are to blame for the exit status.
  private func explain(
    _ watcher: RunWatcher, _ end: WatchEnd, _ notices: WatchNotices, _ context: CommandContext
  ) {
    if case .signal = end { return }
    let outcomes = watcher.outcomes
    for (run, fault) in watcher.searchFaults where !notices.hasTold(searchFaultOf: run) {
      context.explain(fault.text, isPrinted: false)
    }
    for outcome in outcomes where outcome.verdict != .success {
      // Where the end of one was enough, the others may go on.
      if end == .finished, !outcome.hasEnded { continue }
      guard let status = outcome.status else {
        context.explain(
          "'\(outcome.path)' could not be read before the time was over", isPrinted: false)
        continue
      }
      // Runs that did not appear are counted below.
      if rules.expectedRuns != nil, status.state == .missing, !outcome.hasEnded { continue }
      if let error = status.error {
        // What was there has vanished, and was not mistyped.
        context.explain(
          error, run: outcome.hasExisted ? nil : outcome.path, isPrinted: false)
        continue
      }
      context.explain(
        outcome.hasEnded
          ? RunText.sentence(outcome.path, status)
          : RunText.still(outcome.path, status, after: rules.timeout), isPrinted: false)
    }
    if outcomes.isEmpty, watcher.searchFaults.isEmpty {
      context.explain("no run was selected", isPrinted: false)
    }
    let count = outcomes.count { $0.status?.state != .missing }
    if let expected = rules.expectedRuns, count < expected {
      context.explain(RunText.count(count, expected: expected), isPrinted: false)
    }
  }

  /// The signal that asked the process to stop, whether a wait has returned it or it still waits to be
  /// taken; nil where none did.
  private static func stop(
    _ waiter: Waiter, noted stop: Guarded<ProcessSignal?>
  ) -> ProcessSignal? {
    while stop.with({ $0 == nil }), case .signal = waiter.wait(0, false) {}
    return stop.with { $0 }
  }

  private static func exitStatus(_ signal: ProcessSignal) -> ExitStatus? {
    switch signal {
    case .interrupt: .interrupted
    case .terminate: .terminated
    case .hangUp: .hungUp
    case .resized: nil
    }
  }

  private func exitStatus(_ watcher: RunWatcher, _ end: WatchEnd) -> ExitStatus {
    if case .signal(let signal) = end, let status = WatchCommand.exitStatus(signal) {
      return status
    }
    let outcomes = watcher.outcomes
    if outcomes.contains(where: { $0.verdict == .failure }) { return .failure }
    // What was not found may have failed.
    if !watcher.searchFaults.isEmpty { return .failure }
    if outcomes.contains(where: \.endedStale) { return .stale }
    let isUnfinished = end == .timeout || outcomes.contains(where: \.endedUnfinished)
    return isUnfinished ? .notFinished : .success
  }
}

extension RunLister {
  /// The runs in a folder that is watched.
  fileprivate func runsToWatch(
    in folder: RawPath, selection: RunSelection
  ) -> WatchEnvironment.Listing {
    do throws(InspectionError) {
      let found = try find(below: folder, selection: selection, request: StatusRequest())
      if found.paths.isEmpty,
        try !holdsRuns(folder, isRecursive: selection.isRecursive)
      {
        return .none
      }
      return .runs(found.paths, fault: found.fault)
    } catch {
      switch error {
      case .runFolderMissing, .notAFolder: return .none
      default: return .failed(error)
      }
    }
  }
}
