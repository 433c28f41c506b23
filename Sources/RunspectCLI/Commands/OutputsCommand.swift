import FileFormats
import RunInspection

/// `outputs RUN [NAME...]`: stored values.
struct OutputsCommand: Command {
  private let operand: Argument
  private let request: ValueRequest
  private let options: AnswerOptions

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operand = arguments.operands[0]
    var request = ValueRequest()
    request.outputs = arguments.operands.dropFirst().map {
      JSONString(fileSystemBytes: $0.bytes)
    }
    if let limit = arguments.count(.limit) { request.limit = limit }
    self.request = request
    options = try AnswerOptions(arguments)
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let values: [OutputValue]
    do throws(InspectionError) {
      values = try RunInspector(environment: context.inspection).values(
        of: operand.path, request: request)
    } catch {
      return try context.fail(error, options.answerFormat, run: operand.path)
    }
    try context.print(OutputsAnswer.answer(values), options.answerFormat)
    let unreadable = values.filter { !$0.value.isReadable }.map { "'\($0.name)'" }
    if unreadable.isEmpty { return .success }
    context.explain(
      "\(operand.path.quoted): stored values can't be read: \(Words.list(unreadable, "and"))")
    return .failure
  }
}

extension StoredValue {
  /// Whether the value of an output, or every element of it, could be read.
  fileprivate var isReadable: Bool {
    switch self {
    case .unreadable: return false
    case .elements(let elements, _, _):
      return elements.allSatisfy { element in
        if case .unreadable = element { return false }
        return true
      }
    default: return true
    }
  }
}
