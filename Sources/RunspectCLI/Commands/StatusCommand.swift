import RunInspection

/// `status RUN`: one run.
struct StatusCommand: Command {
  private let target: RunTarget
  private let request: InspectionRequest
  private let format: OutputFormat
  private let isGate: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = RunTarget(arguments)
    var request = InspectionRequest()
    request.includesRunInfo = arguments.has(.includeRunInfo)
    request.staleAfter = arguments.seconds(.staleAfter)
    self.request = request
    format = try OutputFormat(arguments)
    isGate = arguments.has(.exitStatus)
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let run = target.find(context.inspection).status(request, context.inspection)
    switch format {
    case .json(let style): try context.printJSON(StatusJSON.value(run), style)
    case .jsonLines: try context.printJSON(StatusJSON.value(run), .compact)
    case .table:
      try context.printText(StatusTable.text(run))
      for warning in run.warnings {
        context.complain("warning: " + Sentences.sentence(warning))
      }
      if let error = run.error { context.complain(Sentences.sentence(error)) }
    }
    if isGate { return ExitStatus(gate: run) }
    return run.error == nil ? .success : .failure
  }
}
