import RunInspection

/// `status RUN`: one run.
struct StatusCommand: Command {
  private let target: RunTarget
  private let request: StatusRequest
  private let options: AnswerOptions
  private let isGate: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = RunTarget(arguments)
    var request = StatusRequest()
    request.includesRunInfo = arguments.has(.includeRunInfo)
    request.verifies = arguments.has(.verify)
    request.staleAfter = arguments.seconds(.staleAfter)
    self.request = request
    options = try AnswerOptions(arguments)
    isGate = arguments.has(.exitStatus)
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let run = target.find(context.inspection).status(request, context.inspection)
    let format = options.answerFormat
    try context.print(StatusAnswer.one(run), format)
    if let error = run.error {
      context.explain(error, run: target.path, isPrinted: format.coverage != .columns)
    }
    if isGate { return ExitStatus(gate: run) }
    return run.error == nil ? .success : .failure
  }
}
