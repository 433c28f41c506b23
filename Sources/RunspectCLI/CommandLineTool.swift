import FileFormats
import ReadOnlyFiles

/// The tool as a whole: parses the command line, runs the command and determines the exit status.
public enum CommandLineTool {
  /// Runs the tool.
  ///
  /// - Parameter name: the name under which it was started; as `pipefunc-cli` it behaves like that
  ///   tool.
  /// - Parameter arguments: the words after the name.
  /// - Returns: the exit status of the process.
  public static func run(
    name: Argument, arguments: [Argument], context: CommandContext = .process
  ) -> Int32 {
    do throws(OutputFailure) {
      if let pipefuncCLIArguments = pipefuncCLIArguments(name: name, arguments) {
        return try PipefuncCLITool.run(pipefuncCLIArguments, context: context)
      }
      return try run(arguments, context).rawValue
    } catch {
      // Whoever closed the pipe has read enough, but an answer that nobody reads is not a success.
      // Any other reason is reported.
      if error.cause.reason == .system(.brokenPipe) {
        return ExitStatus.closedPipe.rawValue
      }
      context.complain(error.cause.text)
      return ExitStatus.failure.rawValue
    }
  }

  /// The words for pipefunc-cli, if the tool is to behave like it; else nil.
  private static func pipefuncCLIArguments(name: Argument, _ arguments: [Argument]) -> [Argument]? {
    let compat = Argument(OptionName.compat.spelling)
    if let position = arguments.prefix(while: { $0 != "--" }).firstIndex(of: compat) {
      return Array(arguments[..<position] + arguments[(position + 1)...])
    }
    return name.path.lastName == RawPath(PipefuncCLIArguments.toolName) ? arguments : nil
  }

  private static func run(
    _ arguments: [Argument], _ context: CommandContext
  ) throws(OutputFailure) -> ExitStatus {
    let command: any Command
    do throws(UsageError) {
      command = try prepare(arguments)
    } catch {
      context.complain(error.text)
      context.writeError("Try '\(Tool.name) help'.")
      return .usage
    }
    return try command.run(context)
  }

  private static func prepare(_ arguments: [Argument]) throws(UsageError) -> any Command {
    switch try ArgumentParser.parse(arguments) {
    case .version: return TextCommand(text: "\(Tool.name) \(Tool.version)\n")
    case .help(let topic): return TextCommand(text: try HelpText.page(topic))
    case .fields(let command):
      return TextCommand(text: FieldTable.table(of: command).help)
    case .run(let parsed):
      switch parsed.command {
      case .status: return try StatusCommand(parsed)
      case .listRuns: return try ListRunsCommand(parsed)
      case .watch: return try WatchCommand(parsed)
      case .errors: return try ErrorsCommand(parsed)
      case .outputs: return try OutputsCommand(parsed)
      case .inputs: return try InputsCommand(parsed)
      case .timing, .snapshots, .changes, .summary, .restore: return try HistoryCommand(parsed)
      case .help: return TextCommand(text: try HelpText.page(parsed.operands.first?.text))
      }
    }
  }
}
