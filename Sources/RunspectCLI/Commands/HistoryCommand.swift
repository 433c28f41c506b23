import FileFormats
import RunInspection

/// `timing RUN`, `snapshots RUN [ID]`, `changes RUN`, `summary RUN`, `restore RUN ID`: what the history
/// of a run tells.
struct HistoryCommand: Command {
  private let operand: Argument
  private let question: HistoryQuestion
  private let format: OutputFormat
  /// The new file that takes the answer instead of standard output.
  private let target: Argument?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operand = arguments.operands[0]
    question = try HistoryCommand.question(arguments)
    format = try OutputFormat(arguments)
    target = arguments.text(.to)
    if target != nil, let format = arguments.choice(.format), format != "json" {
      throw .conflict("--to", "--format \(format)")
    }
  }

  private static func question(_ arguments: ParsedArguments) throws(UsageError) -> HistoryQuestion {
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
    let answer: HistoryAnswer
    do throws(InspectionError) {
      answer = try RunInspector(environment: context.inspection).history(
        of: operand.path, question: question)
    } catch {
      return try context.fail(error, format)
    }
    if let target { return try restore(answer, to: target, context) }
    switch format {
    case .json(let style): try context.printJSON(HistoryJSON.value(answer), style)
    case .jsonLines:
      for item in HistoryJSON.items(answer) { try context.printJSON(item, .compact) }
    case .table: try context.printText(HistoryTable.text(answer))
    }
    return .success
  }

  /// Writes the answer to a new file, and tells that on standard output.
  private func restore(
    _ answer: HistoryAnswer, to target: Argument, _ context: CommandContext
  ) throws(OutputFailure) -> ExitStatus {
    guard case .json(let style) = format else { return .failure }
    let bytes = JSONWriter.text(HistoryJSON.value(answer), style: style) + [UInt8(ascii: "\n")]
    do throws(NewFileError) {
      try NewFile.write(bytes, to: target.path, outside: operand.path)
    } catch {
      let sentence = Sentences.sentence(error)
      try context.printJSON(.object(["error": .string(JSONString(sentence))]), style)
      return .failure
    }
    let written: JSONObject = [
      "bytes": .integer(bytes.count),
      "file": .string(JSONString(fileSystemBytes: target.bytes)),
    ]
    try context.printJSON(.object(["restored": .object(written)]), style)
    return .success
  }
}
