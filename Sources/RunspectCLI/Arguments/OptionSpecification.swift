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
  /// A duration such as `90`, `90s`, `5m`, `2h` or `1d`.
  case duration
  /// One of these words.
  case choice([Choice])
  /// Any text.
  case text
  /// Several of these words, separated by commas; each time that the option is given adds some.
  case list([Choice])
}

/// An option of a command.
struct OptionSpecification: Sendable {
  let name: OptionName
  let short: Character?
  /// Nil for an option that takes no value.
  let value: ValueKind?
  /// The name of the value in the documentation.
  let placeholder: String
  let summary: String

  init(
    _ name: OptionName, short: Character? = nil, value: ValueKind? = nil, placeholder: String = "",
    _ summary: String
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.placeholder = placeholder
    self.summary = summary
  }
}
