import FileFormats
import RunInspection

/// The arguments of a function that failed, as in a call.
enum CallText {
  /// How much of each argument is shown, and of all of them, in characters of JSON, which are ASCII.
  static let longestArgument = 200
  static let longestArguments = 2_000

  /// The arguments as in a call, with values as in JSON; nil if none are known.
  ///
  /// - Parameter longest: how much of each is shown, in characters of JSON, which are ASCII.
  static func arguments(
    of failure: Failure, separator: String = ", ", longest: Int = longestArgument
  ) -> String? {
    func text(_ value: StoredValue) -> String {
      let text = JSONString(generalisedUTF8: JSONWriter.text(StoredValueJSON.value(value)))
      return TerminalText.escaped(MessagePattern.cut(text, to: longest))
    }
    var words: [String] = []
    if case .tuple(let items, _)? = failure.arguments { words += items.map(text) }
    if case .dictionary(let entries, _)? = failure.keywordArguments {
      words += entries.map { entry in
        guard case .string(let name) = entry.key else { return text(entry.value) }
        return "\(TerminalText.escaped(name))=\(text(entry.value))"
      }
    } else if failure.arguments == nil {
      return nil
    }
    let text = words.joined(separator: separator)
    guard text.utf8.count > longestArguments else { return text }
    return String(text.prefix(longestArguments)) + "..."
  }
}
