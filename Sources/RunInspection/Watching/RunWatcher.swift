import HostProcess
import ReadOnlyFiles

/// Follows runs until they end.
public struct RunWatcher {
  /// How long an unreadable document is considered half-written, in seconds.
  static let patience = 2.0
  /// After how many seconds such a document is read again.
  static let retryPause = 0.03125
  /// After how many seconds a run that does not exist is looked for again.
  static let startPause = 0.5

  private let rules: WatchRules
  private let environment: WatchEnvironment
  private let started: Double
  private(set) var runs: [WatchedRun]
  private var nextInterval: Double
  /// When the last full reading ended, and how long it took.
  private var lastReading = (ended: 0.0, cost: 0.0)
  /// When the folders were last searched for runs, and how long that took.
  private var lastSearch = (ended: 0.0, cost: 0.0)
  /// Whether a run may have appeared since.
  private var awaitsSearch = false
  private var pace = LookPace()
  private var held = HeldStatuses()
  /// Whether a reading was interrupted, so that the watch is over.
  private var isInterrupted = false
  /// The runs of which the last status was told as such.
  private var toldLast: Set<Int> = []
  /// The paths of all runs that are watched, to recognise new ones.
  private var known: Set<RawPath> = []

  /// Starts to watch the runs at these paths.
  public init(_ paths: [RawPath], rules: WatchRules, environment: WatchEnvironment) {
    self.rules = rules
    self.environment = environment
    runs = paths.map { WatchedRun(path: $0) }
    known = Set(paths)
    started = environment.monotonic()
    nextInterval = started
  }

  private var deadline: Double? { rules.timeout.map { started + $0 } }

  /// Watches until the rules say that the watch is over.
  ///
  /// - Parameter tell: receives each event; an error that it throws ends the watch.
  public mutating func run<Thrown: Error>(
    _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) -> WatchEnd {
    while true {
      let now = environment.monotonic()
      let isLast = deadline.map { now >= $0 } ?? false
      let isInterval = now >= nextInterval || isLast
      try readAll(isLast: isLast, isInterval: isInterval, tell)
      // What was written after a folder was read and before it was watched would go unnoticed.
      if !isLast, watchesMore() { try readAll(isLast: false, isInterval: false, tell) }
      if isInterrupted { return try interrupt(tell) }
      try tell(.roundEnded)
      lastReading = (environment.monotonic(), environment.monotonic() - now)
      if isInterval { nextInterval = now + rules.interval }
      if isFinished { return .finished }
      if isLast { return .timeout }
      if let end = try sleep(tell) { return end }
      if isInterrupted { return try interrupt(tell) }
    }
  }

  /// Ends the watch after a reading was interrupted, of which nothing is told: what was known before is.
  private func interrupt<Thrown: Error>(
    _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) -> WatchEnd {
    while case .signal(let signal) = environment.waiter.wait(0, false) {
      if signal.isStop { return .signal(signal) }
    }
    for index in runs.indices where !runs[index].hasEnded && !toldLast.contains(index) {
      if let status = runs[index].status { try tell(.status(run: index, status, .end)) }
    }
    try tell(.roundEnded)
    return .timeout
  }

  private var isFinished: Bool {
    if rules.endsWithFailure,
      runs.contains(where: { $0.hasEnded && ($0.endedStale || $0.verdict == .failure) })
    {
      return true
    }
    if rules.endsWithAny { return runs.contains(where: \.hasEnded) }
    let members = runs.filter { !$0.isFolder }
    // A run may be there that was not found.
    if runs.contains(where: \.isSearchHeld) { return false }
    return members.count >= rules.expectedRuns ?? 1 && members.allSatisfy(\.hasEnded)
  }

  private mutating func readAll<Thrown: Error>(
    isLast: Bool, isInterval: Bool, _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) {
    if runs.contains(where: { $0.isSearchHeld || isInterval && $0.isFolder }) { try search(tell) }
    if isInterrupted { return }
    // A run that turns out to be a folder with runs adds them at the end.
    var next = 0
    while next < runs.count {
      let isMany = runs.count - next >= RunWatcher.leastTogether
      let batch = next..<min(next + (isMany ? RunWatcher.batch : 1), runs.count)
      next = batch.upperBound
      let indices = batch.filter { !runs[$0].hasEnded }
      for index in indices { runs[index].watch(environment.waiter.watch) }
      let read = indices.filter { !runs[$0].isFolder }
      guard
        let statuses = self.read(read.map { (runs[$0].path, runs[$0].status?.layout) }, .outputs)
      else { return }
      for (index, known) in zip(read, statuses) {
        guard let status = known ?? self.read(index, .outputs) else { return }
        try take(status, of: index, isLast: isLast, isInterval: isInterval, tell)
        if isInterrupted { return }
      }
    }
  }

