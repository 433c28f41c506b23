import FileFormats
import ReadOnlyFiles
import RunInspection

/// `errors RUN`: what failed in a run.
struct ErrorsCommand: Command {
  private let target: RunTarget
  private let request: FailureRequest
  private let options: AnswerOptions
  private let showsTraceback: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = try RunTarget(arguments)
    var request = FailureRequest()
    request.output = arguments.text(.output).map { JSONString(fileSystemBytes: $0.bytes) }
    request.limit = arguments.count(.limit)
    options = try AnswerOptions(arguments)
    showsTraceback = !arguments.has(.noTraceback)
    // Rows show no traces.
    request.needsTrace = showsTraceback && (options.format == .json || options.format == .jsonl)
    self.request = request
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let failures: FailureAnswer
    let run: RawPath
    do throws(InspectionError) {
      run = try target.findOne(context)
      failures = try RunInspector(environment: context.inspection).failures(
        of: run, request: request)
    } catch {
      return try context.fail(error, options.answerFormat, run: target.path)
    }
    try context.print(
      options.shape(ErrorsAnswer.answer(failures, showsTraceback: showsTraceback)),
      options.answerFormat)
    // An element that can't be read, or whose file is truncated, may have failed.
    if failures.isEmpty, failures.isWhole { return .success }
    context.explain(ErrorsAnswer.summary(failures, of: run))
    return .failure
  }
}
