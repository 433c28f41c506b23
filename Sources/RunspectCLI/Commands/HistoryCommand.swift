import FileFormats
import HostProcess
import RunInspection

/// `timing RUN`, `snapshots RUN [ID]`, `changes RUN`, `summary RUN`, `restore RUN ID`: the history of a
/// run.
struct HistoryCommand: Command {
  private let operand: Argument
  private let request: HistoryRequest
  private let options: AnswerOptions
  /// The new file to write the answer to, instead of standard output.
  private let target: Argument?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operand = arguments.operands[0]
    request = try HistoryCommand.request(arguments)
    options = try AnswerOptions(arguments)
    target = arguments.text(.to)
    if target != nil, options.format != .json {
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
    do throws(InspectionError) {
      history = try RunInspector(environment: context.inspection).history(
        of: operand.path, request: request)
    } catch {
      return try context.fail(error, options.answerFormat, run: operand.path)
    }
    let answer = HistoryAnswers.answer(history)
    if let target { return try write(answer, to: target, context) }
    try context.print(answer, options.answerFormat)
    return .success
  }

  /// Writes the answer to a new file, and reports that on standard output.
  private func write(
    _ answer: Answer, to target: Argument, _ context: CommandContext
  ) throws(OutputFailure) -> ExitStatus {
    let bytes = options.answerFormat.text(of: answer)
    do throws(NewFileError) {
      try NewFile.write(bytes, to: target.path, outside: operand.path)
    } catch {
      let failure: JSONObject = ["error": .string(JSONString(error.text))]
      try context.print(
        Answer(value: failure, items: [], table: Table()), options.answerFormat)
      context.explain(error.text)
      return .failure
    }
    let written: JSONObject = [
      "bytes": .integer(bytes.count),
      "file": .string(JSONString(fileSystemBytes: target.bytes)),
    ]
    try context.print(
      Answer(value: ["restored": .object(written)], items: [written], table: Table()),
      options.answerFormat)
    return .success
  }
}
