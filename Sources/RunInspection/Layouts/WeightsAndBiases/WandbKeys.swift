/// The keys of a run of Weights & Biases in addition to those of every run.
enum WandbKeys {
  static let arguments = DocumentedKey(
    "args", .list(.string), null: "in logs of 0.16.6, which don't tell",
    "The arguments of the program.")
  static let exitCode = DocumentedKey(
    "exit_code", .integer, null: "while the run has not ended",
    "The code that it ended with; 255 after Ctrl-C.")
  static let displayName = DocumentedKey(
    "display_name", .string, null: "if it has none", "The name that the run is shown by.")
  static let entity = DocumentedKey(
    "entity", .string, null: "if it is not told, as offline", "The user or team that it belongs to."
  )
  static let group = DocumentedKey(
    "group", .string, null: "if it has none", "The group of the run.")
  static let host = DocumentedKey(
    "host", .string, null: "if it is not told", "The machine that it ran on.")
  static let identifier = DocumentedKey(
    "run_id", .string, null: "while nothing was flushed", "The id of the run.")
  static let isSynced = DocumentedKey(
    "synced", .boolean, "Whether wandb sync has uploaded it and left its mark.")
  static let jobType = DocumentedKey("job_type", .string, null: "if it has none", "The job type.")
  static let log = DocumentedKey("log", .path, "The log that the status was read from.")
  static let program = DocumentedKey(
    "script", .string, null: "in logs of 0.16.6, which don't tell",
    "The program that the run is of.")
  static let project = DocumentedKey(
    "project", .string, null: "if it is not told", "The project of the run.")
  static let started = DocumentedKey(
    "started", .time, null: "while nothing was flushed", "When the run began.")
  static let step = DocumentedKey(
    "step", .count, null: "if the history has no row", "The step of the last row of the history.")
  static let sweep = DocumentedKey("sweep", .string, null: "if it has none", "The id of the sweep.")
  static let tags = DocumentedKey("tags", .list(.string), "The tags of the run.")
  static let version = DocumentedKey(
    "wandb_version", .string, null: "in logs of 0.16.6, which don't tell",
    "The version of wandb's core that wrote the log.")

  static let all = DocumentedKeys(
    title: "Weights & Biases",
    introduction:
      "Keys in addition to those above. The output history stands for the rows that the run "
      + "logged; inputs prints its config, outputs its summary, and for what that lacks the last value "
      + "in the history, by the names of their columns.",
    keys: [
      arguments, displayName, entity, exitCode, group, host, jobType, log, program, project,
      identifier, started, step, sweep, isSynced, tags, version,
    ])
}
