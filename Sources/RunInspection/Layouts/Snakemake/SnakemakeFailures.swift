import FileFormats
import ReadOnlyFiles

/// What failed in an invocation of Snakemake.
struct SnakemakeFailures {
  /// How much of the end of a rule's log is shown, in bytes.
  private static let traceLimit = 1 << 16

  let invocation: SnakemakeInvocation

  private var survey: SnakemakeSurvey { invocation.survey }

  /// In a sentence, why an invocation failed.
  static func message(of survey: SnakemakeSurvey) -> JSONString? {
    if let error = survey.errors.first {
      return JSONString(
        generalisedUTF8: Array("error in rule ".utf8) + error.rule.bytes)
    }
    return survey.exception.map { exception in
      guard let first = exception.message.first else { return exception.type }
      return JSONString(generalisedUTF8: exception.type.bytes + Array(": ".utf8) + first.bytes)
    }
  }

  private static func message(
    of exception: (type: JSONString, message: [JSONString])
  ) -> [UInt8] {
    let lines = exception.message.map(\.bytes)
    return lines.isEmpty
      ? exception.type.bytes : Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  func answer(
    _ request: FailureRequest, in run: borrowing OpenedRun
  ) -> FailureAnswer {
    var answer = FailureAnswer()
    for error in survey.errors where request.output.map({ $0 == error.rule }) ?? true {
      let trace = request.needsTrace || error.command == nil ? trace(of: error, in: run) : .none
      if case .unreadable(let warning) = trace { answer.warnings.append(warning) }
      let failure = failure(error, trace)
      let isTold = failure.traceback != nil || failure.type != nil || error.message != nil
      answer.add(request, kind: isTold ? .error : .unrecorded) { failure }
    }
    let untold = survey.errorCount - survey.errors.count
    if untold > 0, request.output == nil {
      answer.add(request, kind: .unrecorded, count: untold) { Failure(output: nil) }
    }
    let hasFailed: Bool
    switch invocation.outcome {
    case .failed, .refused: hasFailed = true
    case .completed, .cancelled, .unfinished, .nothing: hasFailed = false
    }
    if hasFailed, survey.errors.isEmpty, request.output == nil, let exception = survey.exception {
      answer.add(request, count: 0) {
        var failure = Failure(output: nil)
        failure.type = exception.type
        let message = SnakemakeFailures.message(of: exception)
        failure.message = JSONString(generalisedUTF8: message)
        return failure
      }
    }
    return answer
  }

  /// A failure of an invocation that says nothing of why.
  static func unexplained() -> Failure {
    var failure = Failure(output: nil)
    failure.message = """
      Snakemake stores no error of a job that runs Python or a script, and up to 7 does not even name \
      the rule: look at what it printed on the terminal
      """
    return failure
  }

  /// The end of the logs of a rule.
  private enum Trace {
    case none
    case text([UInt8])
    case unreadable(InspectionWarning)
  }

  /// Reads the end of the first log of the rule that lies in the run folder. No link is followed, and
  /// nothing outside is read.
  private func trace(of error: SnakemakeError, in run: borrowing OpenedRun) -> Trace {
    for log in error.logs {
      guard let bytes = log.fileSystemBytes else { continue }
      let name = RawPath(bytes: bytes)
      guard !name.isAbsolute, SnakemakeFailures.staysInside(name) else { continue }
      do throws(FileError) {
        guard try !SnakemakeFailures.leadsThroughLink(name, in: run.folder) else { continue }
        let ends = try run.folder.ends(of: name, count: SnakemakeFailures.traceLimit)
        if ends.end.isEmpty { continue }
        return .text(TerminalColours.removed(from: ends.end))
      } catch {
        if error.isMissing { continue }
        return .unreadable(.logUnreadable(.unreadable(error)))
      }
    }
    return .none
  }

  private static func staysInside(_ name: RawPath) -> Bool {
    let parts = name.bytes.split(separator: UInt8(ascii: "/"))
    return !parts.isEmpty && parts.count <= 32 && !name.bytes.contains(0)
      && parts.allSatisfy { !$0.elementsEqual("..".utf8) }
  }

  private static func leadsThroughLink(
    _ name: RawPath, in run: borrowing Folder
  ) throws(FileError) -> Bool {
    var parent = name.parent
    while parent != RawPath(".") {
      if try run.status(of: parent)?.kind == .symbolicLink { return true }
      parent = parent.parent
    }
    return false
  }

  private func failure(_ error: SnakemakeError, _ trace: Trace) -> Failure {
    var failure = Failure(output: error.rule)
    failure.timestamp = error.time?.text
    failure.machine = survey.head.host
    failure.facts.set(SnakemakeKeys.job, .optional(error.job))
    if let command = error.command { failure.facts.set(SnakemakeKeys.shell, command) }
    if let outputs = error.outputs { failure.facts.set(SnakemakeKeys.outputs, outputs) }
    if let inputs = error.inputs { failure.facts.set(SnakemakeKeys.inputs, inputs) }
    if let job = error.externalJob { failure.facts.set(SnakemakeKeys.externalJob, job) }
    if !error.logs.isEmpty {
      let names = error.hasMoreLogs ? error.logs + [SnakemakeError.mark] : error.logs
      failure.facts.set(SnakemakeKeys.ruleLogs, .array(names.map { .string($0) }))
    }
    var last: JSONString?
    if case .text(let bytes) = trace {
      failure.traceback = JSONString(String(decoding: bytes, as: UTF8.self))
      last = SnakemakeFailures.lastLine(bytes)
    }
    failure.type = SnakemakeFailures.type(error.preamble, last)
    failure.message = error.message ?? last ?? SnakemakeFailures.command(error.preamble)
    if failure.message == nil {
      failure.message =
        error.command == nil
        ? """
        Snakemake stores no error of a job that runs Python or a script: look at what it printed on the \
        terminal
        """
        : """
        the command exited with a status other than 0; what it printed is in no file, since the rule \
        declares no log: look at the terminal
        """
    }
    return failure
  }

  /// The last line that is not empty.
  private static func lastLine(_ bytes: [UInt8]) -> JSONString? {
    let line = bytes.split(separator: UInt8(ascii: "\n")).last {
      $0.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
    }
    return line.map { line in
      JSONString(
        String(
          decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self))
    }
  }

  /// The class of the exception: by the last line of the rule's log, such as `ValueError: no`, or else
  /// what Snakemake itself got.
  private static func type(_ preamble: [JSONString], _ last: JSONString?) -> JSONString? {
    for line in ([last].compactMap { $0 } + preamble.reversed()) {
      let name = line.description.prefix { $0 != ":" && $0 != " " }
      guard name.hasSuffix("Error") || name.hasSuffix("Exception"), name != "RuleException",
        name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" })
      else { continue }
      return JSONString(String(name))
    }
    return nil
  }

  /// `Command '...' returned non-zero exit status 3.`, in short: the command itself is told elsewhere.
  private static func command(_ preamble: [JSONString]) -> JSONString? {
    for line in preamble.reversed() {
      let position = line.bytes.withUnsafeBufferPointer { exitStatus.lastPosition(in: $0) }
      guard let position else { continue }
      return JSONString(generalisedUTF8: Array("the command ".utf8) + line.bytes[position...])
    }
    return nil
  }

  private static let exitStatus = ByteSearch("returned non-zero exit status ")
}
