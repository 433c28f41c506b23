import FileFormats
import ReadOnlyFiles

/// What failed in a run: its stored errors, element by element, and failures that its heartbeat counts
/// and that were not stored.
struct PipefuncFailures {
  let run: PipefuncRun
  let request: FailureRequest

  func answer(_ folder: borrowing Folder) throws(InspectionError) -> FailureAnswer {
    var answer = FailureAnswer()
    // A heartbeat that can't be read may count failures that were not stored.
    if let failure = run.heartbeatFailure {
      answer.setUncounted()
      answer.warn(unexamined: .heartbeatUnusable(failure))
    }
    let names = try run.selected(request.output.map { [$0] } ?? [], in: folder)
    var stored: [JSONString: Int] = [:]
    // Without that mode, errors are never stored (pipefunc 0.93.2, `map/_run.py`).
    if run.runInfo.storesErrors {
      // Failures that are not kept need not fit in one answer.
      let isKept = request.receive == nil
      var reader = StoredErrorReader(
        budget: isKept ? AnswerBudget() : AnswerBudget(bytes: PipefuncFailures.mostReceivedBytes),
        needsTrace: request.needsTrace)
      if !isKept { reader.failureShare = PipefuncFailures.receivedBytes }
      for range in BlocksAhead(of: names.count) {
        let block = names[range]
        for (name, ahead) in zip(block, run.readAhead(block, in: folder, errorsOnly: true)) {
          stored[name] = try addStored(name, in: folder, ahead, with: &reader, to: &answer)
        }
      }
    }
    let survey = try PipefuncSurvey(of: run, in: folder, detail: .summary)
    addUnknown(names, survey, to: &answer)
    addUnrecorded(names, stored, survey, in: folder, to: &answer)
    if answer.omitted > 0 { answer.warnings.append(.answerFull(omitted: answer.omitted)) }
    return answer
  }

  /// How much a failure that is not kept may take, and how much all of them, in bytes as compact JSON
  /// has them. The latter bounds the time that a small file with many references can take.
  private static let receivedBytes = 1 << 16
  private static let mostReceivedBytes = 1 << 30

  /// Adds the stored errors of an output.
  ///
  /// - Returns: how many there are.
  private func addStored(
    _ name: JSONString, in folder: borrowing Folder, _ ahead: StoredPickle.ReadAhead,
    with reader: inout StoredErrorReader, to answer: inout FailureAnswer
  ) throws(InspectionError) -> Int {
    var faults = 0
    var firstFault: InspectionError?
    var found = answer
    var errors = reader
    let before = found.total + found.propagatedCount
    try run.forEachElement(of: name, in: folder, errorsOnly: true, ahead: ahead) { element in
      if case .fault(let fault) = element.content {
        faults += 1
        firstFault = firstFault ?? fault
      }
      guard let error = element.storedError() else { return true }
      found.add(request, kind: error.isPropagated ? .propagated : .error) {
        var failure = errors.failure(error, output: name)
        failure?.index = element.index
        failure?.coordinates = element.index == nil ? nil : element.coordinates
        return failure
      }
      return true
    }
    reader = errors
    if let firstFault {
      found.warn(
        unexamined: .elementsUnreadable(name, count: faults, first: firstFault))
    }
    answer = found
    return found.total + found.propagatedCount - before
  }

  /// The message of a failure without a stored exception.
  private var unrecorded: JSONString {
    run.runInfo.storesErrors
      ? "pipefunc stored no exception of it"
      : "pipefunc stored no exception; it does so only with error_handling=\"continue\""
  }

  /// The message where the run failed, but no element.
  private static let runFailed: JSONString =
    "the heartbeat says failed; no element is counted as failed, and no exception is stored"

  /// Warns about elements of which the status can't tell whether they failed, because their files are
  /// truncated or can't be read.
  private func addUnknown(
    _ names: [JSONString], _ survey: PipefuncSurvey, to answer: inout FailureAnswer
  ) {
    let wanted = Set(names)
    var told: Set<JSONString> = []
    for case .elementsUnreadable(let name, _, _) in answer.warnings { told.insert(name) }
    for output in survey.outputs where wanted.contains(output.status.name) {
      if output.status.failedCount == nil { answer.setUncounted() }
      if let error = output.status.error { answer.warn(unexamined: .valueIgnored(error)) }
      if let truncation = output.truncation { answer.warn(unexamined: truncation) }
    }
    for warning in survey.warnings {
      guard case .elementsUnreadable(let name, _, _) = warning, wanted.contains(name),
        told.insert(name).inserted
      else { continue }
      answer.warn(unexamined: warning)
    }
  }

  /// Adds the failures that the status counts in addition to the stored ones: with
  /// `error_handling="raise"`, those are all failures.
  private func addUnrecorded(
    _ names: [JSONString], _ stored: [JSONString: Int], _ survey: PipefuncSurvey,
    in folder: borrowing Folder, to answer: inout FailureAnswer
  ) {
    guard let heartbeat = run.heartbeat else { return }
    let status = PipefuncVerdict.status(of: run, survey, in: folder)
    let wanted = Set(names)
    let reported = Dictionary(heartbeat.outputs, uniquingKeysWith: { $1 })
    for output in status.outputs ?? [] where wanted.contains(output.name) {
      let count = (output.failedCount ?? 0) - (stored[output.name] ?? 0)
      guard count > 0 else { continue }
      answer.add(request, kind: .unrecorded, count: count) {
        var failure = Failure(output: output.name)
        failure.function = reported[output.name]?["function_name"]?.string
        failure.message = unrecorded
        return failure
      }
    }
    guard status.state == .failed, answer.isEmpty, request.output == nil else { return }
    answer.add(request, kind: .unrecorded, count: 0) {
      var failure = Failure(output: nil)
      failure.message = PipefuncFailures.runFailed
      return failure
    }
  }
}
