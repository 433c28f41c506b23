/// Why a command line is invalid: facts, and the message that is made from them.
enum UsageError: Error, Equatable, Sendable {
  case missingCommand
  case unknownCommand(String, nearest: String?)
  case unknownTopic(String, nearest: String?)
  case unknownOption(String, nearest: String?)
  case missingValue(option: String)
  case unexpectedValue(option: String)
  case invalidValue(option: String, value: String, expected: String)
  case invalidChoice(option: String, value: String, choices: [String], nearest: String?)
  case missingOperand(String)
  case extraOperand(String)
  case conflict(String, String)

  /// The message, without a capital letter and a full stop.
  var text: String {
    switch self {
    case .missingCommand: "no command given"
    case .unknownCommand(let name, let nearest):
      "unknown command '\(name)'" + UsageError.suggestion(nearest)
    case .unknownTopic(let name, let nearest):
      "no help on '\(name)'" + UsageError.suggestion(nearest)
    case .unknownOption(let name, let nearest):
      "unknown option '\(name)'" + UsageError.suggestion(nearest)
    case .missingValue(let option): "option '\(option)' needs a value"
    case .unexpectedValue(let option): "option '\(option)' takes no value"
    case .invalidValue(let option, let value, let expected):
      "option '\(option)' takes \(expected), not '\(value)'"
    case .invalidChoice(let option, let value, let choices, let nearest):
      "option '\(option)' takes one of \(choices.joined(separator: ", ")), not '\(value)'"
        + UsageError.suggestion(nearest)
    case .missingOperand(let name): "\(name) is missing"
    case .extraOperand(let value): "unexpected operand '\(value)'"
    case .conflict(let first, let second): "\(first) can't be combined with \(second)"
    }
  }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}
