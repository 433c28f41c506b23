import HostProcess
import RunInspection

/// The options by which runs are selected and gated, the same words wherever several runs are meant.
extension CommandTable {
  /// The conditions, the order and the number of the runs.
  static let selection = [
    OptionSpecification(
      .status, short: "s",
      value: .list(RunKind.allCases.map { Choice(word: $0.rawValue, meaning: $0.meaning) }),
      placeholder: "STATE,...",
      "Only runs in one of these states: "
        + RunKind.allCases.map { kind in
          kind.meaning.isEmpty ? kind.rawValue : "\(kind.rawValue) (\(kind.meaning))"
        }.joined(separator: ", ") + "."),
    OptionSpecification(
      .layout,
      value: .list(LayoutName.all.map { Choice(word: $0.rawValue, meaning: "") }),
      placeholder: "NAME,...",
      "Only runs of these layouts: " + LayoutName.all.map(\.rawValue).joined(separator: ", ")
        + "."),
    OptionSpecification(
      .since, value: .duration, placeholder: "DURATION",
      "Only runs that were active within this time before now, such as 2d. In a list, that is told by the "
        + "times of their files, which a copy may change."),
    OptionSpecification(
      .match, value: .texts, placeholder: "PATTERN",
      "Only runs whose names match the pattern: * stands for any text, ? for a character, [a-z] for one "
        + "of several. May be repeated; one has to match."),
    OptionSpecification(
      .shard, value: .shard, placeholder: "I/N",
      "Only the part I, from 1, of N parts. Each run lies in one part, by its name alone, so that several "
        + "jobs or machines can share the runs."),
  ]

  /// The order of the runs that are shown, and how many of them.
  static let order = order(short: "n")

  /// The same where another option has the short form of `--max-runs`.
  static func order(short: Character?) -> [OptionSpecification] {
    [
      OptionSpecification(
        .sort, value: .text, placeholder: "ORDER",
        completion: .field(
          RunOrder.allCases.filter { $0 != .key }.map { Choice(word: $0.rawValue, meaning: "") }),
        "The order: activity (the newest first; the default), name, status (what needs attention first), "
          + "progress (the least first), failed (the most failed elements first), bytes (the largest "
          + "first), duration (the longest first), or a field as for --fields, smallest value first. What "
          + "is unknown comes last."),
      OptionSpecification(.reverse, short: "r", "Reverse the order."),
      OptionSpecification(
        .maxRuns, short: short, value: .count, placeholder: "N",
        "Show only the first N runs. In the order of activity or name the others are not read, unless "
          + "--status or a gate needs them."),
    ]
  }

  static let recursive = OptionSpecification(
    .recursive, short: "R",
    "Also look for runs in the folders below folders that are no runs, \(32) levels deep. Links are not "
      + "followed there.")

  static let jobs = OptionSpecification(
    .jobs, short: "j", value: .count, placeholder: "N",
    "Read on N threads, at most \(Workers.mostFixed), where there is work for them. The default is one for each processor, and up to "
      + "\(Workers.mostWaiting) where the file system lets every call wait.")

  /// Whether a script may go on.
  static let gate = [
    OptionSpecification(
      .exitStatus,
      "Exit with 0 only if every run completed and nothing in it failed, with 1 if one failed, and with 2 "
        + "if one is not finished; no run at all is 1. A line on standard error says why for each run "
        + "that is to blame."),
    OptionSpecification(
      .failIf,
      value: .list(GateCondition.allCases.map { Choice(word: $0.rawValue, meaning: "") }),
      placeholder: "WHAT,...",
      "As --exit-status, for these reasons alone: failed (or cancelled), stale (exit status 3), "
        + "unfinished, elements (failed elements of a completed run). The default is "
        + "failed,unfinished,elements. A run that can't be read always counts."),
    OptionSpecification(
      .expect, value: .count, placeholder: "N",
      "As --exit-status, and there have to be at least N runs, else the exit status is 2."),
    quiet,
  ]

  static let fields = OptionSpecification(
    .fields, short: "F", value: .fields, placeholder: "FIELD,...",
    "Show these fields, in this order; help lists them. A field inside another is reached by dots, such "
      + "as outputs.y.n_failed.")

  static let get = OptionSpecification(
    .get, short: "g", value: .text, placeholder: "FIELD", completion: .field([]),
    "Print only the value of this field, a string without quotation marks, null as an empty line. The "
      + "exit status is 1 where no run has it; help lists all fields.")

  static let runsFolder = OptionSpecification(
    .runsFolder, value: .text, placeholder: "FOLDER", completion: .folders,
    "The folder with the runs of which @latest is one; the default is $RUNSPECT_RUNS, or else runs."
  )

  /// RUN where a folder of runs stands for the runs in it.
  static let runsOrFolders = OperandSpecification(
    name: "RUN", arity: .some, summary: "The run folders, or folders of runs.", completion: .runs)

  /// What a RUN may be besides a path.
  static let selectorsNote =
    "A RUN may also be @latest, the run with the newest activity, or @latest:STATE, the newest one in "
    + "that state, such as @latest:failed."
}
