import FileFormats
import RunInspection

/// `outputs RUN [NAME...]`: stored values.
struct OutputsCommand: Command {
  private let options: ValueOptions

  init(_ arguments: ParsedArguments) throws(UsageError) {
    options = try ValueOptions(arguments)
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let values: [OutputValue]
    do throws(InspectionError) {
      values = try RunInspector(environment: context.inspection).values(
        of: try options.target.findOne(context), request: options.request)
    } catch {
      return try options.fail(error, context)
    }
    if options.isRaw {
      return try values.first.map { value throws(OutputFailure) in
        try context.printRaw(value.value, of: "output '\(value.name)'")
      } ?? .failure
    }
    try context.print(
      options.answer.shape(OutputsAnswer.answer(values)), options.answer.answerFormat)
    let unreadable = values.filter { !$0.value.isReadable }.map { "'\($0.name)'" }
    if unreadable.isEmpty { return .success }
    context.explain("stored values can't be read: \(Words.list(unreadable, "and"))")
    return .failure
  }
}
