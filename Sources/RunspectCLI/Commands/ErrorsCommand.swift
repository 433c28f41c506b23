import FileFormats
import RunInspection

/// `errors RUN`: what failed in a run.
struct ErrorsCommand: Command {
  private let operand: Argument
  private let request: FailureRequest
  private let format: OutputFormat
  private let showsTraceback: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operand = arguments.operands[0]
    var request = FailureRequest()
    request.output = arguments.text(.output).map { JSONString(fileSystemBytes: $0.bytes) }
    request.limit = arguments.count(.limit)
    format = try OutputFormat(arguments)
    showsTraceback = !arguments.has(.noTraceback)
    if case .table = format {
      request.needsTrace = false
    } else {
      request.needsTrace = showsTraceback
    }
    self.request = request
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let report: FailureReport
    do throws(InspectionError) {
      report = try RunInspector(environment: context.inspection).failures(
        of: operand.path, request: request)
    } catch {
      return try context.fail(error, format)
    }
    switch format {
    case .json(let layout):
      try context.printJSON(FailureJSON.value(report, showsTraceback: showsTraceback), layout)
    case .jsonLines:
      for failure in report.failures {
        try context.printJSON(FailureJSON.value(failure, showsTraceback: showsTraceback), .compact)
      }
    case .table: try context.printText(FailureTable.text(report))
    }
    // What can't be read may have failed.
    return report.total == 0 && report.isWhole ? .success : .failure
  }
}
