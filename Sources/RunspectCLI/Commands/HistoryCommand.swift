import FileFormats
import HostProcess
import ReadOnlyFiles
import RunInspection

/// `timing RUN`, `snapshots RUN [ID]`, `changes RUN`, `summary RUN`, `restore RUN ID`: the history of a
/// run.
struct HistoryCommand: Command {
  private let target: RunTarget
  private let request: HistoryRequest
  private let options: AnswerOptions
  /// The new file to write the answer to, instead of standard output.
  private let file: Argument?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = try RunTarget(arguments)
    request = try HistoryCommand.request(arguments)
    options = try AnswerOptions(arguments)
    file = arguments.text(.to)
    if file != nil, options.format != .json {
      throw .conflict("--to", "--format \(options.format.rawValue)")
    }
  }

  private static func request(_ arguments: ParsedArguments) throws(UsageError) -> HistoryRequest {
    func text(_ argument: Argument?) -> JSONString? {
      argument.map { JSONString(fileSystemBytes: $0.bytes) }
    }
    let module = text(arguments.text(.module))
    let second = text(arguments.operands.count > 1 ? arguments.operands[1] : nil)
    switch arguments.command {
    case .snapshots:
      guard let evolution = text(arguments.text(.evolution)) else {
        return .snapshots(module: module, identifier: second)
      }
      if second != nil { throw .conflict("--evolution", "ID") }
      if module != nil { throw .conflict("--evolution", "--module") }
      return .evolution(module: evolution)
    case .changes: return .changes(module: module)
    case .summary: return .summary
    case .restore: return .restore(identifier: second ?? "")
    default: return .timing
    }
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let history: HistoryAnswer
    let run: RawPath
    do throws(InspectionError) {
      run = try target.findOne(context)
      history = try RunInspector(environment: context.inspection).history(
        of: run, request: request)
    } catch {
      return try context.fail(error, options.answerFormat, run: target.path)
    }
    let answer = HistoryAnswers.answer(history)
    if let file { return try write(answer, to: file, outside: run, context) }
    try context.print(options.shape(answer), options.answerFormat)
    return .success
  }

  /// Writes the answer to a new file, and reports that on standard output.
  private func write(
    _ answer: Answer, to file: Argument, outside run: RawPath, _ context: CommandContext
  ) throws(OutputFailure) -> ExitStatus {
    let bytes = options.answerFormat.text(of: answer)
    do throws(NewFileError) {
      try NewFile.write(bytes, to: file.path, outside: run)
    } catch {
      let failure: JSONObject = ["error": .string(JSONString(error.text))]
      try context.print(
        Answer(value: failure, items: []), options.answerFormat)
      context.explain(error.text)
      return .failure
    }
    let written: JSONObject = [
      "bytes": .integer(bytes.count),
      "file": .string(JSONString(fileSystemBytes: file.bytes)),
    ]
    try context.print(
      Answer(value: ["restored": .object(written)], items: [written]),
      options.answerFormat)
    return .success
  }
}
