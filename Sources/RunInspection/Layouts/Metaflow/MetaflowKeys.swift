/// The keys of a run of Metaflow in addition to those of every run.
enum MetaflowKeys {
  static let activeTasks = DocumentedKey(
    "active_tasks", .list(.object), absent: "in list-runs, and once the run has ended",
    "The tasks that were begun and have not ended, at most 100: step, task, attempt.")
  static let flow = DocumentedKey(
    "flow", .string, null: "if it can't be read", "The name of the flow.")
  static let metaflowVersion = DocumentedKey(
    "metaflow_version", .string, null: "if it can't be read", "The version of Metaflow.")
  static let runNumber = DocumentedKey(
    "run_number", .string, null: "if it can't be read",
    "The id of the run: its beginning in microseconds since 1970.")
  static let started = DocumentedKey(
    "started", .time, null: "if it can't be read", "When the run began.")
  static let taskCount = DocumentedKey(
    "n_tasks", .count, "How many tasks were begun so far; how many there will be is in no file.")
  static let user = DocumentedKey(
    "user", .string, null: "if it can't be read", "The name of the user.")

  static let attempt = DocumentedKey(
    "attempt", .count, "In errors and timing: the number of the attempt, from 0.")
  static let returnCode = DocumentedKey(
    "return_code", .integer, null: "if it was not noted",
    "In errors: the status that the process of the task ended with; negative for a signal.")
  static let state = DocumentedKey(
    "state", .words(["completed", "failed", "stopped", "unfinished"]),
    "In timing: how the attempt ended; stopped by Metaflow, because the user asked for that or another "
      + "task had failed.")
  static let task = DocumentedKey("task", .string, "In errors: the id of the task.")

  static let all = DocumentedKeys(
    title: "Metaflow",
    introduction:
      "Keys in addition to those above. The outputs are the steps that were begun, and their "
      + "elements the tasks; inputs prints the parameters, outputs the artifacts, of each the one that "
      + "the newest task has.",
    keys: [
      activeTasks, attempt, flow, metaflowVersion, taskCount, returnCode, runNumber, started, state,
      task, user,
    ])
}
