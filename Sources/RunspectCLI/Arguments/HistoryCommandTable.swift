/// The commands about the history of a run.
extension CommandTable {
  private static let run = OperandSpecification(
    name: "RUN", arity: .one, summary: "The run folder.", completion: .runs)

  private static let formats = [runsFolder, fields, format, pretty, color]

  private static let module = OptionSpecification(
    .module, short: "m", value: .text, placeholder: "MODULE", completion: .names(of: .modules),
    "Show only those of this module, or of one of its steps in the form MODULE[EXPERIMENT].")

  static let timing = CommandSpecification(
    name: .timing,
    summary: "Show how long each step of a run took.",
    description: [
      "Prints a row for each execution of a step: when it began and ended, how many seconds it took "
        + "and why it failed. Also prints the total of each module."
    ],
    operands: [run], options: formats,
    examples: [("runspect timing runs/r1 --format table", "See where the time went.")])

  static let snapshots = CommandSpecification(
    name: .snapshots,
    summary: "Show the snapshots that a run took of its data.",
    description: [
      "Prints the snapshots in order, without their descriptions of the data. With ID, prints one "
        + "snapshot with the descriptions before and after the step. With --evolution, prints the "
        + "distinct descriptions in the snapshots of a module, in order."
    ],
    operands: [
      run,
      OperandSpecification(
        name: "ID", arity: .optional, summary: "The identifier of one snapshot.",
        completion: .names(of: .snapshots)),
    ],
    options: [
      module,
      OptionSpecification(
        .evolution, value: .text, placeholder: "MODULE", completion: .names(of: .modules),
        "Print the distinct descriptions of the data in the snapshots of this module."),
    ] + formats,
    examples: [
      ("runspect snapshots experiment --module Loader", "List the snapshots of a module.")
    ])

  static let changes = CommandSpecification(
    name: .changes,
    summary: "Show what changed in the description of the data.",
    description: ["Prints the changes in order, with the producer's own fields."],
    operands: [run], options: [module] + formats,
    examples: [("runspect changes experiment --format jsonl", "Print one line per change.")])

  static let summary = CommandSpecification(
    name: .summary,
    summary: "Summarise the history of a run.",
    description: [
      "Prints the modules of the run in order, which of them have run and which have a description of "
        + "the data, and how many snapshots and changes there are, with the last of each. What the "
        + "files don't record is null."
    ],
    operands: [run], options: formats,
    examples: [("runspect summary experiment --pretty", "See what a run has recorded.")])

  static let restore = CommandSpecification(
    name: .restore,
    summary: "Print the description of the data that a snapshot recorded.",
    description: [
      "Prints the metadata after the step of that snapshot, or before it where there is none after. "
        + "With --to, writes it to a new file instead; an existing file is never overwritten, and "
        + "nothing is ever written into the run folder."
    ],
    operands: [
      run,
      OperandSpecification(
        name: "ID", arity: .one, summary: "The identifier of the snapshot.",
        completion: .names(of: .snapshots)),
    ],
    options: [
      OptionSpecification(
        .to, value: .text, placeholder: "FILE", completion: .files,
        "Write to this new file, and print its name.")
    ] + formats,
    examples: [
      (
        "runspect restore experiment snapshot_000001_20261121_080036 --to people.json",
        "Keep the schema that a snapshot recorded."
      )
    ])
}
