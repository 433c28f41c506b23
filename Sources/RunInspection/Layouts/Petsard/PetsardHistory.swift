import FileFormats

/// Answers requests for the history of a PETsARD run, from its logs and from its pickled state.
///
/// The pickled state contains more about the data, so it takes precedence for snapshots, changes and
/// the summary; the log is more precise and covers all workflows, so it takes precedence for the
/// timing.
struct PetsardHistory {
  let log: PetsardLog?
  let state: PetsardState?

  func answer(_ request: HistoryRequest) throws(InspectionError) -> HistoryAnswer {
    let answer = try whole(request)
    // A log of a few megabytes can hold more than there is room for.
    if let log, answer.count > PetsardObjects.mostRecords {
      throw .tooManyEntries(log.name, key: "", limit: PetsardObjects.mostRecords)
    }
    // What a record refers to is read with the answer.
    if let state, let limit = state.objects.exceededLimit {
      throw .tooManyEntries(state.path, key: "", limit: limit)
    }
    return answer
  }

  private func whole(_ request: HistoryRequest) throws(InspectionError) -> HistoryAnswer {
    switch request {
    case .timing: return timing()
    case .snapshots(let module, nil):
      try check(module, .snapshots)
      return .snapshots(
        snapshotState?.snapshots(module: module) ?? logHistory.snapshots(module: module))
    case .snapshots(let module, let identifier?): return try snapshot(identifier, module)
    case .evolution(let module):
      try check(module, .snapshots)
      return .snapshots(snapshotState?.evolution(module: module) ?? [])
    case .changes(let module):
      try check(module, .changes)
      return .changes(changeState?.changes(module: module) ?? logHistory.changes(module: module))
    case .summary: return .summary(summary())
    case .restore(let identifier): return .restored(try restore(identifier))
    }
  }

  private var logHistory: PetsardLogHistory {
    PetsardLogHistory(workflows: log?.workflows ?? [])
  }

  private var snapshotState: PetsardStateHistory? {
    state.flatMap { $0.snapshots == nil ? nil : PetsardStateHistory(state: $0) }
  }

  private var changeState: PetsardStateHistory? {
    state.flatMap { $0.changes == nil ? nil : PetsardStateHistory(state: $0) }
  }

  private func timing() -> HistoryAnswer {
    var rows = logHistory.timing()
    if rows.isEmpty, let state { rows = PetsardStateHistory(state: state).timing() }
    return .timing(rows, totals: ModuleTotal.totals(of: rows))
  }

  private func snapshot(
    _ identifier: JSONString, _ module: JSONString?
  ) throws(InspectionError) -> HistoryAnswer {
    try check(module, .snapshots)
    if let found = snapshotState?.snapshot(identifier, module: module)
      ?? logHistory.snapshot(identifier, module: module)
    {
      return .snapshot(found)
    }
    throw .notFound(.snapshots, identifier, available: identifiers)
  }

  private func restore(_ identifier: JSONString) throws(InspectionError) -> StoredValue {
    if let state = snapshotState, state.snapshot(identifier, module: nil) != nil {
      guard let metadata = state.metadata(identifier) else {
        throw .layout(PetsardFault.snapshotWithoutMetadata(identifier))
      }
      return metadata
    }
    guard logHistory.snapshot(identifier, module: nil) == nil else {
      throw .layout(PetsardFault.snapshotWithoutMetadata(identifier))
    }
    throw .notFound(.snapshots, identifier, available: identifiers)
  }

  /// The first identifiers, for a message.
  private var identifiers: [JSONString] {
    Array((snapshotState?.identifiers ?? logHistory.identifiers).prefix(20))
  }

  /// Refuses a module that the run does not have.
  private func check(_ module: JSONString?, _ record: RunRecord) throws(InspectionError) {
    guard let module else { return }
    let told = state.map { PetsardStateHistory(state: $0).modules } ?? []
    var seen: Set<JSONString> = []
    let modules = (told + logHistory.modules).filter { seen.insert($0).inserted }
    let isKnown = modules.contains { PetsardHistory.matches(module, module: $0) }
    if !isKnown { throw .notFound(.modules, module, available: Array(modules.prefix(20))) }
  }

  /// Whether a requested name is that of a module, or of one of its steps as `MODULE[EXPERIMENT]`.
  static func matches(_ wanted: JSONString?, module: JSONString, step: JSONString? = nil) -> Bool {
    guard let wanted else { return true }
    if wanted == module || wanted == step { return true }
    // Only the module of the step is known here.
    return step == nil && wanted.bytes.starts(with: module.bytes + [UInt8(ascii: "[")])
  }

  /// The counts, under the producer's own names (`get_status_summary`).
  private func summary() -> StoredValue {
    let state = state.map { PetsardStateHistory(state: $0) }
    let told = logHistory.summary()
    let snapshots = snapshotState?.snapshots(module: nil).count
    let changes = changeState?.changes(module: nil).count
    func texts(_ texts: [JSONString]?) -> StoredValue {
      texts.map { .list($0.map { .string($0) }, count: $0.count) } ?? .none
    }
    func number(_ number: Int?) -> StoredValue {
      number.map { .integer("\($0)") } ?? .none
    }
    var fields: [(name: JSONString, value: StoredValue)] = []
    fields.append(("sequence", texts(state?.sequence ?? told.modules)))
    fields.append(("active_modules", texts(state?.activeModules ?? told.activeModules)))
    fields.append(("metadata_modules", texts(state?.metadataModules)))
    fields.append(("total_snapshots", number(snapshots ?? told.snapshots)))
    fields.append(("total_changes", number(changes ?? told.changes)))
    let last = snapshotState.map(\.identifiers.last) ?? told.lastSnapshot
    fields.append(("last_snapshot", .optional(last)))
    fields.append(("last_change", changeState?.lastChange ?? told.lastChange))
    return .fields(fields)
  }
}

extension StoredValue {
  /// A dictionary of named fields.
  static func fields(_ fields: [(name: JSONString, value: StoredValue)]) -> StoredValue {
    .dictionary(fields.map { (.string($0.name), $0.value) }, count: fields.count)
  }

  /// A text, or nothing.
  static func optional(_ text: JSONString?) -> StoredValue {
    text.map { .string($0) } ?? .none
  }
}
