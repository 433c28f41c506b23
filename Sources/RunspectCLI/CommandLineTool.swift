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
    if let command = CompleteCommand(arguments) { return try command.run(context) }
    let command: any Command
    var context = context
    do throws(UsageError) {
      switch try ArgumentParser.parse(arguments) {
      case .version: command = TextCommand(text: "\(Tool.name) \(Tool.version)\n")
      case .help(let topic): command = TextCommand(text: try HelpText.page(topic))
      case .fields(let name): command = TextCommand(text: FieldTable.table(of: name).help)
      case .run(let parsed):
        context.isQuiet = parsed.has(.quiet)
        context.colour = parsed.choice(.color).flatMap(ColourChoice.init) ?? .auto
        context.isUTC = parsed.has(.utc)
        if let jobs = parsed.count(.jobs) { context.workers = .fixed(jobs) }
        command = try prepare(parsed, context)
      }
    } catch {
      context.complain(error.text)
      let named = ArgumentParser.command(in: arguments)
      for line in error.hint(named) { context.writeError(line) }
      return .usage
    }
    return try command.run(context)
  }

  /// Prepares a command with the format that the environment asks for, unless an option that was given
  /// needs another one.
  private static func prepare(
    _ parsed: ParsedArguments, _ context: CommandContext
  ) throws(UsageError) -> any Command {
    if let format = try FormatVariable.format(for: parsed, variable: context.variable) {
      var inFormat = parsed
      inFormat.values[.format] = .choice(format)
      do throws(UsageError) {
        return try prepare(inFormat)
      } catch {
        guard case .conflict = error else { throw error }
      }
    }
    return try prepare(parsed)
  }

  private static func prepare(_ parsed: ParsedArguments) throws(UsageError) -> any Command {
    switch parsed.command {
    case .status: return try StatusCommand(parsed)
    case .listRuns: return try ListRunsCommand(parsed)
    case .watch: return try WatchCommand(parsed)
    case .errors: return try ErrorsCommand(parsed)
    case .outputs: return try OutputsCommand(parsed)
    case .inputs: return try InputsCommand(parsed)
    case .timing, .snapshots, .changes, .summary, .restore: return try HistoryCommand(parsed)
    case .report: return try ReportCommand(parsed)
    case .completions: return try CompletionsCommand(parsed)
    case .help: return TextCommand(text: try HelpText.page(parsed.operands.first?.text))
    }
  }
}
