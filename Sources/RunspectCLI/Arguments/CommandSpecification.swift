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
  /// What shells propose for it.
  var completion = CompletionSource.nothing

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

/// A command: everything that the parser, the help and the manual pages need to know about it.
struct CommandSpecification: Sendable {
  let name: CommandName
  let summary: String
  /// What the command does, in paragraphs.
  let description: [String]
  let operands: [OperandSpecification]
  let options: [OptionSpecification]
  /// Command lines, and what they are for.
  let examples: [(line: String, purpose: String)]

  /// The line of usage.
  var usage: String {
    let options = options.isEmpty ? [] : ["[OPTION...]"]
    return ([Tool.name, name.rawValue] + options + operands.map(\.usage)).joined(separator: " ")
  }
}
