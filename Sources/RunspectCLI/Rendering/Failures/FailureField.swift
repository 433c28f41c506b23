import FileFormats
import RunInspection

/// What failures can be grouped by.
enum FailureField: String, CaseIterable, Sendable {
  case type
  case message
  case function
  case output

  /// A short description for the documentation.
  var meaning: String {
    switch self {
    case .type: "the class of the exception"
    case .message: "its message, in which all numbers count as equal"
    case .function: "the function that failed"
    case .output: "the output"
    }
  }

  /// The value by which a failure is grouped; nil if it has none.
  func value(of failure: Failure) -> JSONString? {
    switch self {
    case .type: failure.type
    case .message: FailureField.message(of: failure).map(MessagePattern.pattern)
    case .function: failure.function
    case .output: failure.output
    }
  }

  /// The message of a failure, or of what it resulted from.
  static func message(of failure: Failure) -> JSONString? {
    failure.message ?? failure.causes.lazy.compactMap(\.message).first ?? failure.reason
  }
}
