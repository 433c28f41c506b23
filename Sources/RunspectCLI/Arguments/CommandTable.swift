import RunInspection

/// Every command, option and operand, declared once.
enum CommandTable {
  /// What the tool is, in paragraphs.
  static let description = [
    "Tells from the files of a run folder what state the run is in, how far it is and what failed.",
    "A run folder is what a computation leaves on disk. Nothing that is read is executed, and nothing "
      + "is ever written into it.",
    "Answers are JSON on standard output, with sorted keys; everything else goes to standard error. "
      + "The exit status is for scripts.",
  ]

  /// Options that stand before any command, or after it.
  static let globalOptions = [
    OptionSpecification(
      .compat, "Behave as pipefunc-cli 0.93.2 does, byte for byte. Stands anywhere."),
    OptionSpecification(.help, short: "h", "Explain the tool or a command."),
    OptionSpecification(.version, short: "V", "Print the version."),
  ]

  static let commands = CommandName.allCases.map(command)

  static func command(_ name: CommandName) -> CommandSpecification {
    switch name {
    case .status: status
    case .listRuns: listRuns
    case .watch: watch
    case .errors: errors
    case .outputs: outputs
    case .timing: timing
    case .snapshots: snapshots
    case .changes: changes
    case .summary: summary
    case .restore: restore
    case .help: help
    }
  }

  static let pretty = OptionSpecification(
    .pretty, short: "p", "Indent the JSON by two spaces.")

  private static let staleAfter = OptionSpecification(
    .staleAfter, value: .duration, placeholder: "DURATION",
    "Take a run as stale after so long without a sign of life. By default what its heartbeat says, "
      + "or an hour for a run without one.")

  private static let requestID = OptionSpecification(
    .requestID, value: .text, placeholder: "ID",
    "Take the run of the Krixik process with this request id, from the folders directly below RUN, or "
      + "below runs if RUN is left out.")

  /// The formats that every command with an answer prints.
  static let format = formats(
    OutputFormat.allCases.map { Choice(word: $0.rawValue, meaning: $0.meaning) })

  private static func formats(_ choices: [Choice]) -> OptionSpecification {
    OptionSpecification(
      .format, short: "f", value: .choice(choices), placeholder: "FORMAT",
      "How to print: " + choices.map { "\($0.word), \($0.meaning)" }.joined(separator: "; ") + ".")
  }

  private static let status = CommandSpecification(
    name: .status,
    summary: "Tell the state of one run.",
    description: [
      "Reads a run folder and prints its state, its progress and its outputs as JSON. Nothing is "
        + "executed and nothing is written.",
      "The exit status is 0 when the run could be read and 1 when it could not, whatever its state; "
        + "with --exit-status it tells the state.",
    ],
    operands: [OperandSpecification(name: "RUN", arity: .one, summary: "The run folder.")],
    options: [
      OptionSpecification(
        .includeRunInfo, "Include the run's own description (run_info.json) under run_info."),
      OptionSpecification(
        .exitStatus,
        "Exit with 0 only if the run completed and nothing in it failed, with 1 if it failed, with 2 "
          + "if it is not finished."),
      OptionSpecification(
        .verify,
        "Read every stored file to its end: pickles to their last instruction, chunks unpacked and their "
          + "checksums compared, Parquet tables by both marks. Takes as long as reading them all."),
      requestID, staleAfter, format, pretty,
    ],
    examples: [
      ("runspect status runs/r1 --pretty", "Show one run."),
      ("runspect status runs/r1 --exit-status >/dev/null || exit", "Gate a CI job on a run."),
      ("runspect status runs/r1 --verify --exit-status", "See that no stored file is damaged, too."),
    ])

  private static let listRuns = CommandSpecification(
    name: .listRuns,
    summary: "List the runs below a folder.",
    description: [
      "Prints a summary of each run in the folders directly below FOLDER, newest activity first, "
        + "without the outputs. A run that can't be read is a row with its error."
    ],
    operands: [
      OperandSpecification(
        name: "FOLDER", arity: .optional,
        summary: "The parent of the run folders; runs if left out.")
    ],
    options: [
      OptionSpecification(
        .maxRuns, short: "n", value: .count, placeholder: "N",
        "Show the N runs with the newest activity; only those are read."),
      OptionSpecification(
        .layout,
        value: .choice(LayoutName.all.map { Choice(word: $0.rawValue, meaning: "") }),
        placeholder: "NAME",
        "Show only the runs of this layout: "
          + LayoutName.all.map(\.rawValue).joined(separator: ", ") + "."),
      staleAfter, format, pretty,
    ],
    examples: [
      ("runspect list-runs runs --max-runs 20 --format table", "See what is going on.")
    ])

