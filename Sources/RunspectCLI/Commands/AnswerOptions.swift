/// The options that determine how a command prints its answer.
struct AnswerOptions {
  /// The requested format.
  let format: OutputFormat
  /// Whether JSON is indented.
  let isPretty: Bool
  /// What of the answer is shown.
  let selection: FieldSelection

  init(_ arguments: ParsedArguments) throws(UsageError) {
    format = arguments.choice(.format).flatMap(OutputFormat.init(rawValue:)) ?? .json
    isPretty = arguments.has(.pretty)
    if isPretty, format != .json { throw .conflict("--pretty", "--format \(format.rawValue)") }
    let isReport = format.format(isPretty: false).judgementRequest != nil
    if isReport, arguments.has(.fields) {
      throw .conflict(OptionName.fields.spelling, "--format \(format.rawValue)")
    }
    selection = try FieldSelection(arguments, FieldTable.table(of: arguments.command))
  }

  /// Prints the answer.
  var answerFormat: any AnswerFormat { format.format(isPretty: isPretty) }

  /// The answer with the requested fields.
  func shape(_ answer: Answer) -> Answer {
    guard case .fields(let paths) = selection else { return answer }
    return answer.selecting(paths)
  }
}
