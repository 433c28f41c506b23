import FileFormats
import HostProcess
import ReadOnlyFiles

@testable import RunInspection

/// A watch in a world that a test tells in advance: what is read at which second, and what wakes the
/// watch. Its clock moves only while the watch waits, or as long as a reading takes.
final class ScriptedWatch {
  /// What is read of a run from a second on.
  typealias Scene = (from: Double, status: RunStatus)

  /// When changes are told of.
  var changes: [Double] = []
  /// The folders in which all changes are; nil if it may be any.
  var changedFolders: [String]?
  /// When signals come.
  var signals: [(at: Double, ProcessSignal)] = []
  /// How long a reading takes, in seconds.
  var readingTime = 0.0

  /// The seconds since the beginning.
  private(set) var now = 0.0
  /// When was read, by how much was asked for.
  private(set) var readings: [StatusRequest.Detail: [Double]] = [.summary: [], .outputs: []]
  /// The folders of which changes were asked for.
  private(set) var watched: Set<String> = []
  /// What was told, such as `1.5 a running interval`.
  private(set) var told: [String] = []
  /// The layout by which each full reading was asked for.
  private(set) var layouts: [String?] = []
  /// What each run came to.
  private(set) var verdicts: [RunVerdict] = []
  private(set) var endedStale: [Bool] = []
  /// Whether a folder could not be searched at the end.
  private(set) var hasSearchFault = false

  private var names: [String]
  private let scenes: [String: [Scene]]
  private var waits = 0
  /// The runs in folders by the paths of the folders, with the times at which they appear.
  var folders: [String: [(from: Double, name: String)]] = [:]
  /// When folders were searched.
  private(set) var searches: [Double] = []

  /// - Parameter named: the names that are watched from the beginning; those of all runs if left out.
  init(_ runs: [(name: String, scenes: [Scene])], named: [String]? = nil) {
    names = named ?? runs.map(\.name)
    scenes = Dictionary(uniqueKeysWithValues: runs.map { ($0.name, $0.scenes) })
  }

  /// A watch of one run `a`.
  convenience init(_ scenes: Scene...) { self.init([("a", scenes)]) }

  /// Watches to the end.
  func run(_ change: (inout WatchRules) -> Void = { _ in }) -> WatchEnd {
    var rules = WatchRules()
    change(&rules)
    var waiter = Waiter(
      wait: wait, watch: { folder, _ in self.watched.insert(folder.description) })
    waiter.takeChangedFolders = { self.changedFolders.map { Set($0.map { RawPath($0) }) } }
    var watcher = RunWatcher(
      names.map { RawPath("/runs/" + $0) }, rules: rules,
      environment: WatchEnvironment(
        read: read, list: list, includes: { !self.excluded.contains($0.state) },
        monotonic: { self.now }, waiter: waiter))
    let end = watcher.run { event in self.take(event) }
    verdicts = watcher.outcomes.map(\.verdict)
    endedStale = watcher.outcomes.map(\.endedStale)
    hasSearchFault = !watcher.searchFaults.isEmpty
    return end
  }

  /// The states of runs that are not watched when they are found.
  var excluded: Set<RunState> = []

  /// The names of runs that are not listed although they are there.
  var unlisted: Set<String> = []

  /// From when on a search of a folder is interrupted.
  var interruptsSearches = Double.infinity

  /// When searches of folders fail.
  var failingSearches = 1.0..<1.0

  /// Whether searches of folders find only a part of the runs.
  var isSearchedInPart = false

  private func list(_ folder: RawPath) -> WatchEnvironment.Listing {
    searches.append(now)
    if now >= interruptsSearches { return .interrupted }
    if failingSearches.contains(now) {
      return .failed(
        .unreadable(FileError(operation: .list, path: folder, reason: .system(.permissionDenied))))
    }
    let runs = (folders[folder.description] ?? []).filter { $0.from <= now }.map(\.name)
    return runs.isEmpty
      ? .none
      : .runs(
        runs.filter { !unlisted.contains($0) }.map { folder.appending($0) },
        fault: isSearchedInPart ? .searchEnded(below: folder) : nil)
  }

  /// The times at which a run was told of as ended, or all that was told of one occasion.
  func times(_ words: String) -> [Double] {
    told.filter { $0.hasSuffix(" " + words) }.compactMap {
      $0.split(separator: " ").first.flatMap { Double($0) }
    }
  }

