/// A word that an option takes.
struct Choice: Sendable {
  /// The word.
  let word: String
  /// What it stands for; empty where the word says it all.
  let meaning: String
}

/// What sort of value an option takes.
enum ValueKind: Sendable {
  /// A whole number from 1.
  case count
  /// A span of time, `90`, `90s`, `5m`, `2h`, `1d`.
  case duration
  /// One of these words.
  case choice([Choice])
  /// Any text.
  case text
}

/// An option of a command.
struct OptionSpecification: Sendable {
  let name: OptionName
  let short: Character?
  /// Nil for an option that takes no value.
  let value: ValueKind?
  /// How the value is called in the documentation.
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
