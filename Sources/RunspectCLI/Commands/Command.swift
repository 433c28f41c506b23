/// A command that is ready to run: its command line has been understood.
protocol Command {
  /// Does the work and gives the exit status.
  ///
  /// - Throws: `OutputFailure` when standard output can't be written.
  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus
}

/// Prints a text: the help, the version.
struct TextCommand: Command {
  let text: String

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    try context.printText(text)
    return .success
  }
}
