import FileFormats
import ReadOnlyFiles

/// Runs that the FileStorageObserver of Sacred stores (sacred 0.7.5 to 0.8.7): one folder for each, with
/// `run.json`, `config.json`, and what the run adds to them.
struct SacredLayout: RunLayout {
  /// The state and the description of the run, rewritten in place at each heartbeat.
  static let run = RawPath("run.json")
  /// The configuration that the run was started with.
  static let config = RawPath("config.json")
  /// The values of metrics with their steps and times.
  static let metrics = RawPath("metrics.json")
  /// What the run printed.
  static let capturedOutput = RawPath("cout.txt")

  /// How much of `run.json` is read to find out whether Sacred wrote it, in bytes.
  private static let prefixLength = 1 << 16
  private static let command = ByteSearch("\"command\":")
  private static let experiment = ByteSearch("\"experiment\": {")
  /// The beginning of a `run.json` with so many artifacts that nothing else is in its prefix.
  private static let artifacts = ByteSearch("{\n  \"artifacts\": [")

  var name: LayoutName { LayoutName(rawValue: "sacred") }
  /// A pattern, since the name alone means nothing: it must not cause warnings in runs of other layouts.
  var markers: [RunMarker] { [.pattern(SacredLayout.run)] }
  var keys: [DocumentedKeys] { [SacredKeys.all] }

  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool {
    kind != .folder
      && (name.elementsEqual(SacredLayout.run.bytes)
        || name.elementsEqual(SacredLayout.config.bytes))
  }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    let entries = try entries.of(name, in: parent)
    guard entries.contains(where: { $0.name == SacredLayout.run }) else { return nil }
    let prefix = try parent.prefix(
      of: SacredLayout.run, count: SacredLayout.prefixLength, ofRun: name)
    let hasConfig = entries.contains { $0.name == SacredLayout.config }
    guard SacredLayout.isRun(prefix: prefix, hasConfig: hasConfig) else { return nil }
    return try parent.status(of: SacredLayout.run, ofRun: name)?.modified
  }

  /// Whether a `run.json` that begins like this is Sacred's: other programs have files of that name, too.
  ///
  /// - Parameter hasConfig: whether there is a `config.json`, too, so that a `run.json` without contents
  ///   may be one that is being rewritten.
  static func isRun(prefix: [UInt8], hasConfig: Bool) -> Bool {
    prefix.withUnsafeBufferPointer { bytes in
      if bytes.isEmpty { return hasConfig }
      guard bytes.first == UInt8(ascii: "{") else { return false }
      if command.isFound(in: bytes), experiment.isFound(in: bytes) { return true }
      return bytes.count == prefixLength
        && artifacts.isFound(in: UnsafeBufferPointer(rebasing: bytes.prefix(32)))
    }
  }

  func isRun(file name: RawPath, in parent: borrowing Folder) throws(FileError) -> Bool {
    guard name == SacredLayout.run else { return false }
    let prefix = try parent.prefix(of: name, count: SacredLayout.prefixLength, links: .follow)
    return SacredLayout.isRun(prefix: prefix, hasConfig: true)
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let sacred = try read(run, environment)
    var status = RunStatus(runFolder: run.path, layout: name, state: sacred.state)
    status.source = .heartbeat
    status.warnings = sacred.warnings
    status.lastModified = sacred.modified
    status.lastActivity = sacred.lastSign
    status.elapsedSeconds = sacred.elapsed
    let staleness = sacred.staleness(now: environment.now(), staleAfter: request.staleAfter)
    status.take(staleness)
    if sacred.state == .running, staleness.isStale { status.state = .incomplete }
    status.facts = sacred.facts
    var verification: FileVerification?
    if request.verifies {
      // The whole document was parsed.
      verification = FileVerification()
      verification?.noteWhole()
    }
    let files = SacredFiles(run: sacred, environment: environment)
    let metrics = files.metrics(run, &status.warnings, &verification)
    if request.verifies { _ = files.config(run, &status.warnings, &verification) }
    status.take(
      [sacred.result] + metrics.map { $0.output(of: sacred.state) }, detail: request.detail)
    if sacred.state == .failed { status.message = sacred.exception?.line }
    if request.detail == .outputs {
      status.facts.set(SacredKeys.metrics, SacredFiles.summary(of: metrics))
    }
    status.take(verification)
    return status
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    let sacred = try read(run, environment)
    var answer = FailureAnswer()
    answer.warnings = sacred.warnings
    guard sacred.state == .failed,
      request.output.map({ $0 == SacredRun.resultName }) ?? true
    else { return answer }
    let exception = sacred.exception
    let printed = run.folder.path.appending(SacredLayout.capturedOutput)
    let unrecorded = JSONString(SacredFault.noTrace(printed).text)
    answer.add(request, kind: exception == nil ? .unrecorded : .error) {
      var failure = Failure(output: SacredRun.resultName)
      failure.function = sacred.command
      failure.machine = sacred.host
      failure.timestamp = sacred.stopText
      failure.type = exception?.type
      failure.message = exception?.message ?? unrecorded
      failure.traceback = exception?.trace
      failure.facts.set(SacredKeys.mainFile, sacred.mainFile)
      return failure
    }
    return answer
  }

  func values(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue] {
    let sacred = try read(run, environment)
    let json = StoredJSON(limit: request.limit)
    var values: [(name: JSONString, value: StoredValue)] = [
      (SacredRun.resultName, sacred.resultNode.map(json.value) ?? .missing)
    ]
    if request.names != [SacredRun.resultName] {
      var warnings: [InspectionWarning] = []
      var verification: FileVerification?
      let metrics = SacredFiles(run: sacred, environment: environment)
        .metrics(run, &warnings, &verification)
      if case .valueIgnored(let error)? = warnings.first, !request.ignoresUnknownNames {
        throw error
      }
      values += metrics.map { ($0.name, $0.last.map(json.value) ?? .missing) }
    }
    return try request.selected(values, .values).map { OutputValue(name: $0.name, value: $0.value) }
  }

  func inputs(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> InputAnswer {
    let sacred = try read(run, environment)
    var answer = InputAnswer()
    var verification: FileVerification?
    let config = SacredFiles(run: sacred, environment: environment)
      .config(run, &answer.warnings, &verification)
    let json = StoredJSON(limit: request.limit)
    let sorted = config.sorted { $0.name < $1.name }
    answer.inputs = try request.selected(sorted, .inputs).map { entry in
      InputValue(
        name: entry.name, source: sacred.isGiven(entry.name) ? .inputs : .defaults,
        value: json.value(entry.value))
    }
    return answer
  }

  /// The run as one step: Sacred records no others.
  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = request else { throw .notKept(name, request.record) }
    let sacred = try read(run, environment)
    let rows = sacred.timing.map { [$0] } ?? []
    return .timing(rows, totals: ModuleTotal.totals(of: rows))
  }

  private func read(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> SacredRun {
    let file = run.file ?? SacredLayout.run
    let document = try DocumentReader(environment: environment).readRetrying(
      file, in: run.folder, links: run.links)
    return try SacredRun(
      document.root, path: run.folder.path.appending(file), modified: document.modified)
  }
}
