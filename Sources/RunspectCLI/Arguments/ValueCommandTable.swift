/// The commands about what a run stored: errors, outputs and inputs.
extension CommandTable {
  static let errors = CommandSpecification(
    name: .errors,
    summary: "Show what failed in runs.",
    description: [
      "Prints every failed element: its output and index, the exception, the function and its "
        + "arguments, when and where it failed, and the traceback. Elements that were not computed "
        + "because of other errors come last, with the inputs that had failed.",
      "A RUN that is a folder of runs stands for the runs directly below it. The errors of several runs "
        + "are told with their run, and how many runs there are and in how many something failed. The "
        + "conditions and the order select among the runs in a folder; a run that is named is always "
        + "read. " + selectorsNote,
      "With --group-by, prints how many errors have something in common, where the first 20 of them are, "
        + "which inputs of the function differ between them and which are the same, and one example. "
        + "The largest group comes first.",
      "The exit status is 0 if nothing failed and 1 if something did, or if a run can't be read.",
    ],
    operands: [runsOrFolders],
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
        .output, short: "o", value: .text, placeholder: "NAME", completion: .names(of: .outputs),
        "Show only failures of this output."
      ),
      OptionSpecification(
        .limit, short: "n", value: .count, placeholder: "N",
        "Print at most N errors or groups; n_failed still counts all errors."),
      OptionSpecification(.noTraceback, "Leave out the tracebacks."),
    ] + selection + order(short: nil) + [
      recursive, runsFolder, quiet, fields,
      formats(
        choices(for: .failures)
          + [Choice(word: FailureText.formatName, meaning: FailureText.meaning)]),
      pretty, color, jobs,
    ],
    examples: [
      ("runspect errors runs/r2 --no-traceback --format table", "See what failed."),
      ("runspect errors runs/r2 --roots --format text", "Read the tracebacks."),
      ("runspect errors runs --format github", "Annotate a step of GitHub Actions."),
      (
        "runspect errors runs --group-by type,message --format table",
        "See what failed how often in a folder of runs."
      ),
    ])

  static let outputs = CommandSpecification(
    name: .outputs,
    summary: "Print stored values.",
    description: [
      "Decodes the values that a run stored and prints them as JSON; nothing is executed. Values that "
        + "JSON has are printed as they are, all others as objects with the key $type.",
      "An output that is an array of elements is printed as a nested array, with null for a missing "
        + "element and an object of $type error for a failed one.",
    ],
    operands: [
      OperandSpecification(name: "RUN", arity: .one, summary: "The run folder.", completion: .runs),
      OperandSpecification(
        name: "NAME", arity: .any, summary: "Outputs; all if left out.",
        completion: .names(of: .outputs)),
    ],
    options: valueOptions + [jobs],
    examples: [
      ("runspect outputs runs/r1 total", "Print one value."),
      ("runspect outputs runs/r1 total --raw", "Print the bare value of one output, for a script."),
    ])

  static let inputs = CommandSpecification(
    name: .inputs,
    summary: "Print what a run was started with.",
    description: [
      "Decodes the inputs of a run and prints them as outputs does: each with its value, and with where "
        + "it comes from. That is inputs for what was given to the run, and defaults for a default of "
        + "the functions that applied because nothing was given.",
      "The exit status is 1 if an input can't be read.",
    ],
    operands: [
      OperandSpecification(name: "RUN", arity: .one, summary: "The run folder.", completion: .runs),
      OperandSpecification(
        name: "NAME", arity: .any, summary: "Inputs; all if left out.",
        completion: .names(of: .inputs)),
    ],
    options: valueOptions,
    examples: [
      ("runspect inputs runs/r1 --format table", "See what a run was started with."),
      ("runspect inputs runs/r1 x --fields input,source", "See where an input comes from."),
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
    runsFolder, fields, format, pretty, color,
  ]
}