  private static let watch = CommandSpecification(
    name: .watch,
    summary: "Follow runs until they end.",
    description: [
      "Prints the status of each run as a line of JSON every --interval, and a last one when it has "
        + "completed, failed, been cancelled, vanished or can't be read. Ends when all runs have ended, or "
        + "at --timeout; then the exit status tells how.",
      "Changes that the kernel tells of wake the watch, so that an end is noticed at once, whatever the "
        + "interval. Network file systems don't tell what other machines write; there the interval counts.",
      "The exit status is 1 if any run failed, else 3 if a stale one counts as an end, else 2 if the time "
        + "was over, else 0.",
    ],
    operands: [OperandSpecification(name: "RUN", arity: .some, summary: "The run folders.")],
    options: [
      OptionSpecification(
        .interval, short: "i", value: .duration, placeholder: "DURATION",
        "How long to wait between two readings; 5 seconds if left out."),
      OptionSpecification(
        .timeout, short: "t", value: .duration, placeholder: "DURATION",
        "Give up after so long, with exit status 2. The runs are read once more at that moment; 0 checks "
          + "once."),
      OptionSpecification(.any, "End when one run has ended."),
      OptionSpecification(.failFast, "End when one run has failed."),
      OptionSpecification(
        .waitForStart, "Wait for a run that is not there, at the start and after it has vanished."),
      OptionSpecification(
        .onStale,
        value: .choice(
          WatchRules.StaleRule.allCases.map { Choice(word: $0.rawValue, meaning: "") }),
        placeholder: "RULE",
        "What to do when a run shows no sign of life: warn (the default) says so on standard error, "
          + "ignore does nothing, fail takes it as an end with exit status 3."),
      requestID, staleAfter,
      OptionSpecification(
        .changes, "Print a line only when something but the times has changed, and at once."),
      OptionSpecification(.quiet, short: "q", "Print nothing on standard output."),
      formats([
        Choice(word: "json", meaning: "a line of JSON a run (the default)"),
        Choice(word: "jsonl", meaning: "the same"),
        Choice(
          word: "live", meaning: "for people, a line a run that is redrawn in place on a terminal"),
      ]),
      pretty,
    ],
    examples: [
      ("runspect watch runs/r1 --timeout 30m --quiet && ./next-step", "Wait for a run."),
      ("runspect watch runs/* --format live", "Look on."),
      (
        "runspect watch runs/r1 --wait-for-start --on-stale fail --stale-after 5m",
        "Wait for a run that is about to begin, and give up when it dies."
      ),
    ])

  private static let errors = CommandSpecification(
    name: .errors,
    summary: "Tell what failed in a run.",
    description: [
      "Prints every failed element in order: its output and place, the exception, the function and "
        + "what it was called with, when and where, and the trace. For elements that were not computed "
        + "because of other errors: which inputs had failed, and why.",
      "The exit status is 0 when nothing failed and 1 when something did.",
    ],
    operands: [OperandSpecification(name: "RUN", arity: .one, summary: "The run folder.")],
    options: [
      OptionSpecification(
        .output, short: "o", value: .text, placeholder: "NAME", "Only what failed of this output."),
      OptionSpecification(
        .limit, short: "n", value: .count, placeholder: "N",
        "Print at most N errors; n_failed still counts all."),
      OptionSpecification(.noTraceback, "Leave out the traces."),
      format, pretty,
    ],
    examples: [("runspect errors runs/r1 --no-traceback --format table", "See what failed.")])

  private static let outputs = CommandSpecification(
    name: .outputs,
    summary: "Print stored values.",
    description: [
      "Decodes the values that a run stored and prints them as JSON; nothing is executed. What JSON has "
        + "is as it is; everything else is an object with the key $type.",
      "An output that is an array of elements is a nested array, with null where an element is missing, "
        + "and an object of the $type error where it failed.",
    ],
    operands: [
      OperandSpecification(name: "RUN", arity: .one, summary: "The run folder."),
      OperandSpecification(name: "NAME", arity: .any, summary: "Outputs; all if left out."),
    ],
    options: [
      OptionSpecification(
        .limit, short: "n", value: .count, placeholder: "N",
        "Print at most N elements of each array and container; 1000 if left out."),
      format, pretty,
    ],
    examples: [("runspect outputs runs/r1 total", "Print one value.")])

  private static let help = CommandSpecification(
    name: .help,
    summary: "Explain the tool or a command.",
    description: ["Prints what a command does and which options it takes."],
    operands: [
      OperandSpecification(
        name: "TOPIC", arity: .optional, summary: "The name of a command, or exit-status.")
    ],
    options: [],
    examples: [])
}
