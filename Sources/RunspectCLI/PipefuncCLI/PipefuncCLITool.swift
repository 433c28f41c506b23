import FileFormats
import RunInspection

/// The tool as pipefunc-cli: its command line, its answers and its exit statuses.
enum PipefuncCLITool {
  /// The peer's exit status for usage errors, argparse's own.
  private static let usageStatus: Int32 = 2

  static func run(
    _ arguments: [Argument], context: CommandContext
  ) throws(OutputFailure) -> Int32 {
    let outcome: PipefuncCLIArguments.Outcome
    do throws(PipefuncCLIArguments.UsageFailure) {
      outcome = try PipefuncCLIArguments.parse(arguments)
    } catch {
      context.writeError(error.text)
      return usageStatus
    }
    let inspector = PipefuncCLIInspector(environment: context.inspection)
    switch outcome {
    case .help(let text):
      try context.printText(text)
      return 0
    case .status(let run, let includesRunInfo, let isPretty):
      let answer = inspector.status(
        of: run.path, includesOutputs: true, includesRunInfo: includesRunInfo)
      try print(answer, isPretty, context)
      return answer.isError ? 1 : 0
    case .listRuns(let folder, let most, let isPretty):
      let answer = PipefuncCLILister(environment: context.inspection).list(folder.path, most: most)
      try print(answer, isPretty, context)
      return answer.isError ? 1 : 0
    case .watch(let run, let interval, let timeout, let isPretty):
      let started = context.clock.monotonic()
      while true {
        let answer = inspector.status(of: run.path, includesOutputs: true, includesRunInfo: false)
        try print(answer, isPretty, context)
        if answer.isError { return 1 }
        if answer.state == .completed { return 0 }
        if answer.state == .cancelled || answer.state == .failed { return 1 }
        if let timeout, context.clock.monotonic() - started >= timeout { return 2 }
        context.clock.sleep(interval)
      }
    }
  }

  private static func print(
    _ answer: PipefuncCLIInspector.Answer, _ isPretty: Bool, _ context: CommandContext
  ) throws(OutputFailure) {
    try context.printJSON(
      .object(answer.object), isPretty ? .indented : .compact, numbers: .asPython)
  }
}
