import FileFormats
import ReadOnlyFiles

/// Runs of Metaflow in a local datastore, `.metaflow/FLOW/RUN` (metaflow 2.10.8 and 2.19.39). The folder
/// `.metaflow` lists the runs of all flows.
struct MetaflowLayout: RunLayout {
  var name: LayoutName { LayoutName(rawValue: "metaflow") }
  var markers: [RunMarker] { [.file(MetaflowSurvey.description)] }
  var keys: [DocumentedKeys] { [MetaflowKeys.all] }

  /// The name of the folder in which the flows lie.
  private static let store = RawPath(".metaflow")

  func levelsOfRuns(in folder: RawPath) -> Int {
    folder.lastName == MetaflowLayout.store ? 2 : 1
  }

  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool {
    (kind == .folder || kind == .unknown)
      && (name.elementsEqual(MetaflowSurvey.meta.bytes)
        || name.elementsEqual(MetaflowSurvey.parameters.bytes))
  }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    guard try MetaflowSurvey.isCandidate(name, in: parent, entries: entries) else { return nil }
    return try MetaflowSurvey.activity(name, in: parent)
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    var status = RunStatus(runFolder: run.path, layout: name, state: .pending)
    let graph = MetaflowGraph.read(in: run.folder, environment)
    MetaflowStatus(survey: try survey(run, environment), graph: graph, request: request)
      .decide(&status, in: run.folder, environment)
    return status
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    let survey = try survey(run, environment)
    var answer = FailureAnswer()
    var warnings: [InspectionWarning] = []
    for task in survey.tasks where task.state == .failed {
      if let output = request.output, output != task.step { continue }
      let (failure, isTold) = MetaflowFailure(task: task).read(in: run.folder, &warnings)
      answer.add(request, kind: isTold ? .error : .unrecorded) { failure }
    }
    answer.warnings = survey.warnings + warnings
    return answer
  }

  /// The parameters.
  func inputs(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> InputAnswer {
    let artifacts = MetaflowArtifacts(environment: environment)
    let list = try artifacts.parameters(in: run.folder)
    var answer = InputAnswer()
    let values = try read(list, .inputs, run, request, environment)
    answer.inputs = values.map { InputValue(name: $0.name, source: .inputs, value: $0.value) }
    return answer
  }

  /// The artifacts.
  func values(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue] {
    let artifacts = MetaflowArtifacts(environment: environment)
    let list = try artifacts.results(of: try survey(run, environment), in: run.folder)
    return try read(list, .values, run, request, environment).map {
      OutputValue(name: $0.name, value: $0.value)
    }
  }

  /// Reads the requested artifacts.
  private func read(
    _ list: [(name: JSONString, identifier: JSONString)], _ record: RunRecord,
    _ run: borrowing OpenedRun, _ request: ValueRequest, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> [(name: JSONString, value: StoredValue)] {
    let identifiers = Dictionary(list.map { ($0.name, $0.identifier) }) { _, last in last }
    var limits = PickleValueReader.Limits(elements: request.limit)
    if request.wantsPlainValues { limits.bytes = .max }
    let budget = AnswerBudget()
    var artifacts = MetaflowArtifacts(environment: environment)
    var found: [(name: JSONString, value: StoredValue)] = []
    for name in request.names.isEmpty ? list.map(\.name) : request.names {
      if let identifier = identifiers[name] {
        found.append((name, artifacts.value(identifier, in: run.folder, limits, budget)))
      } else if !request.ignoresUnknownNames {
        throw .notFound(record, name, available: list.map(\.name))
      }
    }
    return found
  }

  /// A row for each task, of its newest attempt.
  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = request else { throw .notKept(name, request.record) }
    var rows: [StepTiming] = []
    for task in try survey(run, environment).tasks {
      var row = StepTiming(module: task.step)
      row.step = task.identifier
      row.start = task.start(in: run.folder, environment)
      row.end = task.end(in: run.folder, environment)
      if let start = row.start, let end = row.end, end >= start { row.seconds = end - start }
      row.facts.set(MetaflowKeys.attempt, .integer(task.attempt))
      row.facts.set(MetaflowKeys.state, task.stateName)
      rows.append(row)
    }
    return .timing(rows, totals: ModuleTotal.totals(of: rows))
  }

  private func survey(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> MetaflowSurvey {
    do throws(FileError) {
      return try MetaflowSurvey(run.folder, environment)
    } catch {
      throw .unreadable(error)
    }
  }
}

extension MetaflowTask {
  fileprivate var stateName: JSONString {
    switch state {
    case .completed: "completed"
    case .failed: "failed"
    case .stopped: "stopped"
    case .unfinished: "unfinished"
    }
  }
}
