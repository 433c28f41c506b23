import FileFormats
import RunInspection

/// `outputs RUN [NAME...]`: stored values.
struct OutputsCommand: Command {
  private let target: RunTarget
  private let request: ValueRequest
  private let options: AnswerOptions

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = try RunTarget(arguments)
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
        of: try target.findOne(context), request: request)
    } catch {
      return try context.fail(error, options.answerFormat)
    }
    try context.print(options.shape(OutputsAnswer.answer(values)), options.answerFormat)
    return values.allSatisfy(\.value.isReadable) ? .success : .failure
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
