import FileFormats
import HostProcess
import ReadOnlyFiles
import RunInspection

/// `report RUN|FOLDER...`: one page of HTML about runs.
struct ReportCommand: Command {
  private let target: RunTarget
  private let selection: SelectionArguments
  private let request: StatusRequest
  /// The new file to write the page to, instead of standard output.
  private let file: Argument?
  private let commandLine: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = try RunTarget(arguments, takesAll: true)
    selection = try SelectionArguments(arguments)
    file = arguments.text(.to)
    commandLine = arguments.commandLine
    var request = StatusRequest()
    request.staleAfter = arguments.seconds(.staleAfter)
    self.request = request
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let context = context.showingProgress()
    defer { context.endProgress() }
    let reading = ReportReader(selection, request, context).read(
      target.find(context), commandLine: commandLine)
    let bytes = ReportPage(report: reading.report).text()
    if let file {
      let read = reading.report.runs.filter { $0.status.layout != nil }.map(\.status.runFolder)
      do throws(NewFileError) {
        try NewFile.write(
          bytes, to: file.path, outside: runs(around: file.path, context) + read)
      } catch {
        let failure: JSONObject = ["error": .string(JSONString(error.text))]
        try context.printJSON(.object(failure), .compact)
        context.explain(error.text)
        return .failure
      }
      let written: JSONObject = [
        "bytes": .integer(bytes.count),
        "file": .string(JSONString(fileSystemBytes: file.bytes)),
        "n_runs": .integer(reading.report.runs.count),
      ]
      try context.printJSON(.object(["report": .object(written)]), .compact)
    } else {
      try context.printBytes(bytes)
    }
    explain(reading, context)
    return reading.isWhole ? .success : .failure
  }

  /// The folders around a new file that are runs.
  private func runs(around file: RawPath, _ context: CommandContext) -> [RawPath] {
    let inspector = RunInspector(environment: context.inspection)
    var folder = file.parent.resolved()
    var found: [RawPath] = []
    while true {
      if inspector.isRun(folder: folder) { found.append(folder) }
      let parent = folder.parent
      if parent == folder { return found }
      folder = parent
    }
  }

  private func explain(_ reading: ReportReader.Reading, _ context: CommandContext) {
    for problem in reading.report.problems { context.explain(problem, isPrinted: false) }
    for run in reading.report.runs {
      if let error = run.status.error { context.explain(error.text, isPrinted: false) }
    }
    if reading.report.runs.isEmpty { context.explain("no run was selected", isPrinted: false) }
  }
}
