import FileFormats
import ReadOnlyFiles
import RunInspection

/// The operands and options of the commands that print stored values: `outputs` and `inputs`.
struct ValueOptions {
  /// The run.
  let target: RunTarget
  /// Which values, and how much of them.
  let request: ValueRequest
  /// How the answer is printed, unless it is raw.
  let answer: AnswerOptions
  /// Whether one value is printed as it is.
  let isRaw: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = try RunTarget(arguments)
    let names = arguments.operands.dropFirst()
    isRaw = arguments.has(.raw)
    var request = ValueRequest()
    request.names = names.map { JSONString(fileSystemBytes: $0.bytes) }
    if let limit = arguments.count(.limit) { request.limit = limit }
    request.wantsPlainValues = isRaw
    self.request = request
    if isRaw {
      if names.isEmpty { throw .missingOperand("NAME") }
      if let extra = names.dropFirst().first { throw .extraOperand(extra.text) }
      for option in [OptionName.format, .pretty, .limit, .fields] where arguments.has(option) {
        throw .conflict(OptionName.raw.spelling, option.spelling)
      }
    }
    answer = try AnswerOptions(arguments)
  }

  /// Prints why there is no answer; where a value was to be printed as it is, on standard error only.
  func fail(
    _ error: InspectionError, _ context: CommandContext
  ) throws(OutputFailure) -> ExitStatus {
    guard isRaw else { return try context.fail(error, answer.answerFormat, run: target.path) }
    context.complain(error.text)
    return ExitStatus(error)
  }
}

extension CommandContext {
  /// Prints a value as it is, or says why that is impossible.
  ///
  /// - Parameter name: what the value is, for messages.
  func printRaw(_ value: StoredValue, of name: String) throws(OutputFailure) -> ExitStatus {
    switch RawValue(value) {
    case .text(let text):
      guard terminal == nil else {
        try printText(TerminalText.escaped(text, keeping: ["\n", "\t"]) + "\n")
        return .success
      }
      guard let bytes = text.fileSystemBytes else {
        complain("\(name) is a text with lone surrogates, which only JSON can show")
        return .failure
      }
      try printBytes(bytes + [UInt8(ascii: "\n")])
      return .success
    case .bytes(let bytes):
      guard terminal == nil else {
        complain(
          "\(name) is bytes, which a terminal can't show; redirect standard output to a file")
        return .failure
      }
      try printBytes(bytes)
      return .success
    case .none(let reason):
      complain("\(name) \(reason)")
      return .failure
    }
  }
}

extension StoredValue {
  /// Whether a value, or every element of it, could be read.
  var isReadable: Bool {
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
