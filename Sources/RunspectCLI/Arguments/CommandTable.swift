import RunInspection

/// Every command, option and operand, declared once.
enum CommandTable {
  /// What the tool is, in paragraphs.
  static let description = [
    "Tells from the files of a run folder what state the run is in, how far it is and what failed.",
    "A run folder is what a computation leaves on disk. Nothing that is read is executed, and nothing "
      + "is ever written into it.",
    "Answers are JSON on standard output, with sorted keys; everything else goes to standard error, "
      + "where a terminal also shows how far work is that takes longer than half a second. The exit "
      + "status is for scripts.",
  ]

  /// Command lines that show what the tool is for, and what they are for.
  static let examples: [(line: String, purpose: String)] = [
    ("runspect list-runs runs --format table", "See which runs there are:"),
    (
      "runspect watch runs/r1 --timeout 30m --quiet && ./next-step",
      "Wait for a run for half an hour, and go on only if all of it succeeded:"
    ),
    (
      "runspect status runs/r2 --exit-status --quiet ||\nrunspect errors runs/r2 --format table",
      "Gate on a run, and see what failed:"
    ),
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
    case .report: report
    case .completions: completions
    case .help: help
    }
  }

  static let pretty = OptionSpecification(
    .pretty, short: "p", "Indent the JSON by two spaces.")

  /// Only the exit status.
  static let quiet = OptionSpecification(
    .quiet, short: "q",
    "Print nothing on standard output, and nothing on standard error about the reason for the exit "
      + "status.")

  static let staleAfter = OptionSpecification(
    .staleAfter, value: .duration, placeholder: "DURATION",
    "Consider a run stale after this long without a sign of life. The default is what its heartbeat "
      + "says, or an hour for a run without one.")

  private static let requestID = OptionSpecification(
    .requestID, value: .text, placeholder: "ID",
    "Use the run of the Krixik process with this request id, in the folders directly below RUN, or "
      + "below runs if RUN is left out.")

  /// The formats of every command that prints an answer.
  static let format = formats(choices(for: .anything))

  /// The formats of the commands that print the states of runs.
  private static let runFormat = formats(choices(for: .runs))

  static func choices(for subject: OutputFormat.Subject) -> [Choice] {
    OutputFormat.all(for: subject).map { Choice(word: $0.rawValue, meaning: $0.meaning) }
  }

  /// Whether `table` and `live` are coloured.
  static let color = OptionSpecification(
    .color,
    value: .choice(ColourChoice.allCases.map { Choice(word: $0.rawValue, meaning: "") }),
    placeholder: "WHEN",
    "Whether table and live have colours: auto (the default) at a terminal only, always, never. The "
      + "signs in column S tell the states without colours: " + StateSign.legend + ".")

  /// Whether `table` shows moments instead of ages.
  static let utc = OptionSpecification(
    .utc, "Show moments in UTC in a table, instead of how long ago they were.")

  static func formats(_ choices: [Choice]) -> OptionSpecification {
    OptionSpecification(
      .format, short: "f", value: .choice(choices), placeholder: "FORMAT",
      "How to print: " + choices.map { "\($0.word), \($0.meaning)" }.joined(separator: "; ") + ".")
  }

  private static let status = CommandSpecification(
    name: .status,
    summary: "Show the state of runs.",
    description: [
      "Reads a run folder and prints its state, its progress and its outputs as JSON. Nothing is "
        + "executed and nothing is written. Several runs are printed as a list under runs.",
      "The exit status is 0 if the runs could be read and 1 if one could not, whatever their states; "
        + "with --exit-status it depends on the states.", selectorsNote,
    ],
    operands: [
      OperandSpecification(
        name: "RUN", arity: .some, summary: "The run folders.", completion: .runs)
    ],
    options: [
      OptionSpecification(
        .includeRunInfo, "Include the run's own description (run_info.json) under run_info."),
      OptionSpecification(
        .verify,
        "Read every stored file to its end: scan pickles up to their last instruction, unpack chunks "
          + "and compare their checksums, check both ends of Parquet tables, the rows of CSV tables, "
          + "the lines of logs, and whole documents. Says how many files there were, and names the "
          + "first damaged one. Takes as long as reading all of them."),
    ] + gate + selection + order + [
      runsFolder, requestID, staleAfter, fields, get, runFormat, pretty, color, utc, jobs,
    ],
    examples: [
      ("runspect status runs/r1 --pretty", "Show one run."),
      ("runspect status runs/r1 --exit-status --quiet || exit", "Gate a CI job on a run."),
      ("runspect status runs/r1 --verify --exit-status", "Also check that no file is damaged."),
      ("runspect status @latest --get progress_fraction", "Print one value of the newest run."),
    ])

  private static let listRuns = CommandSpecification(
    name: .listRuns,
    summary: "List the runs below folders.",
    description: [
      "Prints a summary of each run in the folders directly below FOLDER, newest activity first, "
        + "without the outputs. A run that can't be read is a row with its error.",
      "The answer also tells how many folders were scanned, how many runs were selected and how many "
        + "are shown.",
    ],
    operands: [
      OperandSpecification(
        name: "FOLDER", arity: .any,
        summary: "The parents of the run folders; $RUNSPECT_RUNS, or else runs, if left out.",
        completion: .folders)
    ],
    options: selection + order + [recursive] + gate + [
      staleAfter, fields, get, runFormat, pretty, color, utc, jobs,
    ],
    examples: [
      ("runspect list-runs runs --max-runs 20 --format table", "Show the most recent runs."),
      ("runspect list-runs --status failed,stale --since 2d --get name", "Name what went wrong."),
      (
        "runspect list-runs -F name,inputs.x,outputs.total.value --sort n_failed -f csv",
        "Compare experiments."
      ),
      ("runspect list-runs runs --expect 20 --quiet", "Gate on twenty runs."),
      (
        "runspect list-runs runs --format junit --exit-status >runs.xml",
        "Report runs as tests in CI."
      ),
      (
        "runspect list-runs runs --format prometheus >.runs.$$ && mv .runs.$$ runs.prom",
        "Export runs to Prometheus."
      ),
    ])

  private static let watch = CommandSpecification(
    name: .watch,
    summary: "Follow runs until they end.",
    description: [
      "Prints the status of each run as a line of JSON at every interval, and a last one when the run "
        + "has completed, failed, been cancelled, vanished or become unreadable. Ends when all runs "
        + "have ended, or at the timeout.",
      "A RUN that is a folder of runs stands for the runs directly below it, or with --recursive below "
        + "it at any depth, and for those that appear in it while it is watched. " + selectorsNote,
      "The kernel reports changes, so that an end is noticed at once, whatever the interval. On network "
        + "file systems, changes by other machines are not reported and only the interval counts.",
      "The exit status is 1 if any run failed, else 3 if a stale run counted as an end, else 2 if the "
        + "timeout expired, else 0.",
    ],
    operands: [runsOrFolders],
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
      OptionSpecification(
        .expect, value: .count, placeholder: "N",
        "Go on until there are at least N runs and all have ended."),
      requestID, runsFolder, staleAfter, jobs,
      OptionSpecification(
        .changes, "Print a line as soon as, and only when, anything but the times has changed."),
      quiet,
      formats([
        Choice(word: "json", meaning: "a line of JSON for each run (the default)"),
        Choice(word: "jsonl", meaning: "the same"),
        Choice(
          word: "live", meaning: "for people, a line for each run, redrawn in place on a terminal"),
      ]),
      pretty, color,
    ] + selection + [recursive],
    examples: [
      ("runspect watch runs/r1 --timeout 30m --quiet && ./next-step", "Wait for a run."),
      ("runspect watch runs --format live", "Follow all runs in a folder on a terminal."),
      ("runspect watch runs --expect 3 --timeout 2h", "Wait for three runs of a job array."),
      (
        "runspect watch runs/r1 --wait-for-start --on-stale fail --stale-after 5m",
        "Wait for a run that is about to begin, and give up when it dies."
      ),
    ])

  private static let completions = CommandSpecification(
    name: .completions,
    summary: "Print a script that completes command lines in a shell.",
    description: [
      "Prints a script for the shell to read, which completes commands, options and their values, run "
        + "folders, and the names of the outputs of the run in the line. It asks runspect itself, which "
        + "reads at most 20,000 names of a folder, and no values.",
      "bash reads it from share/bash-completion/completions/runspect below the prefix of an "
        + "installation, zsh from _runspect in a folder of $fpath, fish from "
        + "~/.config/fish/completions/runspect.fish. Where it is not installed, a shell can read it at "
        + "its start: eval \"$(runspect completions bash)\"; for zsh after compinit; for fish runspect "
        + "completions fish | source.",
    ],
    operands: [
      OperandSpecification(
        name: "SHELL", arity: .one,
        summary: CompletionShell.allCases.map(\.rawValue).joined(separator: ", ") + ".",
        completion: .words(
          CompletionShell.allCases.map { Choice(word: $0.rawValue, meaning: "") }))
    ],
    options: [],
    examples: [
      (
        "runspect completions fish >~/.config/fish/completions/runspect.fish",
        "Install them for one user."
      )
    ])

  private static let help = CommandSpecification(
    name: .help,
    summary: "Explain the tool or a command.",
    description: ["Prints what a command does and which options it takes."],
    operands: [
      OperandSpecification(
        name: "TOPIC", arity: .optional,
        summary: "The name of a command, exit-status or environment.",
        completion: .topics)
    ],
    options: [],
    examples: [
      ("runspect help watch", "Learn what a command can do."),
      ("runspect help exit-status", "Learn what the exit statuses mean."),
    ])
}
