import FileFormats
import HostProcess
import ReadOnlyFiles
import RunInspection

/// The runs whose failures are asked for: each operand is a run, or a folder of runs.
struct FailedRuns {
  private let operands: [RunTarget.Found]
  private let selection: RunSelection
  private let inspector: RunInspector
  private let lister: RunLister
  /// Tells how far the reading is.
  private let progress: ProgressLine?
  private let environment: InspectionEnvironment
  /// Why the only operand is no run, but a folder of runs.
  private var folderOfRuns: InspectionError?
  /// What was counted so far.
  private(set) var counts = FailureCounts()
  /// The first answer that a run does not have the requested output.
  private var unknownOutput: InspectionError?

  /// - Parameter selection: which runs are meant in a folder of runs.
  init(_ operands: [RunTarget.Found], _ selection: RunSelection, _ context: CommandContext) {
    self.operands = operands
    self.selection = selection
    inspector = RunInspector(environment: context.inspection)
    lister = RunLister(environment: context.inspection)
    progress = context.progress
    environment = context.inspection
  }

  /// The failures of the only run that is asked for; nil if there may be several.
  mutating func first(
    _ request: FailureRequest
  ) -> Result<FailureAnswer?, InspectionError> {
    guard operands.count == 1 else { return .success(nil) }
    do throws(InspectionError) {
      let answer = try inspector.failures(of: try operands[0].path(), request: request)
      counts.add(answer, name: nil)
      return .success(answer)
    } catch {
      do throws(InspectionError) {
        guard try holdsRuns(operands[0].name, error) else { return .failure(error) }
        folderOfRuns = error
        return .success(nil)
      } catch {
        return .failure(error)
      }
    }
  }

  /// Reads the runs one after the other.
  ///
  /// - Parameter before: called before a run is read.
  /// - Parameter body: receives the run and its failures, of which there are in total at most as many as
  ///   the limit.
  mutating func forEach<Thrown: Error>(
    _ request: FailureRequest, before: (RawPath) -> Void = { _ in },
    _ body: (RawPath, FailureAnswer) throws(Thrown) -> Void
  ) throws(Thrown) {
    var request = request
    for found in operands {
      let operand: RawPath
      do throws(InspectionError) {
        operand = try found.path()
      } catch {
        counts.add(error, name: found.name.description)
        continue
      }
      before(operand)
      let error: InspectionError
      if let folderOfRuns {
        error = folderOfRuns
      } else {
        guard let fault = try read(operand, nil, &request, body) else { continue }
        error = fault
      }
      let runs: [RawPath]
      do throws(InspectionError) {
        let found = try folders(of: operand, error)
        runs = found?.paths ?? []
        if let fault = found?.fault { counts.add(fault, name: operand.description) }
      } catch {
        counts.add(error, name: operand.description)
        continue
      }
      if runs.isEmpty, (try? holdsRuns(operand, error)) != true {
        note(error, operand, isListed: false)
      }
      progress?.note(.runsFound(runs.count))
      for start in stride(from: 0, to: runs.count, by: FailedRuns.batch) {
        let batch = runs[start..<min(start + FailedRuns.batch, runs.count)]
        for (run, known) in zip(batch, withoutFailures(batch, request)) {
          before(run)
          if let error = try read(run, known, &request, body) { note(error, run, isListed: true) }
        }
      }
    }
    counts.finish()
  }

  /// How many runs are looked at before their turn comes.
  private static let batch = 256

  /// The answers of the runs that have nothing to tell, all at once: most runs have not. Nil for those
  /// whose failures have to be read.
  private func withoutFailures(
    _ runs: ArraySlice<RawPath>, _ request: FailureRequest
  ) -> [FailureAnswer?] {
    let (output, rootsOnly) = (request.output, request.rootsOnly)
    let inspector = RunInspector(environment: environment.sharing(among: runs.count))
    return ParallelMap.map(count: runs.count, environment.workers) { index in
      var count = FailureRequest()
      count.output = output
      count.limit = 0
      count.rootsOnly = rootsOnly
      count.needsTrace = false
      let answer = try? inspector.failures(of: runs[runs.startIndex + index], request: count)
      return answer.flatMap { $0.isEmpty ? $0 : nil }
    }
  }

  /// Reads a run.
  ///
  /// - Parameter known: the answer, if it is known already.
  /// - Returns: why that was impossible.
  private mutating func read<Thrown: Error>(
    _ run: RawPath, _ known: FailureAnswer?, _ request: inout FailureRequest,
    _ body: (RawPath, FailureAnswer) throws(Thrown) -> Void
  ) throws(Thrown) -> InspectionError? {
    let answer: FailureAnswer
    defer { progress?.note(.runRead) }
    do throws(InspectionError) {
      if let known {
        answer = known
      } else {
        answer = try inspector.failures(of: run, request: request)
      }
    } catch {
      return error
    }
    counts.add(answer, name: run.description)
    if request.receive == nil {
      request.limit = request.limit.map { $0 - answer.failures.count }
    }
    try body(run, answer)
    return nil
  }

  private mutating func note(_ error: InspectionError, _ run: RawPath, isListed: Bool) {
    switch error {
    case .notFound: unknownOutput = unknownOutput ?? error
    // A run that was listed may have vanished since.
    case .runFolderMissing where isListed, .noRunRecognised where isListed: break
    default: counts.add(error, name: run.description)
    }
  }

  /// The selected runs below an operand that is no run itself; nil if it can't hold any.
  private func folders(
    of operand: RawPath, _ error: InspectionError
  ) throws(InspectionError) -> RunLister.Found? {
    guard case .noRunRecognised = error else { return nil }
    return try lister.find(below: operand, selection: selection, request: FailedRuns.summary)
  }

  /// Whether an operand that is no run itself holds runs, selected or not.
  private func holdsRuns(
    _ operand: RawPath, _ error: InspectionError
  ) throws(InspectionError) -> Bool {
    guard case .noRunRecognised = error else { return false }
    return try lister.holdsRuns(operand, isRecursive: selection.isRecursive)
  }

  private static var summary: StatusRequest {
    var request = StatusRequest()
    request.detail = .summary
    return request
  }

  /// Says why the exit status is not 0, and determines it.
  func conclude(_ context: CommandContext) -> ExitStatus {
    if let unknownOutput, counts.runCount == 0 {
      context.explain(unknownOutput.text, isPrinted: false)
      return ExitStatus(unknownOutput)
    }
    // No run that could have failed was asked for by its name: none was selected.
    if counts.runCount == 0, counts.unreadableRunCount == 0 {
      context.explain("no run was selected", isPrinted: false)
      return .failure
    }
    // A run that could not be read, or not whole, may have failed.
    if counts.failedRunCount == 0, counts.unreadableRunCount == 0 { return .success }
    context.explain(
      counts.summary(of: operands.first?.name ?? RawPath("."), isOne: operands.count == 1))
    return .failure
  }
}
