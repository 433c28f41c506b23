import FileFormats
import HostProcess
import ReadOnlyFiles
import RunInspection

/// Reads everything that a report shows.
struct ReportReader {
  private let context: CommandContext
  private let selection: SelectionArguments
  private let request: StatusRequest
  private let inspector: RunInspector

  /// How many runs are shown with more than a row of the table.
  private static let mostDetailed = 1_000
  /// What the statuses may take that are shown with their outputs, in bytes.
  private static let mostHeldBytes = 16 << 20
  /// How many elements of a container are read.
  private static let mostElements = 20
  /// The largest stored value that is read, in bytes.
  private static let largestValue = 1 << 20

  init(_ selection: SelectionArguments, _ request: StatusRequest, _ context: CommandContext) {
    self.context = context
    self.selection = selection
    self.request = request
    // Several runs are read at the same time, each on one thread.
    var environment = context.inspection
    environment.workers = .one
    inspector = RunInspector(environment: environment)
  }

  /// A report, and whether everything that was asked for could be read.
  struct Reading {
    var report: RunReport
    var isWhole = true
    /// How many bytes the statuses take.
    fileprivate var heldBytes = 0
  }

  /// Reads the runs that were named, in that order, and then those in folders, in the selected order.
  func read(_ operands: [RunTarget.Found], commandLine: String) -> Reading {
    var reading = Reading(
      report: RunReport(made: context.clock.now(), commandLine: commandLine))
    var named: [RunStatus] = []
    var folders: [(folder: RawPath, status: RunStatus)] = []
    for operand in operands {
      let status = operand.search.status(request, context.inspection)
      if case .found(let path, _) = operand.search, case .noRunRecognised? = status.error {
        folders.append((path, status))
      } else {
        named.append(status)
      }
    }
    add(named, to: &reading)
    if !folders.isEmpty { readFolders(folders, into: &reading) }
    nameRuns(in: &reading.report)
    let shortened = reading.report.runs.count(where: \.isShortened)
    if shortened > 0 {
      reading.report.problems.append(
        "the outputs and long texts of \(Words.count(shortened, "run")) are left out, because there are too "
          + "many; a report on each alone shows them")
    }
    readFailures(into: &reading)
    return reading
  }

  private func readFolders(
    _ folders: [(folder: RawPath, status: RunStatus)], into reading: inout Reading
  ) {
    let lister = RunLister(environment: context.inspection)
    let fields = RunFields([], key: selection.key, inspector: inspector)
    var missing = MissingFields()
    let listing = lister.list(
      folders.map(\.folder), selection: selection.selection, request: request,
      render: { run in
        let values = fields?.values(of: run)
        return (run, values)
      }, key: { $0.1?.key ?? .unknown },
      size: { $0.0.heldBytes }, begin: { _ in },
      show: { rows in
        for (_, values) in rows { values.map { missing.add($0.missing) } }
        add(rows.map(\.0), to: &reading)
      })
    context.explain(missing.unknown, isOne: false, of: .listRuns)
    for folder in listing.folders {
      guard let error = folder.error else { continue }
      reading.report.problems.append(error.text)
      reading.isWhole = false
    }
    if !listing.isWhole {
      reading.report.problems.append("not all folders were searched")
      reading.isWhole = false
    }
    // A folder without any run was probably meant to be one. One that can't be searched may hold some.
    for (folder, status) in folders
    where
      (try? lister.holdsRuns(folder, isRecursive: selection.selection.isRecursive)) == false
    { add([status], to: &reading) }
  }