  private func read(
    _ readings: [WatchEnvironment.Reading], _ detail: StatusRequest.Detail
  ) -> [RunStatus] {
    readings.map { read($0.path, detail, $0.layout) }
  }

  private func read(
    _ path: RawPath, _ detail: StatusRequest.Detail, _ layout: LayoutName?
  ) -> RunStatus {
    readings[detail]?.append(now)
    if detail == .outputs { layouts.append(layout?.rawValue) }
    let scene = scenes[path.lastName.description]?.last { $0.from <= now }
    now += readingTime
    if folders[path.description] != nil {
      return RunStatus(runFolder: path, layout: nil, error: .noRunRecognised(path, markers: []))
    }
    return scene?.status ?? .missing
  }

  private func wait(_ seconds: Double, _ heedsChanges: Bool) -> Wake {
    waits += 1
    // A watch that never ends fails its test instead of holding up all others.
    guard waits < 50_000 else { return .signal(.terminate) }
    let end = now + seconds
    let signal = signals.first { $0.at <= end }
    let change = heedsChanges ? changes.first { $0 <= end } : nil
    if let signal, signal.at <= change ?? .infinity {
      signals.removeFirst()
      now = max(now, signal.at)
      return .signal(signal.1)
    }
    if let change {
      now = max(now, change)
      changes.removeAll { $0 <= now }
      return .changed
    }
    now = end
    return .elapsed
  }

  private func take(_ event: WatchEvent) {
    let time = (now * 1e6).rounded() / 1e6
    switch event {
    case .status(let run, let status, let occasion):
      told.append("\(time) \(names[run]) \(status.state.rawValue) \(occasion)")
    case .staleBegan(let run, _): told.append("\(time) \(names[run]) stale")
    case .staleEnded(let run, _): told.append("\(time) \(names[run]) alive")
    case .found(_, let path):
      names.append(path.lastName.description)
      told.append("\(time) \(path.lastName) found")
    case .isFolder(let run): told.append("\(time) \(names[run]) folder")
    case .searchFailed(let run, _): told.append("\(time) \(names[run]) unsearched")
    case .resized: told.append("\(time) resized")
    case .keys(let bytes): told.append("\(time) keys \(bytes)")
    case .roundEnded: break
    }
  }
}

extension RunStatus {
  static func run(_ state: RunState, failed: Int? = 0) -> RunStatus {
    var status = RunStatus(
      runFolder: RawPath("/runs/a"), layout: LayoutName(rawValue: "pipefunc"), state: state)
    status.tally = RunTally(of: [])
    status.tally?.failedCount = failed
    status.staleness = .test()
    status.lastActivity = Timestamp(seconds: 1_000, nanoseconds: 0)
    return status
  }

  static let running = run(.running)
  static let completed = run(.completed)
  static let failed = run(.failed)

  static let missing = RunStatus(
    runFolder: RawPath("/runs/a"), layout: nil, error: .runFolderMissing(RawPath("/runs/a")))

  /// A description of which half is written.
  static let torn = RunStatus(
    runFolder: RawPath("/runs/a"), layout: LayoutName(rawValue: "pipefunc"),
    error: .missingKey(RawPath("run_info.json"), key: "shapes"))

  static var stale: RunStatus {
    var status = running
    status.staleness?.isStale = true
    return status
  }

  /// As the files tell it, because half of the heartbeat is written.
  func withTornHeartbeat() -> RunStatus {
    var status = self
    status.warnings = [.heartbeatUnusable(.missingKey(RawPath("status.json"), key: "status"))]
    return status
  }

  /// With a heartbeat of a clock that goes ahead.
  func fromFuture(staleAfter: Double?, updated: Int64 = 9_000) -> RunStatus {
    var status = self
    status.staleness = .test(limit: staleAfter, secondsAhead: 3_600)
    status.lastActivity = Timestamp(seconds: updated, nanoseconds: 0)
    status.warnings = [.heartbeatFromFuture(seconds: 3_600)]
    return status
  }

  /// With folders in which changes tell of progress.
  func watching(_ folders: String...) -> RunStatus {
    var status = self
    status.foldersToWatch = folders.map { RawPath($0) }
    return status
  }
}

extension Staleness {
  static func test(limit: Double? = nil, secondsAhead: Double? = nil) -> Staleness {
    var staleness = Staleness(
      signs: [], isEnded: false, limit: limit, now: Timestamp(seconds: 0, nanoseconds: 0))
    staleness.secondsAhead = secondsAhead
    return staleness
  }
}
