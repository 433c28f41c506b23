import FileFormats
import HostProcess
import ReadOnlyFiles

/// Lists the runs below parent folders.
public struct RunLister: Sendable {
  let inspector: RunInspector

  /// Creates a lister with the given clocks and limits.
  public init(environment: InspectionEnvironment = InspectionEnvironment()) {
    inspector = RunInspector(environment: environment)
  }

  /// Lists the selected runs below parent folders.
  ///
  /// Where the order allows it, only the runs that are shown are read; of the others only the times are
  /// examined. Runs that are equally recent keep the order of the folder. A folder that vanishes in the
  /// meantime is left out. One batch of runs is held in memory at a time, unless the order depends on
  /// what is in them: then one row for each run that can still be shown.
  ///
  /// - Parameter render: converts a run to the form in which it is shown; called on several threads.
  /// - Parameter key: what to order a converted run by if the order is `key`; called on several threads.
  /// - Parameter begin: called once, before any run is read.
  /// - Parameter show: receives the next converted runs, in order.
  public func list<Row: Sendable, Thrown: Error>(
    _ paths: [RawPath], selection: RunSelection = RunSelection(), request: StatusRequest,
    render: @Sendable (RunStatus) -> Row,
    key: (@Sendable (Row) -> RunOrderKey)? = nil,
    begin: (RunListing) throws(Thrown) -> Void,
    show: ([Row]) throws(Thrown) -> Void
  ) throws(Thrown) -> RunListing {
    var scan = RunScan(paths, selection: selection, inspector.environment)
    try begin(scan.listing)
    let makeKey = { @Sendable (run: RunStatus, row: Row) in
      selection.order == .key ? key?(row) ?? .unknown : selection.order.key(of: run)
    }
    var sorted = SortedRows<Row>(isReversed: selection.isReversed, most: selection.most)
    if !selection.needsAll, selection.kinds.isEmpty, let most = selection.most {
      scan.keepFirst(most)
    }
    let items = scan.items
    let reader = reader(of: items.count)
    inspector.environment.progress?.note(.runsFound(items.count))
    for start in stride(from: 0, to: items.count, by: RunLister.batch) {
      let batch = items[start..<min(start + RunLister.batch, items.count)]
      let rows = ParallelMap.map(count: batch.count, inspector.environment.workers) {
        index -> (row: Row, key: RunOrderKey)? in
        guard let run = reader.read(batch[start + index], request), selection.includes(kindOf: run)
        else {
          return nil
        }
        let row = render(run)
        return (row, selection.needsAll ? makeKey(run, row) : .unknown)
      }
      let selected = rows.compactMap { $0 }
      if !selection.kinds.isEmpty { scan.listing.matchedRuns += selected.count }
      if selection.needsAll {
        sorted.add(selected)
      } else {
        let seen = selected.prefix((selection.most ?? .max) - scan.listing.shownRuns).map(\.row)
        scan.listing.shownRuns += seen.count
        try show(seen)
      }
    }
    let rows = sorted.rows()
    scan.listing.shownRuns += rows.count
    for start in stride(from: 0, to: rows.count, by: RunLister.batch) {
      try show(Array(rows[start..<min(start + RunLister.batch, rows.count)]))
    }
    return scan.listing
  }

  /// A lister for the runs that are read at the same time, each with its share of the threads.
  private func reader(of count: Int) -> RunLister {
    RunLister(environment: inspector.environment.sharing(among: count))
  }

  /// How many runs are read before any of them is shown.
  private static let batch = 1_024

  /// The paths of the selected runs below a parent folder, in the requested order. A folder that can't
  /// be examined is one of them. Runs are read only if the conditions or the order depend on that.
  public func paths(
    below path: RawPath, selection: RunSelection, request: StatusRequest
  ) throws(InspectionError) -> [RawPath] {
    let scan = RunScan([path], selection: selection, inspector.environment)
    if let error = scan.listing.error { throw error }
    var items = scan.items
    if selection.needsAll || !selection.kinds.isEmpty {
      let all = items
      let reader = reader(of: all.count)
      let runs = ParallelMap.map(count: all.count, inspector.environment.workers) { index in
        reader.read(all[index], request).map { (item: all[index], run: $0) }
      }.compactMap { $0 }.filter { selection.includes(kindOf: $0.run) }
      var rows = SortedRows<RunScan.Item>(isReversed: selection.isReversed, most: nil)
      rows.add(
        runs.map { ($0.item, selection.needsAll ? selection.order.key(of: $0.run) : .unknown) })
      items = rows.rows()
    }
    return items.prefix(selection.most ?? .max).map { path.appending($0.candidate.name) }
  }

  /// Whether there is a run below a folder, selected or not. None is read.
  public func holdsRuns(
    _ folder: RawPath, isRecursive: Bool = false
  ) throws(InspectionError) -> Bool {
    var all = RunSelection()
    all.isRecursive = isRecursive
    return try !paths(below: folder, selection: all, request: StatusRequest()).isEmpty
  }

  private func read(_ item: RunScan.Item, _ request: StatusRequest) -> RunStatus? {
    defer { inspector.environment.progress?.note(.runRead) }
    do throws(FileError) {
      let layout = try item.candidate.layout.get()
      let run = try item.open()
      let status = inspector.status(of: run, as: layout, request: request)
      return status.isGone ? nil : status
    } catch {
      return error.isMissing
        ? nil : RunStatus(runFolder: item.path, layout: nil, error: .unreadable(error))
    }
  }
}

/// Rows that are put into an order when all are known. If only the first of them are wanted, the others
/// are dropped in between.
private struct SortedRows<Row> {
  let isReversed: Bool
  let most: Int?
  private var entries: [(row: Row, key: RunOrderKey)] = []

  init(isReversed: Bool, most: Int?) {
    self.isReversed = isReversed
    self.most = most
  }

  mutating func add(_ rows: [(row: Row, key: RunOrderKey)]) {
    entries += rows
    if let most, entries.count > 4_096, entries.count / 4 > most { sort() }
  }

  mutating func rows() -> [Row] {
    sort()
    return entries.map(\.row)
  }

  /// Sorting is stable: equal rows stay in the order in which they were read.
  private mutating func sort() {
    let isReversed = isReversed
    entries.sort { $0.key.precedes($1.key, isReversed: isReversed) ?? false }
    if let most, entries.count > most { entries.removeLast(entries.count - most) }
  }
}

extension RunStatus {
  /// Whether the run vanished while it was read.
  fileprivate var isGone: Bool {
    switch error {
    case .unreadable(let failure): failure.isMissing
    case .noRunRecognised, .runFolderMissing: true
    default: false
    }
  }
}
