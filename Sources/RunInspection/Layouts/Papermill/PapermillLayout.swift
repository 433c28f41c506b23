import FileFormats
import ReadOnlyFiles

/// Notebooks that papermill executes (papermill 2.5.0 and 2.7.0). The notebook that it writes is the run;
/// there is no folder for it.
struct PapermillLayout: RunLayout {
  private static let suffix = Array(".ipynb".utf8)

  var name: LayoutName { LayoutName(rawValue: "papermill") }
  var markers: [RunMarker] { [.pattern(RawPath("*.ipynb"))] }
  var keys: [DocumentedKeys] { [PapermillKeys.all] }

  /// No folder is a run of papermill.
  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) -> Timestamp? { nil }

  func mayBeRun(file name: UnsafeBufferPointer<UInt8>) -> Bool {
    let suffix = PapermillLayout.suffix
    guard name.count > suffix.count else { return false }
    return name[(name.count - suffix.count)...].elementsEqual(suffix)
  }

  func isRun(file name: RawPath, in parent: borrowing Folder) throws(FileError) -> Bool {
    guard name.bytes.withUnsafeBufferPointer(mayBeRun(file:)) else { return false }
    return try PapermillNotebookReader.isNotebook(name, in: parent)
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let notebook = try read(run, environment)
    var status = RunStatus(runFolder: run.path, layout: name, state: notebook.state)
    status.source = .heartbeat
    status.warnings = notebook.warnings
    status.lastModified = notebook.modified
    status.lastActivity = notebook.modified
    status.elapsedSeconds = notebook.elapsed
    let staleness = Staleness(
      signs: [notebook.modified], isEnded: notebook.state.isTerminal, limit: request.staleAfter,
      now: environment.now())
    status.take(staleness)
    if notebook.state == .running, staleness.isStale { status.state = .incomplete }
    status.take(notebook.outputs, detail: request.detail)
    if notebook.state == .failed, status.tally?.failedCount == 0 { status.tally?.failedCount = 1 }
    if notebook.state == .completed, let cell = notebook.cells.last(where: { $0.raised != nil }) {
      status.message = JSONString("\(cell.name) ended the notebook early, with SystemExit")
    } else {
      status.message = notebook.failed.first?.raised.map(PapermillLayout.line)
    }
    let active =
      notebook.hasEnded ? nil : notebook.cells.first { notebook.state(of: $0) == .begun }
    status.facts.set(PapermillKeys.activeCell, active?.name)
    status.facts.set(PapermillKeys.elapsed, .optional(notebook.elapsed))
    status.facts.set(PapermillKeys.inputPath, notebook.inputPath)
    status.facts.set(PapermillKeys.kernel, notebook.kernel)
    status.facts.set(PapermillKeys.version, notebook.version)
    status.facts.set(PapermillKeys.startedAt, PapermillLayout.text(notebook.start))
    status.facts.set(PapermillKeys.stoppedAt, PapermillLayout.text(notebook.end))
    // The whole file was read.
    if request.verifies { status.verifiedCount = 1 }
    return status
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    let notebook = try read(run, environment)
    var answer = FailureAnswer()
    answer.warnings = notebook.warnings
    let failed = notebook.failed
    for cell in failed where request.output.map({ $0 == cell.name }) ?? true {
      answer.add(request, kind: cell.raised == nil ? .unrecorded : .error) {
        var failure = Failure(output: cell.name)
        failure.type = cell.raised?.type
        failure.message = cell.raised?.message ?? JSONString(PapermillFault.kernelDied.text)
        failure.traceback = cell.raised?.trace
        failure.timestamp = PapermillLayout.text(cell.end)
        failure.facts.set(PapermillKeys.cell, cell.identifier)
        failure.facts.set(PapermillKeys.source, cell.source)
        return failure
      }
    }
    if failed.isEmpty, notebook.state == .failed, request.output == nil {
      answer.add(request, kind: .unrecorded) {
        var failure = Failure(output: nil)
        failure.message = JSONString(PapermillFault.noError.text)
        return failure
      }
    }
    return answer
  }

  /// The results of the cells as plain text: what a notebook shows below a cell that ends in a value.
  func values(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> [OutputValue] {
    let notebook = try read(run, environment)
    let all = notebook.cells.map { (name: $0.name, value: $0) }
    let budget = AnswerBudget()
    return try request.selected(all, .values).map { name, cell in
      guard let result = cell.result else {
        return OutputValue(
          name: name, value: notebook.state(of: cell) == .done ? .none : .missing)
      }
      return OutputValue(name: name, value: budget.take(text: result) ? .string(result) : .elided)
    }
  }

  /// The parameters.
  func inputs(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> InputAnswer {
    let notebook = try read(run, environment)
    let json = StoredJSON(limit: request.limit)
    var inputs: [JSONString: InputValue] = [:]
    let sources: [(JSONNode?, InputValue.Source)] = [
      (notebook.defaults, .defaults), (notebook.parameters, .inputs),
    ]
    for (node, source) in sources {
      guard let members = node?.members else { continue }
      for member in members {
        inputs[member.key] = InputValue(
          name: member.key, source: source, value: json.value(member.value))
      }
    }
    let all = inputs.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    var answer = InputAnswer()
    answer.inputs = try request.selected(all, .inputs).map(\.value)
    return answer
  }

  /// The cells as steps.
  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = request else { throw .notKept(name, request.record) }
    let notebook = try read(run, environment)
    let rows = notebook.cells.filter { $0.start != nil }.map { cell in
      var row = StepTiming(module: cell.name)
      row.start = cell.start
      row.end = cell.end
      row.seconds = cell.seconds
      row.error = cell.raised.flatMap { $0.isQuietExit ? nil : PapermillLayout.line($0) }
      return row
    }
    return .timing(rows, totals: ModuleTotal.totals(of: rows))
  }

  /// Class and message on one line.
  private static func line(_ raised: PapermillCell.Raised) -> JSONString {
    let first = raised.message.bytes.prefix { $0 != UInt8(ascii: "\n") }
    return JSONString(
      generalisedUTF8: first.isEmpty ? raised.type.bytes : raised.type.bytes + ": ".utf8 + first)
  }

  private static func text(_ seconds: Double?) -> JSONString? {
    seconds.flatMap(Timestamp.init(unixSeconds:)).map { JSONString(ISO8601.text($0)) }
  }

  private func read(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> PapermillNotebook {
    guard let file = run.file else {
      throw .noRunRecognised(run.path, markers: markers.map(\.displayName))
    }
    let document = try PapermillNotebookReader(environment: environment).read(
      file, in: run.folder, path: run.path)
    guard
      let notebook = PapermillNotebook(
        document.root, path: run.path, modified: document.modified)
    else {
      throw .noRunRecognised(run.path, markers: markers.map(\.displayName))
    }
    return notebook
  }
}
