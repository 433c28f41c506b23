import FileFormats
import ReadOnlyFiles

/// An invocation of Snakemake, by its log.
struct SnakemakeInvocation {
  let log: SnakemakeFiles.Log
  let survey: SnakemakeSurvey

  /// How much of a line is kept, in bytes. A mark stands for the rest of a longer one.
  static let lineLimit = 1 << 20

  /// Reads a log to its end, in memory that doesn't grow with it.
  static func read(
    _ log: SnakemakeFiles.Log, in run: borrowing Folder, keepsJobs: Bool = false
  ) throws(InspectionError) -> SnakemakeInvocation {
    var survey = SnakemakeSurvey(keepsJobs: keepsJobs)
    do throws(FileError) {
      var lines = LineReader(
        try run.stream(of: log.name, limit: LineReader.sizeLimit), lengthLimit: lineLimit)
      try lines.forEach { line in
        if line.isCut {
          return CutText.marked(TerminalColours.removed(from: line.bytes)).withUnsafeBufferPointer {
            survey.take(LogText(line: $0), isTerminated: line.isTerminated)
          }
        }
        TerminalColours.withRemoved(line.bytes) {
          survey.take(LogText(line: $0), isTerminated: line.isTerminated)
        }
      }
    } catch {
      throw .unreadable(error)
    }
    survey.finish()
    return SnakemakeInvocation(log: log, survey: survey)
  }

  /// What an invocation came to.
  enum Outcome {
    case completed
    case failed
    case cancelled
    /// It was refused before it could begin, because another one runs or was killed.
    case refused(JSONString)
    /// It has no end: it is running, or was killed.
    case unfinished
    /// The log tells of nothing that was run.
    case nothing
  }

  /// The exceptions with which Snakemake refuses to begin, whatever was asked of it (9.27.1,
  /// `exceptions.py`).
  private static let refusals: Set<JSONString> = ["IncompleteFilesException", "LockException"]

  /// What the log says, but not whether it is still written.
  var outcome: Outcome {
    let marks = survey.marks
    if marks.contains(.nothingToDo) { return .completed }
    if marks.contains(.interrupted) { return .cancelled }
    if !marks.contains(.jobTable) || survey.rules.allSatisfy({ $0.begun == 0 }),
      let exception = survey.exception, !marks.contains(.errorInRule)
    {
      return SnakemakeInvocation.refusals.contains(exception.type)
        ? .refused(exception.type) : .failed
    }
    if marks.contains(.end) {
      let isWhole =
        !marks.contains(.failing) && survey.stepsTotal != nil
        && survey.stepsDone == survey.stepsTotal
      if isWhole { return .completed }
      if marks.contains(.terminated), !marks.contains(.errorInRule) { return .cancelled }
      if marks.contains(.jobTable) { return .failed }
    }
    if marks.contains(.jobTable) { return .unfinished }
    if marks.contains(.unlock) || !marks.contains(.begun) { return .nothing }
    return .unfinished
  }
}

extension SnakemakeInvocation {
  /// How long a log may have told of nothing for its invocation to be thought to have just begun, in
  /// seconds: reading the Snakefile and building the graph of jobs comes before the first line.
  private static let beginning = 60.0

  /// The newest invocation of which the log tells what it came to. One that was refused because of an
  /// earlier one that was killed does not hide it; neither does unlocking.
  static func newest(
    of files: SnakemakeFiles, in run: borrowing Folder, now: Timestamp, keepsJobs: Bool = false
  ) throws(InspectionError) -> SnakemakeChoice? {
    var newest: SnakemakeInvocation?
    var refusal: InspectionWarning?
    var emptyCount = 0
    var isGone = false
    for (position, log) in files.newestFirst.enumerated() {
      let invocation = try read(log, in: run, keepsJobs: keepsJobs)
      if newest == nil { newest = invocation }
      switch invocation.outcome {
      case .nothing:
        let age = now.secondsSince(log.modified)
        if position == 0, age >= 0, age < beginning, !invocation.survey.marks.contains(.unlock) {
          return SnakemakeChoice(invocation: invocation)
        }
        emptyCount += 1
        if invocation.survey.marks.contains(.unlock) { isGone = true }
      case .refused(let exception):
        if exception == "IncompleteFilesException" { isGone = true }
        refusal = refusal ?? .layout(SnakemakeFault.refused(log: log.name, exception: exception))
      case .completed, .failed, .cancelled, .unfinished:
        var choice = SnakemakeChoice(invocation: invocation, skipped: position)
        if let cut = invocation.survey.cut {
          let allowance = EntryAllowance(
            of: run.path.appending(log.name), most: cut, operation: .read)
          choice.warnings.append(.logUnreadable(.unreadable(allowance.refusal)))
        }
        choice.isGone = isGone
        if let refusal { choice.warnings.append(refusal) }
        if emptyCount > 0 {
          choice.warnings.append(.layout(SnakemakeFault.emptyLogs(count: emptyCount)))
        }
        return choice
      }
    }
    return newest.map { SnakemakeChoice(invocation: $0) }
  }
}

/// The invocation that counts, and what was left out on the way to it.
struct SnakemakeChoice {
  let invocation: SnakemakeInvocation
  var warnings: [InspectionWarning] = []
  /// How many newer logs were left out.
  var skipped = 0
  /// Whether a newer log shows that its process is gone: somebody removed its locks, which Snakemake
  /// refuses to start with.
  var isGone = false
}
