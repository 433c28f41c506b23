/// The keys of a RocketRide task in addition to those of every run.
enum RocketRideKeys {
  static let elapsed = DocumentedKey(
    "elapsed_seconds", "Seconds from the start to the end, or to the last sign of life.")
  static let remaining = DocumentedKey(
    "remaining_seconds", "Seconds that are left at the rate of the task; null if that is unknown.")
  static let stateName = DocumentedKey("state_name", "The name of the state, such as RUNNING.")
  static let task = DocumentedKey("task", "The whole TASK_STATUS object.")
  static let taskErrors = DocumentedKey("task_errors", "The last 50 error messages.")
  static let taskWarnings = DocumentedKey("task_warnings", "The last 50 warnings.")
  static let taskFile = DocumentedKey("task_file", "The file that the status was read from.")
  static let exitCode = DocumentedKey("exit_code", "In errors: the exit code of a failed task.")
  static let file = DocumentedKey(
    "file", "In errors: the place in the producer's sources that reported the error.")
  static let projectID = DocumentedKey("project_id", "In timing: the project of the task, or null.")
  static let source = DocumentedKey("source", "In timing: the source of the task, or null.")

  static let all = DocumentedKeys(
    title: "RocketRide", introduction: "Keys in addition to those above.",
    keys: [
      elapsed, remaining, stateName, task, taskErrors, taskWarnings, taskFile, exitCode, file,
      projectID, source,
    ])
}
