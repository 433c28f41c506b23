import FileFormats
import ReadOnlyFiles

/// Runs of Weights & Biases, online and offline, by the log `run-ID.wandb` (wandb 0.16.6 and 0.31.0). The
/// folder `wandb` that they lie in is a folder of runs.
struct WandbLayout: RunLayout {
  var name: LayoutName { LayoutName(rawValue: "wandb") }
  var markers: [RunMarker] { [.pattern(WandbFiles.logPattern)] }
  var keys: [DocumentedKeys] { [WandbKeys.all] }

  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool {
    (kind == .regular || kind == .unknown) && WandbFiles.isLog(name)
  }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    try WandbFiles.find(name, in: parent, entries: entries)?.newest
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let files = try files(of: run)
    let log = try WandbLog.read(files, in: run.folder, isWhole: request.verifies)
    var status = RunStatus(runFolder: run.path, layout: name, state: .running)
    WandbStatus(files: files, log: log, path: run.folder.path.appending(files.log))
      .decide(&status, request, now: environment.now())
    if request.verifies { verify(&status, files, log, run) }
    return status
  }

  private func verify(
    _ status: inout RunStatus, _ files: WandbFiles, _ log: WandbLog, _ run: borrowing OpenedRun
  ) {
    var verification = FileVerification()
    let path = run.folder.path.appending(files.log)
    if let offset = log.firstDamage {
      verification.noteDamage(
        .layout(WandbFault.damaged(path, count: log.damagedCount, offset: offset)), path)
    } else {
      verification.noteWhole()
    }
    status.take(verification)
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    let files = try files(of: run)
    let log = try WandbLog.read(files, in: run.folder)
    var answer = FailureAnswer()
    guard case .failed(let code) = WandbOutcome(log.records), request.output == nil else {
      return answer
    }
    let failure = WandbFailure(records: log.records, code: code)
    answer.add(request, kind: failure.isTold ? .error : .unrecorded, count: 0) { failure.failure }
    return answer
  }

  /// The config.
  func inputs(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> InputAnswer {
    let files = try files(of: run)
    let log = try WandbLog.read(files, in: run.folder, isWhole: true)
    let config = log.records.config
    var answer = InputAnswer()
    if config.isCut {
      answer.warnings.append(.layout(WandbFault.valuesLeftOut(run.path.appending(files.log))))
    }
    let json = StoredJSON(limit: request.limit)
    let values = config.names.compactMap { name in
      config.value(name, json).map { (name: name, value: $0) }
    }
    answer.inputs = try request.selected(values, .inputs).map {
      InputValue(name: $0.name, source: .inputs, value: $0.value)
    }
    return answer
  }

  /// The summary, and what only the history holds.
  func values(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue] {
    let files = try files(of: run)
    let log = try WandbLog.read(files, in: run.folder, isWhole: true)
    var values = log.records.history
    values.take(later: log.records.summary)
    if values.isCut {
      throw .layout(WandbFault.valuesLeftOut(run.folder.path.appending(files.log)))
    }
    return try request.selected(values.flattened(StoredJSON(limit: request.limit)), .values).map {
      OutputValue(name: $0.name, value: $0.value)
    }
  }

  /// One row: the run as a whole.
  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = request else { throw .notKept(name, request.record) }
    let records = try WandbLog.read(try files(of: run), in: run.folder).records
    var row = StepTiming(module: records.run.displayName ?? records.run.identifier ?? "run")
    row.start = records.run.start
    row.seconds = WandbStatus.elapsed(records)
    if let start = row.start, let seconds = row.seconds, records.exit != nil {
      row.end = start + seconds
    }
    if case .failed(let code) = WandbOutcome(records) {
      row.error = WandbFailure(records: records, code: code).failure.message
    }
    return .timing([row], totals: ModuleTotal.totals(of: [row]))
  }

  private func files(of run: borrowing OpenedRun) throws(InspectionError) -> WandbFiles {
    let found: WandbFiles?
    do throws(FileError) {
      found = try WandbFiles.find(RawPath("."), in: run.folder, entries: run.entries)
    } catch {
      throw .unreadable(error)
    }
    guard let found else {
      throw .noRunRecognised(run.path, markers: markers.map(\.displayName))
    }
    return found
  }
}

extension WandbItems {
  /// How deep objects are taken apart.
  private static let deepest = 8

  /// The values, in code point order of their names. An object is taken apart, each part under the names
  /// that lead to it, joined by dots: so 0.31.0 stores it, while 0.16.6 stores the object. What W&B itself
  /// put there, such as a picture, stays whole; so does an object of which the names no longer fit in the
  /// answer.
  fileprivate func flattened(_ json: StoredJSON) -> [(name: JSONString, value: StoredValue)] {
    var found: [(name: JSONString, value: StoredValue)] = []
    var open = names.reversed().compactMap { name in
      value(name, json).map { (name: name, value: $0, depth: 0) }
    }
    while let (name, value, depth) = open.popLast() {
      guard case .dictionary(let entries, let count) = value, !entries.isEmpty,
        entries.count == count, depth < WandbItems.deepest, !WandbItems.isTyped(entries)
      else {
        found.append((name, value))
        continue
      }
      let keys = entries.map { entry in
        if case .string(let key) = entry.key { return key.bytes } else { return [] }
      }
      let size = keys.reduce(0) { $0 + name.bytes.count + 1 + $1.count }
      guard json.budget.take(size) else {
        found.append((name, value))
        continue
      }
      for (key, entry) in zip(keys, entries).reversed() {
        let path = JSONString(generalisedUTF8: name.bytes + [UInt8(ascii: ".")] + key)
        open.append((path, entry.value, depth + 1))
      }
    }
    return found
  }

  private static func isTyped(_ entries: [(key: StoredValue, value: StoredValue)]) -> Bool {
    entries.contains { entry in
      if case .string("_type") = entry.key { return true }
      return false
    }
  }
}
