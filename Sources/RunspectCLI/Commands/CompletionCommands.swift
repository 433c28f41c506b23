/// `completions SHELL`: the script that makes a shell complete command lines.
struct CompletionsCommand: Command {
  private let shell: CompletionShell

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let word = arguments.operands[0].text
    guard let shell = CompletionShell(rawValue: word) else {
      let shells = CompletionShell.allCases.map(\.rawValue)
      throw .invalidOperand(
        "SHELL", value: word, expected: "one of " + shells.joined(separator: ", "))
    }
    self.shell = shell
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    try context.printText(CompletionScript.text(shell))
    return .success
  }
}

/// `__complete -- WORD...`: how a command line may go on. It is no part of the interface for people: the
/// scripts of `completions` ask.
struct CompleteCommand: Command {
  private let words: [Argument]

  /// Nil for any other command line. The `--` hides `--compat` among the words.
  init?(_ arguments: [Argument]) {
    guard arguments.starts(with: ["__complete", "--"]) else { return nil }
    words = Array(arguments.dropFirst(2))
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let answer = CompletionAnswer(
      words, environment: context.inspection, variable: context.variable)
    try context.printBytes(answer.text)
    return .success
  }
}
