/// The keys of a RocketRide task in addition to those of every run.
enum RocketRideKeys {
  static let elapsed = DocumentedKey(
    "elapsed_seconds", .seconds, null: "if the start is unknown",
    "From the start to the end, or to the last sign of life.")
  static let remaining = DocumentedKey(
    "remaining_seconds", .seconds, null: "if that is unknown",
    "What is left at the rate of the task.")
  static let stateName = DocumentedKey(
    "state_name", .string,
    "The name of the state, such as RUNNING.")
  static let task = DocumentedKey(
    "task", .object, absent: "in list-runs",
    "The whole TASK_STATUS object.")
  static let taskErrors = DocumentedKey(
    "task_errors", .list(.any), absent: "in list-runs",
    "The last 50 error messages.")
  static let taskWarnings = DocumentedKey(
    "task_warnings", .list(.any), absent: "in list-runs",
    "The last 50 warnings.")
  static let taskFile = DocumentedKey(
    "task_file", .path, absent: "in list-runs",
    "The file that the status was read from.")
  static let exitCode = DocumentedKey(
    "exit_code", .integer, absent: "of single errors",
    "In errors: the exit code of a failed task.")
  static let file = DocumentedKey(
    "file", .string, absent: "if none is reported",
    "In errors: the place in the producer's sources that reported the error.")
  static let projectID = DocumentedKey(
    "project_id", .string, null: "if it is not recorded",
    "In timing: the project of the task.")
  static let source = DocumentedKey(
    "source", .string, null: "if it is not recorded",
    "In timing: the source of the task.")

  static let all = DocumentedKeys(
    title: "RocketRide", introduction: "Keys in addition to those above.",
    keys: [
      elapsed, remaining, stateName, task, taskErrors, taskWarnings, taskFile, exitCode, file,
      projectID, source,
    ])
}
