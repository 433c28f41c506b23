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
///
/// Most command lines name no option, and none reads the examples, so all this is put together only when
/// it is asked for: making every text and every list of words takes as long as reading a small run.
struct CommandSpecification: Sendable {
  /// A command line, and what it is for.
  typealias Example = (line: String, purpose: String)

  let name: CommandName
  let summary: String
  private let paragraphs: @Sendable () -> [String]
  let operands: [OperandSpecification]
  private let optionList: @Sendable () -> [OptionSpecification]
  private let exampleList: @Sendable () -> [Example]

  init(
    name: CommandName, summary: String,
    description: @autoclosure @escaping @Sendable () -> [String],
    operands: [OperandSpecification],
    options: @autoclosure @escaping @Sendable () -> [OptionSpecification],
    examples: @autoclosure @escaping @Sendable () -> [Example]
  ) {
    self.name = name
    self.summary = summary
    self.operands = operands
    paragraphs = description
    optionList = options
    exampleList = examples
  }

  /// What the command does, in paragraphs.
  var description: [String] { paragraphs() }
  /// The options of this command alone.
  var options: [OptionSpecification] { optionList() }
  /// Command lines, and what they are for.
  var examples: [Example] { exampleList() }

  /// The line of usage.
  var usage: String {
    let options = options.isEmpty ? [] : ["[OPTION...]"]
    return ([Tool.name, name.rawValue] + options + operands.map(\.usage)).joined(separator: " ")
  }
}
