import FileFormats
import RunInspection

/// `inputs RUN [NAME...]`: what a run was started with.
struct InputsCommand: Command {
  private let options: ValueOptions

  init(_ arguments: ParsedArguments) throws(UsageError) {
    options = try ValueOptions(arguments)
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let answer: InputAnswer
    do throws(InspectionError) {
      answer = try RunInspector(environment: context.inspection).inputs(
        of: try options.target.findOne(context), request: options.request)
    } catch {
      return try options.fail(error, context)
    }
    if options.isRaw {
      return try answer.inputs.first.map { input throws(OutputFailure) in
        try context.printRaw(input.value, of: "input '\(input.name)'")
      } ?? .failure
    }
    try context.print(
      options.answer.shape(InputsAnswer.answer(answer)), options.answer.answerFormat)
    // What could not be read may be an input.
    let isWhole = answer.warnings.isEmpty && answer.inputs.allSatisfy(\.value.isReadable)
    return isWhole ? .success : .failure
  }
}
