import FileFormats
import ReadOnlyFiles
import RunInspection

/// A run that a command line names.
enum RunReference: Sendable {
  /// By its path.
  case path(RawPath)
  /// By its activity: `@latest`, or `@latest:STATE`.
  case latest(RunKind?)
  /// By the request id of its process, below a parent folder; nil for the default.
  case requestID(JSONString, below: RawPath?)

  /// Reads an operand.
  init(_ operand: Argument) throws(UsageError) {
    guard operand.bytes.first == UInt8(ascii: "@") else {
      self = .path(operand.path)
      return
    }
    let word = operand.text
    let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0] == RunReference.latestWord else {
      throw .unknownSelector(
        word, nearest: Suggestion.nearest(to: word, among: RunReference.selectors))
    }
    guard parts.count > 1 else {
      self = .latest(nil)
      return
    }
    guard let kind = RunKind(rawValue: String(parts[1])) else {
      throw .unknownSelector(
        word, nearest: Suggestion.nearest(to: word, among: RunReference.selectors))
    }
    self = .latest(kind)
  }

  private static let latestWord = "@latest"

  /// All selectors as they are typed.
  static let selectors =
    [latestWord] + RunKind.allCases.map { "\(latestWord):\($0.rawValue)" }
}
