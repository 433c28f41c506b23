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
  /// - Parameter size: how many bytes a converted run takes beside the usual. Rows that take more than 4 MiB
  ///   together are not held at the same time; if the order depends on what is in the runs, those that have
  ///   no room in 8 MiB are read again when it is their turn.
  /// - Parameter begin: called once, before any run is read.
  /// - Parameter show: receives the next converted runs, in order.
  public func list<Row: Sendable, Thrown: Error>(
    _ paths: [RawPath], selection: RunSelection = RunSelection(), request: StatusRequest,
    render: @Sendable (consuming RunStatus) -> Row,
    key: (@Sendable (Row) -> RunOrderKey)? = nil,
    size: @escaping @Sendable (Row) -> Int = { _ in 0 },
    begin: (RunListing) throws(Thrown) -> Void,
    show: ([Row]) throws(Thrown) -> Void
  ) throws(Thrown) -> RunListing {
    var scan = RunScan(paths, selection: selection, inspector.environment)
    try begin(scan.listing)
    // What has no room comes with the next rows, or is read again where all have to be known.
    let held = HeldRows(most: selection.needsAll ? 8 << 20 : 4 << 20)
    var sorted = SortedRows<HeldRow<Row>>(isReversed: selection.isReversed, most: selection.most)
    if !selection.needsAll, selection.kinds.isEmpty, let most = selection.most {
      scan.keepFirst(most)
    }
    let items = scan.items
    let reader = reader(of: items.count)
    inspector.environment.progress?.note(.runsFound(items.count))
    var (start, most) = (0, RunLister.batch)
    while start < items.count {
      let batch = items[start..<min(start + most, items.count)]
      let rows = ParallelMap.map(
        count: batch.count, inspector.environment.workers,
        isLarge: start > 0 && batch.count >= RunLister.manyRuns
      ) { index -> ReadRow<Row> in
        let item = batch[batch.startIndex + index]
        // What can't be held need not be read yet, unless the order depends on it.
        if !selection.needsAll, index > 0, held.mayBeFull { return ReadRow(fate: .unread) }
        // Its turn lasts until what was read has become a row.
        let turn = reader.inspector.environment.turn()
        defer { withExtendedLifetime(turn) {} }
        guard let run = reader.read(item, request, turn), selection.includes(kindOf: run) else {
          return ReadRow(fate: .leftOut)
        }
        var order = RunOrderKey.unknown
        if selection.needsAll { order = selection.order.key(of: run) }
        let row = render(consume run)
        if selection.order == .key { order = key?(row) ?? .unknown }
        if held.hold(size(row)) || !selection.needsAll && index == 0 {
          return ReadRow(fate: .read, row: row, key: order)
        }
        return ReadRow(fate: selection.needsAll ? .tooLarge : .unread, key: order)
      }
      var count = rows.count
      if selection.needsAll {
        let selected = zip(rows, batch).compactMap { read, item -> (HeldRow<Row>, RunOrderKey)? in
          if let row = read.row { return (.row(row), read.key) }
          return read.fate == .tooLarge ? (.later(item), read.key) : nil
        }
        if !selection.kinds.isEmpty { scan.listing.matchedRuns += selected.count }
        sorted.add(selected)
      } else {
        let room = (selection.most ?? .max) - scan.listing.shownRuns
        var selected = 0
        var seen: [Row] = []
        seen.reserveCapacity(min(rows.count, room))
        count = 0
        while count < rows.count, rows[count].fate != .unread {
          if let row = rows[count].row {
            if selected < room { seen.append(row) }
            selected += 1
          }
          count += 1
        }
        if !selection.kinds.isEmpty { scan.listing.matchedRuns += selected }
        if !seen.isEmpty { try show(seen) }
        scan.listing.shownRuns += seen.count
        held.releaseAll()
      }
      start += count
      most = count < rows.count ? count : min(2 * most, RunLister.batch)
    }
    let rows = sorted.rows()
    for start in stride(from: 0, to: rows.count, by: RunLister.batch) {
      let seen = rows[start..<min(start + RunLister.batch, rows.count)]
      scan.listing.shownRuns += try self.show(seen, request, render, show)
    }
    return scan.listing
  }

  /// A lister for the runs that are read at the same time, each with its share of the threads.
  private func reader(of count: Int) -> RunLister {
    RunLister(environment: inspector.environment.sharing(among: count))
  }

  /// Shows rows in order; those that are not held are read again, one at a time.
  ///
  /// - Returns: how many were shown.
  private func show<Row, Thrown: Error>(
    _ rows: some Sequence<HeldRow<Row>>, _ request: StatusRequest,
    _ render: (consuming RunStatus) -> Row,
    _ show: ([Row]) throws(Thrown) -> Void
  ) throws(Thrown) -> Int {
    var shown = 0
    var next: [Row] = []
    for row in rows {
      switch row {
      case .row(let row): next.append(row)
      case .later(let item):
        if !next.isEmpty { try show(next) }
        shown += next.count
        next = []
        guard let run = read(item, request) else { continue }
        try show([render(run)])
        shown += 1
      }
    }
    if !next.isEmpty { try show(next) }
    return shown + next.count
  }

  /// How many runs are read before any of them is shown, at most.
  private static let batch = 2_048
  /// How many runs are worth more than one thread, where reading one takes tens of microseconds.
  private static let manyRuns = 64

  /// Runs below a parent folder.
  public struct Found: Sendable {
    /// Their paths in the requested order. A folder that can't be examined is one of them.
    public let paths: [RawPath]
    /// Why there may be more that were not found; nil if all folders were searched.
    public let fault: InspectionError?
  }

  /// Finds the selected runs below a parent folder. Runs are read only if the conditions or the order
  /// depend on that.
  ///
  /// - Throws: why the parent itself can't be searched.
  public func find(
    below path: RawPath, selection: RunSelection, request: StatusRequest
  ) throws(InspectionError) -> Found {
    let scan = RunScan([path], selection: selection, inspector.environment)
    if let error = scan.listing.error { throw error }
    var items = scan.items
    if selection.needsAll || !selection.kinds.isEmpty {
      let all = items
      let reader = reader(of: all.count)
      let selected = ParallelMap.map(count: all.count, inspector.environment.workers) {
        index -> (row: RunScan.Item, key: RunOrderKey)? in
        let turn = reader.inspector.environment.turn()
        defer { withExtendedLifetime(turn) {} }
        guard let run = reader.read(all[index], request, turn), selection.includes(kindOf: run)
        else { return nil }
        return (all[index], selection.needsAll ? selection.order.key(of: run) : .unknown)
      }
      var rows = SortedRows<RunScan.Item>(isReversed: selection.isReversed, most: nil)
      rows.add(selected.compactMap { $0 })
      items = rows.rows()
    }
    return Found(
      paths: items.prefix(selection.most ?? .max).map { path.appending($0.candidate.name) },
      fault: scan.listing.isWhole ? nil : .searchEnded(below: path))
  }

  /// Whether there is a run below a folder, selected or not, or may be where not all was searched. None
  /// is read.
  public func holdsRuns(
    _ folder: RawPath, isRecursive: Bool = false
  ) throws(InspectionError) -> Bool {
    var all = RunSelection()
    all.isRecursive = isRecursive
    let found = try find(below: folder, selection: all, request: StatusRequest())
    return !found.paths.isEmpty || found.fault != nil
  }

  private func read(
    _ item: RunScan.Item, _ request: StatusRequest, _ turn: LargeReadTurn? = nil
  ) -> RunStatus? {
    defer { inspector.environment.progress?.note(.runRead) }
    do throws(FileError) {
      let layout = try item.candidate.layout
      let run = try item.open(turn: turn)
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
