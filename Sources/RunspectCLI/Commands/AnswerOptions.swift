/// The options that determine how a command prints its answer.
struct AnswerOptions {
  /// The requested format.
  let format: OutputFormat
  /// Whether JSON is indented.
  let isPretty: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    format = arguments.choice(.format).flatMap(OutputFormat.init(rawValue:)) ?? .json
    isPretty = arguments.has(.pretty)
    if isPretty, format != .json { throw .conflict("--pretty", "--format \(format.rawValue)") }
  }

  /// Prints the answer.
  var answerFormat: any AnswerFormat { format.format(isPretty: isPretty) }
}
