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

  /// Options that may be given before or after the command.
  static let globalOptions = [
    OptionSpecification(
      .compat, "Behave exactly like pipefunc-cli 0.93.2. May be given anywhere."),
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
    case .inputs: inputs
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
    "Consider a run stale after this long without a sign of life. The default is what its heartbeat "
      + "says, or an hour for a run without one.")

  private static let requestID = OptionSpecification(
    .requestID, value: .text, placeholder: "ID",
    "Use the run of the Krixik process with this request id, in the folders directly below RUN, or "
      + "below runs if RUN is left out.")

  /// The formats of every command that prints an answer.
  static let format = formats(
    OutputFormat.allCases.map { Choice(word: $0.rawValue, meaning: $0.meaning) })

  private static func formats(_ choices: [Choice]) -> OptionSpecification {
    OptionSpecification(
      .format, short: "f", value: .choice(choices), placeholder: "FORMAT",
      "How to print: " + choices.map { "\($0.word), \($0.meaning)" }.joined(separator: "; ") + ".")
  }

  private static let status = CommandSpecification(
    name: .status,
    summary: "Show the state of one run.",
    description: [
      "Reads a run folder and prints its state, its progress and its outputs as JSON. Nothing is "
        + "executed and nothing is written.",
      "The exit status is 0 if the run could be read and 1 if it could not, whatever its state; "
        + "with --exit-status it depends on the state.",
    ],
    operands: [OperandSpecification(name: "RUN", arity: .one, summary: "The run folder.")],
    options: [
      OptionSpecification(
        .includeRunInfo, "Include the run's own description (run_info.json) under run_info."),
      OptionSpecification(
        .exitStatus,
        "Exit with 0 only if the run completed and nothing in it failed, with 1 if it failed, and with "
          + "2 if it is not finished."),
      OptionSpecification(
        .verify,
        "Read every stored file to its end: decode pickles up to their last instruction, unpack "
          + "chunks and compare their checksums, check both ends of Parquet tables. Takes as long as "
          + "reading all of them."),
      requestID, staleAfter, format, pretty,
    ],
    examples: [
      ("runspect status runs/r1 --pretty", "Show one run."),
      ("runspect status runs/r1 --exit-status >/dev/null || exit", "Gate a CI job on a run."),
      ("runspect status runs/r1 --verify --exit-status", "Also check that no file is damaged."),
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
        "Show only the N runs with the newest activity; the others are not read."),
      OptionSpecification(
        .layout,
        value: .choice(LayoutName.all.map { Choice(word: $0.rawValue, meaning: "") }),
        placeholder: "NAME",
        "Show only the runs of this layout: "
          + LayoutName.all.map(\.rawValue).joined(separator: ", ") + "."),
      staleAfter, format, pretty,
    ],
    examples: [
      ("runspect list-runs runs --max-runs 20 --format table", "Show the most recent runs.")
    ])

  private static let watch = CommandSpecification(
    name: .watch,
    summary: "Follow runs until they end.",
    description: [
      "Prints the status of each run as a line of JSON at every interval, and a last one when the run "
        + "has completed, failed, been cancelled, vanished or become unreadable. Ends when all runs "
        + "have ended, or at the timeout.",
      "The kernel reports changes, so that an end is noticed at once, whatever the interval. On network "
        + "file systems, changes by other machines are not reported and only the interval counts.",
      "The exit status is 1 if any run failed, else 3 if a stale run counted as an end, else 2 if the "
        + "timeout expired, else 0.",
    ],
    operands: [OperandSpecification(name: "RUN", arity: .some, summary: "The run folders.")],
    options: [
      OptionSpecification(
        .interval, short: "i", value: .duration, placeholder: "DURATION",
        "The time between two readings; 5 seconds if left out."),
      OptionSpecification(
        .timeout, short: "t", value: .duration, placeholder: "DURATION",
        "Give up after this long, with exit status 2. The runs are then read once more; 0 checks "
          + "them once."),
      OptionSpecification(.any, "End as soon as one run has ended."),
      OptionSpecification(.failFast, "End as soon as one run has failed."),
      OptionSpecification(
        .waitForStart, "Wait for runs that do not exist, yet or any more."),
      OptionSpecification(
        .onStale,
        value: .choice(
          WatchRules.StaleRule.allCases.map { Choice(word: $0.rawValue, meaning: "") }),
        placeholder: "RULE",
        "What to do when a run becomes stale: warn (the default) reports it on standard error, "
          + "ignore does nothing, fail treats it as an end with exit status 3."),
      requestID, staleAfter,
      OptionSpecification(
        .changes, "Print a line as soon as, and only when, anything but the times has changed."),
      OptionSpecification(.quiet, short: "q", "Print nothing on standard output."),
      formats([
        Choice(word: "json", meaning: "a line of JSON for each run (the default)"),
        Choice(word: "jsonl", meaning: "the same"),
        Choice(
          word: "live", meaning: "for people, a line for each run, redrawn in place on a terminal"),
      ]),
      pretty,
    ],
    examples: [
      ("runspect watch runs/r1 --timeout 30m --quiet && ./next-step", "Wait for a run."),
      ("runspect watch runs/* --format live", "Follow runs on a terminal."),
      (
        "runspect watch runs/r1 --wait-for-start --on-stale fail --stale-after 5m",
        "Wait for a run that is about to begin, and give up when it dies."
      ),
    ])

  private static let errors = CommandSpecification(
    name: .errors,
    summary: "Show what failed in runs.",
    description: [
      "Prints every failed element: its output and index, the exception, the function and its "
        + "arguments, when and where it failed, and the traceback. Elements that were not computed "
        + "because of other errors come last, with the inputs that had failed.",
      "A RUN that is a folder of runs stands for the runs directly below it. The errors of several runs "
        + "are told with their run, and how many runs there are and in how many something failed.",
      "With --group-by, prints how many errors have something in common, where the first 20 of them are, "
        + "which inputs of the function differ between them and which are the same, and one example. "
        + "The largest group comes first.",
      "The exit status is 0 if nothing failed and 1 if something did, or if a run can't be read.",
    ],
    operands: [
      OperandSpecification(
        name: "RUN", arity: .some, summary: "The run folders, or folders of runs.")
    ],
    options: [
      OptionSpecification(
        .groupBy,
        value: .list(
          FailureField.allCases.map { Choice(word: $0.rawValue, meaning: $0.meaning) }),
        placeholder: "FIELDS",
        "Count the errors in groups by these, separated by commas: "
          + FailureField.allCases.map { "\($0.rawValue), \($0.meaning)" }.joined(separator: "; ")
          + "."),
      OptionSpecification(
        .roots,
        "Leave out what was not computed because of other errors; n_propagated tells how many that are."
      ),
      OptionSpecification(
        .output, short: "o", value: .text, placeholder: "NAME", "Show only failures of this output."
      ),
      OptionSpecification(
        .limit, short: "n", value: .count, placeholder: "N",
        "Print at most N errors or groups; n_failed still counts all errors."),
      OptionSpecification(.noTraceback, "Leave out the tracebacks."),
      formats(
        OutputFormat.allCases.map { Choice(word: $0.rawValue, meaning: $0.meaning) }
          + [Choice(word: FailureText.formatName, meaning: FailureText.meaning)]),
      pretty,
    ],
    examples: [
      ("runspect errors runs/r1 --no-traceback --format table", "See what failed."),
      ("runspect errors runs/r1 --roots --format text", "Read the tracebacks."),
      (
        "runspect errors runs --group-by type,message --format table",
        "See what failed how often in a folder of runs."
      ),
    ])

  private static let outputs = CommandSpecification(
    name: .outputs,
    summary: "Print stored values.",
    description: [
      "Decodes the values that a run stored and prints them as JSON; nothing is executed. Values that "
        + "JSON has are printed as they are, all others as objects with the key $type.",
      "An output that is an array of elements is printed as a nested array, with null for a missing "
        + "element and an object of $type error for a failed one.",
    ],
    operands: [
      OperandSpecification(name: "RUN", arity: .one, summary: "The run folder."),
      OperandSpecification(name: "NAME", arity: .any, summary: "Outputs; all if left out."),
    ],
    options: valueOptions,
    examples: [
      ("runspect outputs runs/r1 total", "Print one value."),
      ("runspect outputs runs/r1 plot --raw >plot.png", "Save a value that consists of bytes."),
    ])

  private static let inputs = CommandSpecification(
    name: .inputs,
    summary: "Print what a run was started with.",
    description: [
      "Decodes the inputs of a run and prints them as outputs does: each with its value, and with where "
        + "it comes from. That is inputs for what was given to the run, and defaults for a default of "
        + "the functions that applied because nothing was given.",
      "The exit status is 1 if an input can't be read.",
    ],
    operands: [
      OperandSpecification(name: "RUN", arity: .one, summary: "The run folder."),
      OperandSpecification(name: "NAME", arity: .any, summary: "Inputs; all if left out."),
    ],
    options: valueOptions,
    examples: [
      ("runspect inputs runs/r1 --format table", "See what a run was started with."),
      ("runspect inputs runs/r1 lr --raw", "Print the bare value of one input, for a script."),
    ])

  /// The options of the commands that print stored values.
  private static let valueOptions = [
    OptionSpecification(
      .limit, short: "n", value: .count, placeholder: "N",
      "Print at most N elements of each array and container; 1000 if left out."),
    OptionSpecification(
      .raw,
      "Print the value of one NAME as it is: a string without quotation marks, a number, true or "
        + "false with a newline, null as an empty line, and bytes unchanged. Any other value is an "
        + "error, and so is an array of more than one element."),
    format, pretty,
  ]

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
