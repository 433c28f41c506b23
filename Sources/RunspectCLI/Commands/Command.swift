/// A command that is ready to run: its command line has been checked.
protocol Command {
  /// Runs the command and returns the exit status.
  ///
  /// - Throws: `OutputFailure` if standard output can't be written.
  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus
}

/// Prints a text, such as the help or the version.
struct TextCommand: Command {
  let text: String

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    try context.printText(text)
    return .success
  }
}