  private func add(_ runs: [RunStatus], to reading: inout Reading) {
    let room = max(0, ReportReader.mostDetailed - reading.report.runs.count)
    let details = ParallelMap.map(count: min(room, runs.count), context.workers) {
      detail(of: runs[$0])
    }
    for (index, status) in runs.enumerated() {
      if status.state == .error || status.state == .missing || status.error != nil {
        reading.isWhole = false
      }
      var run = ReportedRun(status: status, name: "", detail: nil)
      // However long the runs' own accounts are, the page is made of all of them together.
      reading.heldBytes += min(status.heldBytes, ReportReader.mostHeldBytes)
      if reading.heldBytes > ReportReader.mostHeldBytes {
        run.status = status.withoutLongAccount
        run.status.outputs = nil
        run.status.message = status.message.map { MessagePattern.cut($0, to: 1 << 10) }
        run.isShortened = true
      }
      if index < details.count {
        run.detail = details[index]
      } else {
        // The size is part of the table.
        run.status.outputs = run.status.totalBytes == nil ? nil : run.status.outputs
      }
      reading.report.runs.append(run)
    }
  }

  private func detail(of run: RunStatus) -> RunDetail {
    var detail = RunDetail()
    guard run.layout != nil, run.error == nil else { return detail }
    func attempt(_ what: String, _ body: () throws(InspectionError) -> Void) {
      do throws(InspectionError) {
        try body()
      } catch {
        if case .notKept = error { return }
        detail.problems.append("\(what) can't be shown: \(error.text)")
      }
    }
    attempt("the steps") { () throws(InspectionError) in
      if case .timing(let rows, _) = try inspector.history(of: run.runFolder, request: .timing) {
        detail.steps = rows
      }
    }
    attempt("the throughput") { () throws(InspectionError) in
      detail.throughput = try inspector.throughput(of: run.runFolder)
    }
    var values = ValueRequest()
    values.limit = ReportReader.mostElements
    attempt("the inputs") { () throws(InspectionError) in
      let answer = try inspector.inputs(of: run.runFolder, request: values)
      detail.inputs = answer.inputs
      detail.problems += answer.warnings.map(\.text)
    }
    values.names = (run.outputs ?? []).filter(ReportReader.isSmallValue).map(\.name)
    values.singleValuesOnly = true
    values.ignoresUnknownNames = true
    guard !values.names.isEmpty else { return detail }
    attempt("the values") { () throws(InspectionError) in
      detail.values = try inspector.values(of: run.runFolder, request: values)
    }
    return detail
  }

  /// Whether an output is one value, and not too large to be read for a line in a table.
  private static func isSmallValue(_ output: OutputStatus) -> Bool {
    output.shape == nil && output.size.bytes ?? 0 <= largestValue
  }

  /// Names the runs by as much of their paths as they don't have in common.
  private func nameRuns(in report: inout RunReport) {
    guard var common = report.runs.first?.status.runFolder.parent.bytes else { return }
    for run in report.runs {
      let parent = run.status.runFolder.parent.bytes
      while !(parent == common || parent.starts(with: common + [UInt8(ascii: "/")])),
        common != RawPath(bytes: common).parent.bytes
      {
        common = RawPath(bytes: common).parent.bytes
      }
    }
    for index in report.runs.indices {
      let path = report.runs[index].status.runFolder.bytes
      var name = Array(path.dropFirst(path.starts(with: common) ? common.count : 0))
      if name.first == UInt8(ascii: "/") { name.removeFirst() }
      report.runs[index].name = JSONString(fileSystemBytes: name.isEmpty ? path : name)
    }
  }

  private func readFailures(into reading: inout Reading) {
    var groups = reading.report.failures
    for run in reading.report.runs where mayHoldFailures(run.status) {
      var request = FailureRequest()
      let path = run.status.runFolder
      request.receive = { groups.add($0, run: path) }
      do throws(InspectionError) {
        let answer = try inspector.failures(of: path, request: request)
        reading.report.counts.add(answer, name: run.name.description)
      } catch {
        if case .notKept = error { continue }
        reading.report.counts.add(error, name: run.name.description)
        reading.isWhole = false
      }
    }
    reading.report.counts.finish()
    reading.report.failures = groups
  }

  private func mayHoldFailures(_ run: RunStatus) -> Bool {
    guard run.layout != nil, run.error == nil else { return false }
    return run.tally?.failedCount != 0 || run.state == .failed
  }
}
