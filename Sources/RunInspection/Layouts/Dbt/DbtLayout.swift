import FileFormats
import ReadOnlyFiles

/// Projects of dbt (dbt-core 1.7.19 and 1.11.16). A project is one run: its last invocation, by the log
/// `logs/dbt.log` and by `target/run_results.json`, which may be of an earlier one.
struct DbtLayout: RunLayout {
  static let logMarker = DbtFiles.logFolder.appending(DbtFiles.logName)
  static let resultsMarker = DbtFiles.targetFolder.appending(DbtFiles.resultsName)

  var name: LayoutName { LayoutName(rawValue: "dbt") }
  var markers: [RunMarker] { [.file(DbtLayout.logMarker), .file(DbtLayout.resultsMarker)] }
  var keys: [DocumentedKeys] { [DbtKeys.all] }

  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool {
    let wanted =
      kind == .folder
      ? [DbtFiles.logFolder, DbtFiles.targetFolder]
      : [DbtFiles.project, DbtFiles.logName, DbtFiles.resultsName]
    return wanted.contains { name.elementsEqual($0.bytes) }
  }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    try DbtFiles.find(name, in: parent, entries: entries).newest
  }

  func isRun(file name: RawPath, in parent: borrowing Folder) throws(FileError) -> Bool {
    if name == DbtFiles.resultsName {
      return try DbtFiles.isResults(name, in: parent, links: .follow)
    }
    return name == DbtFiles.logName ? try DbtFiles.isLog(name, in: parent, links: .follow) : false
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let dbt = try read(run, environment)
    var status = RunStatus(runFolder: run.path, layout: name, state: dbt.state)
    status.source = dbt.log == nil ? .heartbeat : .diskHeuristic
    status.warnings = dbt.warnings
    status.lastModified = dbt.modified
    status.lastActivity = dbt.modified
    status.elapsedSeconds = dbt.elapsed
    if run.file == nil { status.foldersToWatch = [DbtFiles.logFolder, DbtFiles.targetFolder] }
    let staleness = Staleness(
      signs: [dbt.modified], isEnded: dbt.state.isTerminal, limit: request.staleAfter,
      now: environment.now())
    status.take(staleness)
    if dbt.state == .running, staleness.isStale { status.state = .incomplete }
    status.take(
      dbt.nodes.map { $0.output(countsSkipped: dbt.countsSkipped) }, detail: request.detail)
    let settled = dbt.nodes.count { $0.result != nil }
    if let total = dbt.total {
      status.tally?.outputCount = total
      status.tally?.progressFraction = Double(settled) / Double(total)
    } else {
      status.tally?.progressFraction = dbt.state == .completed ? 1 : nil
    }
    status.tally?.isAllComplete = dbt.state == .completed
    if dbt.failedAsWhole { status.tally?.failedCount = 1 }
    if dbt.state == .failed { status.message = DbtFailures(run: dbt).headline }
    status.facts.set(DbtKeys.commandLine, dbt.commandLine)
    status.facts.set(DbtKeys.version, dbt.version)
    status.facts.set(DbtKeys.elapsed, .optional(dbt.elapsed))
    status.facts.set(DbtKeys.hasResults, .bool(dbt.results != nil))
    status.facts.set(DbtKeys.invocation, dbt.log?.invocation ?? dbt.results?.invocation)
    status.facts.set(
      DbtKeys.log, dbt.logName.map { JSONString(fileSystemBytes: $0.bytes) })
    status.facts.set(
      DbtKeys.startedAt,
      dbt.started.flatMap(Timestamp.init(unixSeconds:)).map { JSONString(ISO8601.text($0)) })
    if request.verifies { status.take(verification(of: dbt, run)) }
    return status
  }

  /// Both files were read to their ends.
  private func verification(
    of dbt: DbtRun, _ run: borrowing OpenedRun
  ) -> FileVerification {
    var verification = FileVerification()
    if let log = dbt.log {
      if log.isTorn, dbt.state.isTerminal {
        verification.noteDamage(.layout(DbtFault.tornLog(dbt.path)), dbt.path)
      } else {
        verification.noteWhole()
      }
    }
    if dbt.results != nil { verification.noteWhole() }
    for case .valueIgnored(let error) in dbt.warnings {
      if case .notJSON(let path, _) = error { verification.noteDamage(error, path) }
    }
    return verification
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    DbtFailures(run: try read(run, environment)).answer(request)
  }

  /// What `run_results.json` has of each node, or what the log says of it.
  func values(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue] {
    let json = StoredJSON(limit: request.limit)
    let all = try read(run, environment).nodes.map { node in
      (name: node.name, value: DbtLayout.value(of: node, json))
    }
    return try request.selected(all, .values).map {
      OutputValue(name: $0.name, value: $0.value)
    }
  }

  private static func value(of node: DbtNode, _ json: StoredJSON) -> StoredValue {
    guard let result = node.result else { return .missing }
    var entries: [(key: StoredValue, value: StoredValue)] = [
      ("status", .string(JSONString(result.rawValue))),
      ("message", node.message.map { .string($0) } ?? .none),
      ("execution_time", node.seconds.map { .float($0) } ?? .none),
    ]
    for key: JSONString in ["failures", "adapter_response", "relation_name"] {
      if let value = node.entry?[key] { entries.append((.string(key), json.value(value))) }
    }
    return .dictionary(entries, count: entries.count)
  }

  /// The arguments of the invocation: of its results, or else, as texts, of its log.
  func inputs(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> InputAnswer {
    let dbt = try read(run, environment)
    let json = StoredJSON(limit: request.limit)
    var all: [(name: JSONString, value: StoredValue)]
    var answer = InputAnswer()
    if let results = dbt.results, !results.arguments.isEmpty {
      all = results.arguments.map { ($0.name, json.value($0.value)) }
    } else {
      all = (dbt.log?.arguments ?? []).map { ($0.name, .string($0.value)) }
      if dbt.log?.hasMoreArguments ?? false {
        answer.warnings.append(.layout(DbtFault.moreArguments(dbt.path)))
      }
    }
    all.sort { $0.name < $1.name }
    answer.inputs = try request.selected(all, .inputs).map { entry in
      // Neither file tells which arguments were given.
      InputValue(name: entry.name, source: .inputs, value: entry.value)
    }
    return answer
  }

  /// The nodes as steps.
  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = request else { throw .notKept(name, request.record) }
    let rows = try read(run, environment).nodes.filter { $0.result != .skipped }.map(\.timing)
    return .timing(rows, totals: ModuleTotal.totals(of: rows))
  }

  private func read(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> DbtRun {
    let files: DbtFiles
    do throws(FileError) {
      if let file = run.file {
        files = try DbtFiles.single(file, in: run.folder)
      } else {
        files = try DbtFiles.find(RawPath("."), in: run.folder, entries: run.entries)
      }
    } catch {
      throw .unreadable(error)
    }
    return try DbtRun.read(files, run, environment)
  }
}
