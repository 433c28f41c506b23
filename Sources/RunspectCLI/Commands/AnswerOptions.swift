/// The options with which a command prints its answer.
struct AnswerOptions {
  /// The format that was asked for.
  let format: OutputFormat
  /// Whether JSON is indented.
  let isPretty: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    format = arguments.choice(.format).flatMap(OutputFormat.init(rawValue:)) ?? .json
    isPretty = arguments.has(.pretty)
    if isPretty, format != .json { throw .conflict("--pretty", "--format \(format.rawValue)") }
  }

  /// How the answer is printed.
  var answerFormat: any AnswerFormat { format.format(isPretty: isPretty) }
}
