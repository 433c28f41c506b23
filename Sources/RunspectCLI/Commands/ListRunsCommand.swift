import RunInspection

/// `list-runs [FOLDER]`: a summary of each run below a folder.
struct ListRunsCommand: Command {
  private let operand: Argument
  private let most: Int?
  private let layout: LayoutName?
  private let request: InspectionRequest
  private let format: OutputFormat

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operand = arguments.operands.first ?? "runs"
    most = arguments.count(.maxRuns)
    layout = arguments.choice(.layout).flatMap(LayoutName.init(rawValue:))
    var request = InspectionRequest()
    request.detail = .summary
    request.staleAfter = arguments.seconds(.staleAfter)
    self.request = request
    format = try OutputFormat(arguments)
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let listing = RunLister(environment: context.inspection).list(
      operand.path, most: most, layout: layout, request: request)
    switch format {
    case .json(let layout): try context.printJSON(ListingJSON.value(listing), layout)
    case .jsonLines:
      for run in listing.runs { try context.printJSON(StatusJSON.value(run), .compact) }
      if let error = listing.error { context.complain(Sentences.sentence(error)) }
    case .table:
      if let error = listing.error {
        context.complain(Sentences.sentence(error))
      } else {
        try context.printText(StatusTable.text(listing))
      }
      for run in listing.runs {
        if let error = run.error { context.complain(Sentences.sentence(error)) }
      }
    }
    return listing.error == nil ? .success : .failure
  }
}
