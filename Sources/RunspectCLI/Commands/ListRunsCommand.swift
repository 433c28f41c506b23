import FileFormats
import RunInspection

/// `list-runs [FOLDER]`: a summary of each run below a folder.
struct ListRunsCommand: Command {
  private let operand: Argument
  private let most: Int?
  private let layout: LayoutName?
  private let request: StatusRequest
  private let options: AnswerOptions

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operand = arguments.operands.first ?? "runs"
    most = arguments.count(.maxRuns)
    layout = arguments.choice(.layout).map(LayoutName.init(rawValue:))
    var request = StatusRequest()
    request.detail = .summary
    request.staleAfter = arguments.seconds(.staleAfter)
    self.request = request
    options = try AnswerOptions(arguments)
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let format = options.answerFormat
    var printer = format.listPrinter(StatusAnswer.list)
    let formatting = printer
    var remarks: [String] = []
    let listing = try RunLister(environment: context.inspection).list(
      operand.path, most: most, layout: layout, request: request,
      render: { run in
        (
          formatting.format(StatusAnswer.Item(run: run)),
          format.coverage == .columns ? run.error : nil
        )
      },
      begin: { listing throws(OutputFailure) in
        try context.printBytes(
          printer.opening([
            "error": .optional(listing.error?.text),
            "folder": .string(JSONString(fileSystemBytes: listing.folder.bytes)),
          ]))
      },
      show: { rows throws(OutputFailure) in
        try context.printBytes(printer.text(of: rows.map(\.0)))
        remarks += rows.compactMap { $0.1?.text }
      })
    try context.printBytes(
      printer.closing([
        "scanned_directories": .integer(listing.scannedFolders),
        "total_count": .integer(listing.shownRuns),
      ]))
    if !context.isQuiet { remarks.forEach(context.complain) }
    if let error = listing.error {
      context.explain(error, run: operand.path, isPrinted: format.coverage == .value)
    }
    return listing.error == nil ? .success : .failure
  }
}