  /// From how many runs on they are read together. Of a few, each is told as soon as it is read.
  private static let leastTogether = 8
  /// How many runs are read at once.
  private static let batch = 256

  private mutating func take<Thrown: Error>(
    _ status: RunStatus, of index: Int, isLast: Bool, isInterval: Bool,
    _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) {
    let wasStale = runs[index].isStale
    let isFirst = runs[index].status == nil
    var status = status
    if case .noRunRecognised = status.error, try isFolder(index, &status, tell) { return }
    let isHeld = runs[index].take(status, at: environment.monotonic(), rules: rules)
    if isHeld, isLast, runs[index].status == nil { runs[index].status = status }
    guard let status = runs[index].status else { return }
    if runs[index].isStale, !wasStale { try tell(.staleBegan(run: index, status)) }
    if !runs[index].isStale, wasStale, status.error == nil {
      try tell(.staleEnded(run: index, status))
    }
    if runs[index].hasEnded || isLast {
      toldLast.insert(index)
      try tell(.status(run: index, status, .end))
    } else if isInterval || isFirst {
      try tell(.status(run: index, status, .interval))
    } else if rules.tellsChanges {
      try tell(.status(run: index, status, .change))
    }
    // Of one run among many, no more is kept than is compared.
    if runs.count > 1 { runs[index].status = held.held(status, of: index) }
  }

  private mutating func read(
    _ readings: [WatchEnvironment.Reading], _ detail: StatusRequest.Detail
  ) -> [RunStatus?]? {
    guard !readings.isEmpty else { return [] }
    let statuses = environment.read(readings, detail)
    if statuses == nil { isInterrupted = true }
    return statuses
  }

  private mutating func read(_ index: Int, _ detail: StatusRequest.Detail) -> RunStatus? {
    read([(runs[index].path, runs[index].status?.layout)], detail)?.first.flatMap { $0 }
  }

  /// Whether a path that names no run is a folder with runs, which are then watched instead.
  ///
  /// - Parameter status: what was read of it; why it can't be searched, if that is so.
  private mutating func isFolder<Thrown: Error>(
    _ index: Int, _ status: inout RunStatus, _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) -> Bool {
    // A run that is watched already may lose its files for a moment.
    guard runs[index].status?.layout == nil else { return false }
    let paths: [RawPath]
    let fault: InspectionError?
    switch environment.list(runs[index].path) {
    case .runs(let found, let left): (paths, fault) = (found, left)
    case .failed(let error):
      status = RunStatus(runFolder: status.runFolder, layout: nil, error: error)
      return false
    case .none: return false
    case .interrupted:
      // What it is remains unknown, and nothing is told of it.
      isInterrupted = true
      return true
    }
    runs[index].becomeFolder()
    try tell(.isFolder(run: index))
    try note(fault, index, tell)
    try add(paths, tell)
    return true
  }

  /// Searches the folders for runs that are not watched yet.
  ///
  /// - Returns: whether there were any, or the search was interrupted.
  @discardableResult
  private mutating func search<Thrown: Error>(
    _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) -> Bool {
    let begun = environment.monotonic()
    let before = runs.count
    for index in runs.indices where runs[index].isFolder && !isInterrupted {
      switch environment.list(runs[index].path) {
      case .runs(let paths, let fault):
        try note(fault, index, tell)
        try add(paths, tell)
      case .failed(let error): try note(error, index, tell)
      case .none: try note(nil, index, tell)
      case .interrupted: isInterrupted = true
      }
    }
    let ended = environment.monotonic()
    lastSearch = (ended, ended - begun)
    awaitsSearch = false
    return runs.count > before || isInterrupted
  }

  private mutating func note<Thrown: Error>(
    _ fault: InspectionError?, _ index: Int, _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) {
    guard runs[index].note(fault, at: environment.monotonic()), let fault else { return }
    try tell(.searchFailed(run: index, fault))
  }

