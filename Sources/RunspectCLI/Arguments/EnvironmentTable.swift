/// An environment variable that the tool reads.
struct EnvironmentVariableSpecification: Sendable {
  let name: String
  private let meaningText: @Sendable () -> String

  /// A variable; what it means is put together only when somebody reads it.
  init(name: String, meaning: @autoclosure @escaping @Sendable () -> String) {
    self.name = name
    meaningText = meaning
  }

  /// What it is for.
  var meaning: String { meaningText() }
}

/// Every environment variable that the tool reads, declared once.
enum EnvironmentTable {
  /// The topic of the help that explains them.
  static let topic = "environment"

  /// The format of commands without `--format`.
  static let format = EnvironmentVariableSpecification(
    name: "RUNSPECT_FORMAT",
    meaning: "The format of every command that has --format, where that option is not given: "
      + FormatVariable.words.joined(separator: ", ")
      + ". A command that lacks the format prints json, and so does one with an option that needs "
      + "json, such as --pretty. Any other value is a usage error. Ignored with --compat. A script "
      + "that reads the answer should give --format.")

  /// The folder with the runs.
  static let runs = EnvironmentVariableSpecification(
    name: "RUNSPECT_RUNS",
    meaning:
      "The folder with the runs, for list-runs without FOLDER, for --request-id without RUN, "
      + "and for @latest without --runs-folder; runs if it is not set or empty. Ignored with --compat."
  )

  /// Whether there are colours.
  static let noColour = EnvironmentVariableSpecification(
    name: "NO_COLOR",
    meaning: "If it is set and not empty, there are no colours, unless --color says so.")

  /// Whether there are colours where standard output is no terminal.
  static let forcedColour = EnvironmentVariableSpecification(
    name: "CLICOLOR_FORCE",
    meaning:
      "If it is set, not empty and not 0, there are colours even where standard output is no "
      + "terminal. NO_COLOR and --color prevail.")

  /// Which terminal it is.
  static let terminal = EnvironmentVariableSpecification(
    name: "TERM",
    meaning:
      "If it is dumb, there are no colours, watch --format live prints lines one below the other "
      + "instead of redrawing them, and no line on standard error tells how far long work is.")

  static let variables = [format, runs, noColour, forcedColour, terminal]
}
