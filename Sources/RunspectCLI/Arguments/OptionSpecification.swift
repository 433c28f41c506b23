/// One of the words that an option accepts as its value.
struct Choice: Sendable {
  /// The word.
  let word: String
  /// What it stands for; empty if that is clear from the word.
  let meaning: String
}

/// The kind of value that an option takes.
enum ValueKind: Sendable {
  /// A whole number from 1.
  case count
  /// A duration such as `90`, `90s`, `5m`, `1h30m` or `1d`.
  case duration
  /// One of these words.
  case choice([Choice])
  /// Any text.
  case text
  /// Any text; each time that the option is given adds one.
  case texts
  /// Several of these words, separated by commas; each time that the option is given adds some.
  case list([Choice])
  /// One of several parts, such as `1/4`.
  case shard
  /// Fields of an answer, separated by commas, or `help`.
  case fields
}

/// An option of a command.
struct OptionSpecification: Sendable {
  let name: OptionName
  let short: Character?
  /// Nil for an option that takes no value.
  let value: ValueKind?
  /// The name of the value in the documentation.
  let placeholder: String
  private let summaryText: @Sendable () -> String
  /// What shells propose as its value.
  let completion: CompletionSource

  /// An option; its summary is put together only when somebody reads it.
  init(
    _ name: OptionName, short: Character? = nil, value: ValueKind? = nil, placeholder: String = "",
    completion: CompletionSource? = nil, _ summary: @autoclosure @escaping @Sendable () -> String
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.placeholder = placeholder
    self.completion = completion ?? CompletionSource(value)
    summaryText = summary
  }

  /// What it is for.
  var summary: String { summaryText() }
}