  private mutating func add<Thrown: Error>(
    _ paths: [RawPath], _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) {
    let new = paths.filter { !known.contains($0) }
    guard let statuses = read(new.map { ($0, nil) }, .summary) else { return }
    for (path, seen) in zip(new, statuses) {
      guard let status = seen ?? read([(path, nil)], .summary)?.first.flatMap({ $0 }) else {
        return
      }
      guard environment.includes(status) else { continue }
      known.insert(path)
      try tell(.found(run: runs.count, path))
      runs.append(WatchedRun(path: path))
    }
  }

  /// Whether a run may have appeared, if something changed in these folders: nil if it may be any.
  private func mayHoldMore(_ changed: Set<RawPath>?) -> Bool {
    guard runs.contains(where: \.isFolder) else { return false }
    return changed.map { changed in
      runs.contains { changed.contains($0.isFolder ? $0.path : $0.path.parent) }
    } ?? true
  }

  /// Watches the folders that the last reading named for the first time.
  ///
  /// - Returns: whether there were any.
  private mutating func watchesMore() -> Bool {
    var found = false
    for index in runs.indices where !runs[index].hasEnded {
      if runs[index].watch(environment.waiter.watch) { found = true }
    }
    return found
  }

  /// Sleeps until there is a reason to read all runs again.
  ///
  /// - Returns: nil then; or how the watch ends, if the process was asked to stop in the meantime.
  private mutating func sleep<Thrown: Error>(
    _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) -> WatchEnd? {
    var until = min(nextInterval, deadline ?? .infinity)
    let now = environment.monotonic()
    if runs.contains(where: { $0.isHeld || $0.isSearchHeld }) {
      until = min(until, now + RunWatcher.retryPause)
    }
    if runs.contains(where: { $0.status?.state == .missing && !$0.hasEnded }) {
      until = min(until, now + RunWatcher.startPause)
    }
    while true {
      switch environment.waiter.wait(max(0, until - environment.monotonic()), true) {
      case .elapsed: return nil
      case .keys(let bytes): try tell(.keys(bytes))
      case .signal(.resized): try tell(.resized)
      case .signal(let signal): return .signal(signal)
      case .changed:
        let look = environment.monotonic()
        if try isWorthReading(tell) { return nil }
        // A change that follows too soon after the last one is reported later.
        if rules.tellsChanges { until = min(until, nextReading) }
        let cost = environment.monotonic() - look
        let rest = min(
          pace.rest(afterLookAt: look, cost: cost), until - environment.monotonic())
        guard rest > 0 else { return nil }
        switch environment.waiter.wait(rest, false) {
        case .keys(let bytes): try tell(.keys(bytes))
        case .signal(.resized): try tell(.resized)
        case .signal(let signal): return .signal(signal)
        case .elapsed, .changed: break
        }
      }
    }
  }

  /// When changes may be reported again: at most ten times a second, and using a tenth of the time.
  private var nextReading: Double { lastReading.ended + max(0.1, 9 * lastReading.cost) }

  /// Whether all runs should be read after a change: because one has ended or can't be read, or because
  /// changes are to be reported and the last reading is long enough ago.
  private mutating func isWorthReading<Thrown: Error>(
    _ tell: (WatchEvent) throws(Thrown) -> Void
  ) throws(Thrown) -> Bool {
    let since = environment.monotonic() - lastReading.ended
    // Searching takes a twentieth of the time at most.
    let pause = max(0.1, 19 * lastSearch.cost)
    let changed = environment.waiter.takeChangedFolders()
    awaitsSearch = awaitsSearch || mayHoldMore(changed)
    if awaitsSearch, environment.monotonic() - lastSearch.ended >= pause, try search(tell) {
      return true
    }
    if rules.tellsChanges, environment.monotonic() >= nextReading { return true }
    for index in runs.indices where !runs[index].hasEnded && !runs[index].isFolder {
      if let changed, !runs[index].isTouched(by: changed) { continue }
      // An unreadable run is read again soon anyway.
      if runs[index].isHeld, since < LookPace.shortestPause { continue }
      // A folder to watch may have been created.
      runs[index].watch(environment.waiter.watch)
      guard let status = read(index, .summary) else { return true }
      if status.hasEnded, status.state != runs[index].status?.state { return true }
    }
    return false
  }
}
