/// The keys of a pipefunc run in addition to those of every run. Those of a heartbeat are pipefunc's
/// own (pipefunc 0.93.2, `_run_status_heartbeat.py`) and are passed through.
enum PipefuncKeys {
  static let version = DocumentedKey(
    "pipefunc_version", .string, absent: "if it is not recorded",
    "The release of pipefunc that wrote the run.")
  static let runInfo = DocumentedKey(
    "run_info", .object, absent: "without --include-run-info",
    "The run's own description as it stands on disk.")
  static let functions = DocumentedKey(
    "functions", .list(.object), absent: "without a heartbeat",
    "The state of each function, by the heartbeat.")
  static let activeFunctions = DocumentedKey(
    "active_functions", .list(.any), absent: "without a heartbeat",
    "The functions that are computing, by the heartbeat.")
  static let activeOutputs = DocumentedKey(
    "active_outputs", .list(.any), absent: "without a heartbeat",
    "The outputs that are being computed, by the heartbeat.")
  static let heartbeatInterval = DocumentedKey(
    "heartbeat_interval_seconds", .seconds, absent: "without a heartbeat",
    "How often a heartbeat is written.")
  static let updatedAt = DocumentedKey(
    "updated_at", .time, null: "if it can't be read", absent: "without a heartbeat",
    "When the heartbeat was written.")
  static let elapsedTime = DocumentedKey(
    "elapsed_time", .seconds, null: "if the heartbeat has none", absent: "without a heartbeat",
    "Of an output, and in timing: seconds since it was begun, by the heartbeat.")
  static let functionName = DocumentedKey(
    "function_name", .string, null: "if the heartbeat has none", absent: "without a heartbeat",
    "Of an output: the function that computes it, by the heartbeat.")
  static let inProgressCount = DocumentedKey(
    "n_in_progress", .count, null: "if the heartbeat has none", absent: "without a heartbeat",
    "Of an output: elements that are being computed, by the heartbeat.")
  static let remainingTime = DocumentedKey(
    "remaining_time", .seconds, null: "if the heartbeat has none", absent: "without a heartbeat",
    "Of an output, and in timing: seconds that are left, as pipefunc estimates them.")
  static let remainingSeconds = DocumentedKey(
    "remaining_seconds", .seconds, null: "if that is unknown", absent: "without a heartbeat",
    "What is left of the run, at the average rate since it described itself; 0 for a run that has "
      + "ended."
  )
  static let elementCount = DocumentedKey(
    "n_elements", .count, null: "if that is unknown",
    "In timing: how many elements there are, of the whole or of a part.")
  static let elementsPerSecond = DocumentedKey(
    "elements_per_second", .perSecond, null: "if that is unknown",
    "In timing: how many elements were computed.")
  static let secondsSource = DocumentedKey(
    "seconds_source", .words(["heartbeat", "upper_bound", "parts"]), null: "if they are unknown",
    "In timing: heartbeat if pipefunc measured the seconds; upper_bound if they are from the end of "
      + "what was needed, or from the description of the run, to the last write; parts for a "
      + "resumed run."
  )
  static let parts = DocumentedKey(
    "parts", .list(.object), absent: "unless the run was resumed",
    "In timing: n_elements and seconds of each part of a resumed run; the time between the "
      + "parts is not counted. The first part is extrapolated from its own writes.")
  static let currentDirectory = DocumentedKey(
    "current_directory", .string, absent: "if it is not recorded",
    "In errors: where the function ran.")
  static let address = DocumentedKey(
    "ip_address", .string, absent: "if it is not recorded",
    "In errors: the address of the machine.")
  static let user = DocumentedKey(
    "user", .string, absent: "if it is not recorded",
    "In errors: who ran it.")

  static let elided = DocumentedKey(
    "elided", .boolean, absent: "if all of it fits",
    "In errors: true if parts of the failure did not fit in the answer, which holds 7 MiB, or if "
      + "more than 100 inputs of a call had failed, of which the first are told.")
  static let functionFile = DocumentedKey(
    "function_file", .path, absent: "if it is not recorded",
    "In errors: the source file of a function from the user's script.")
  static let functionLine = DocumentedKey(
    "function_line", .count, null: "if it is not recorded", absent: "without function_file",
    "In errors: the line in that file where the function begins, from 1.")

  static let all = DocumentedKeys(
    title: "pipefunc", introduction: "Keys in addition to those above.",
    keys: [
      version, runInfo, functions, activeFunctions, activeOutputs, heartbeatInterval, updatedAt,
      elapsedTime, functionName, inProgressCount, remainingTime, remainingSeconds, elementCount,
      elementsPerSecond, secondsSource, parts, currentDirectory, address, user,
      elided, functionFile, functionLine,
    ])
}
