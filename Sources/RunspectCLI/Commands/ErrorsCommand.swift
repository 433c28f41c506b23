import FileFormats
import RunInspection

/// `errors RUN`: what failed in a run.
struct ErrorsCommand: Command {
  private let operand: Argument
  private let request: FailureRequest
  private let options: AnswerOptions
  private let showsTraceback: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operand = arguments.operands[0]
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
    do throws(InspectionError) {
      failures = try RunInspector(environment: context.inspection).failures(
        of: operand.path, request: request)
    } catch {
      return try context.fail(error, options.answerFormat, run: operand.path)
    }
    try context.print(
      ErrorsAnswer.answer(failures, showsTraceback: showsTraceback), options.answerFormat)
    // An element that can't be read may have failed.
    if failures.isEmpty, failures.isWhole { return .success }
    context.explain(ErrorsAnswer.summary(failures, of: operand.path))
    return .failure
  }
}
