import FileFormats
import ReadOnlyFiles

/// Working folders of Snakemake 7.32.4 to 9.27.1: the newest invocation, by its log.
///
/// All invocations in a folder are one run, since Snakemake allows one at a time, and each goes on where
/// the one before ended. Older logs are its history.
struct SnakemakeLayout: RunLayout {
  var name: LayoutName { LayoutName(rawValue: "snakemake") }
  var markers: [RunMarker] { [.file(SnakemakeFiles.logs)] }
  var keys: [DocumentedKeys] { [SnakemakeKeys.all] }

  func isOfInterest(_ name: UnsafeBufferPointer<UInt8>, _ kind: FileKind) -> Bool {
    (kind == .folder || kind == .unknown)
      && name.elementsEqual(SnakemakeFiles.folder.bytes)
  }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) throws(FileError) -> Timestamp? {
    guard try SnakemakeFiles.isCandidate(name, in: parent, entries: entries) else { return nil }
    return try SnakemakeFiles.find(name, in: parent).newest
  }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> RunStatus {
    let now = environment.now()
    let (files, choice) = try newest(of: run, now: now)
    var status = RunStatus(runFolder: run.path, layout: name, state: .pending)
    SnakemakeStatus(files: files, choice: choice, request: request)
      .decide(&status, in: run, now: now)
    return status
  }

  func failures(
    of run: borrowing OpenedRun, request: FailureRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> FailureAnswer {
    let choice = try newest(of: run, now: environment.now()).choice
    var answer = SnakemakeFailures(invocation: choice.invocation).answer(request, in: run)
    answer.warnings = choice.warnings + answer.warnings
    if answer.isEmpty, request.output == nil, case .failed = choice.invocation.outcome {
      answer.add(request, kind: .unrecorded, count: 0) { SnakemakeFailures.unexplained() }
    }
    return answer
  }

  /// The command line, as far as the log has it.
  func inputs(
    of run: borrowing OpenedRun, request: ValueRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> InputAnswer {
    let head = try newest(of: run, now: environment.now()).choice.invocation.survey.head
    var known: [(name: JSONString, value: StoredValue)] = []
    if let command = head.command { known.append(("command", .string(command))) }
    if let cores = head.cores { known.append(("cores", .integer("\(cores)"))) }
    if let file = head.snakefile { known.append(("snakefile", .string(file))) }
    var answer = InputAnswer()
    answer.inputs = try request.selected(known, .inputs).map {
      InputValue(name: $0.name, source: .inputs, value: $0.value)
    }
    return answer
  }

  /// A row for each job of the invocation that counts.
  func history(
    of run: borrowing OpenedRun, request: HistoryRequest, environment: InspectionEnvironment
  ) throws(InspectionError) -> HistoryAnswer {
    guard case .timing = request else { throw .notKept(name, request.record) }
    let choice = try newest(of: run, now: environment.now(), keepsJobs: true).choice
    let survey = choice.invocation.survey
    if let cut = survey.cut ?? (survey.hasMoreJobs ? SnakemakeSurvey.mostJobs : nil) {
      let log = run.folder.path.appending(choice.invocation.log.name)
      throw .unreadable(EntryAllowance(of: log, most: cut, operation: .read).refusal)
    }
    let rows = (survey.jobs + survey.activeJobs).map { job in
      var row = StepTiming(module: survey.name(of: job))
      row.experiment = job.wildcards
      row.step = JSONString("\(job.number)")
      row.facts.set(SnakemakeKeys.job, .integer(job.number))
      row.facts.set(SnakemakeKeys.started, job.start?.text)
      row.facts.set(SnakemakeKeys.ended, job.end?.text)
      row.facts.set(
        SnakemakeKeys.state, job.isDone ? "completed" : job.isFailed ? "failed" : "unfinished")
      if let start = job.start, let end = job.end, end >= start {
        row.seconds = end.secondsSince(start)
      }
      return row
    }
    return .timing(rows, totals: ModuleTotal.totals(of: rows))
  }

  private func newest(
    of run: borrowing OpenedRun, now: Timestamp, keepsJobs: Bool = false
  ) throws(InspectionError) -> (files: SnakemakeFiles, choice: SnakemakeChoice) {
    let files: SnakemakeFiles
    do throws(FileError) {
      files = try SnakemakeFiles.find(RawPath("."), in: run.folder)
    } catch {
      throw .unreadable(error)
    }
    guard
      let choice = try SnakemakeInvocation.newest(
        of: files, in: run.folder, now: now, keepsJobs: keepsJobs)
    else { throw .noRunRecognised(run.path, markers: markers.map(\.displayName)) }
    return (files, choice)
  }
}
