/// The commands by their names.
enum CommandName: String, CaseIterable, Sendable {
  case status
  case listRuns = "list-runs"
  case watch
  case errors
  case outputs
  case timing
  case snapshots
  case changes
  case summary
  case restore
  case help
}

/// The options by their names.
enum OptionName: String, CaseIterable, Sendable {
  case any
  case changes
  case compat
  case evolution
  case exitStatus = "exit-status"
  case failFast = "fail-fast"
  case format
  case help
  case includeRunInfo = "include-run-info"
  case interval
  case layout
  case limit
  case maxRuns = "max-runs"
  case module
  case noTraceback = "no-traceback"
  case onStale = "on-stale"
  case output
  case pretty
  case quiet
  case requestID = "request-id"
  case staleAfter = "stale-after"
  case timeout
  case to
  case version
  case waitForStart = "wait-for-start"

  /// As it is typed.
  var spelling: String { "--" + rawValue }
}

/// What sort of value an option takes.
enum ValueKind: Sendable {
  /// A whole number from 1.
  case count
  /// A span of time, `90`, `90s`, `5m`, `2h`, `1d`.
  case duration
  /// One of these words.
  case choice([String])
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

/// What a command takes besides options.
struct OperandSpecification: Sendable {
  /// How many there may be.
  enum Arity: Sendable {
    case one
    case optional
    case any
    case some
  }

  let name: String
  let arity: Arity
  let summary: String

  /// How the operand is shown in a line of usage.
  var usage: String {
    switch arity {
    case .one: name
    case .optional: "[\(name)]"
    case .any: "[\(name)...]"
    case .some: "\(name)..."
    }
  }
}

/// A command: everything that the parser, the help, the manual pages and the completions need.
struct CommandSpecification: Sendable {
  let name: CommandName
  let summary: String
  /// Paragraphs that say what the command does.
  let description: [String]
  let operands: [OperandSpecification]
  let options: [OptionSpecification]
  /// Command lines and what they are for.
  let examples: [(line: String, purpose: String)]
}
