import FileFormats
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
    let listing: RunListing
    switch format {
    case .json(let style): listing = try printJSON(style, context)
    case .jsonLines:
      listing = try list(
        context, render: { JSONWriter.text(StatusJSON.value($0)) + [UInt8(ascii: "\n")] },
        show: { rows throws(OutputFailure) in try context.printBytes(Array(rows.joined())) })
      if let error = listing.error { context.complain(Sentences.sentence(error)) }
    case .table: listing = try printTable(context)
    }
    return listing.error == nil ? .success : .failure
  }

  private func printJSON(
    _ style: JSONWriter.Style, _ context: CommandContext
  ) throws(OutputFailure) -> RunListing {
    var json = ListingJSON(style)
    let listing = try list(
      context, render: { ListingJSON.row($0, style) },
      begin: { listing throws(OutputFailure) in try context.printBytes(json.opening(listing)) },
      show: { rows throws(OutputFailure) in try context.printBytes(json.rows(rows)) })
    try context.printBytes(json.closing(listing))
    return listing
  }

  /// A table needs all rows, because its columns are as wide as their widest cell.
  private func printTable(_ context: CommandContext) throws(OutputFailure) -> RunListing {
    var runs: [RunStatus] = []
    let listing = try list(
      context, render: { $0 }, show: { rows throws(OutputFailure) in runs += rows })
    if let error = listing.error {
      context.complain(Sentences.sentence(error))
    } else {
      try context.printText(StatusTable.text(runs))
    }
    for run in runs {
      if let error = run.error { context.complain(Sentences.sentence(error)) }
    }
    return listing
  }

  private func list<Row: Sendable>(
    _ context: CommandContext, render: (RunStatus) -> Row,
    begin: (RunListing) throws(OutputFailure) -> Void = { _ in },
    show: ([Row]) throws(OutputFailure) -> Void
  ) throws(OutputFailure) -> RunListing {
    try RunLister(environment: context.inspection).list(
      operand.path, most: most, layout: layout, request: request, render: render, begin: begin,
      show: show)
  }
}
