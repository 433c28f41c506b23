/// The keys of a pipefunc run in addition to those of every run. Those of a heartbeat are pipefunc's
/// own (pipefunc 0.93.2, `_run_status_heartbeat.py`) and are passed through.
enum PipefuncKeys {
  static let version = DocumentedKey(
    "pipefunc_version", "The release of pipefunc that wrote the run.")
  static let runInfo = DocumentedKey(
    "run_info", "With --include-run-info: the run's own description as it stands on disk.")
  static let functions = DocumentedKey("functions", "Heartbeats: the state of each function.")
  static let activeFunctions = DocumentedKey(
    "active_functions", "Heartbeats: the functions that are computing.")
  static let activeOutputs = DocumentedKey(
    "active_outputs", "Heartbeats: the outputs that are being computed.")
  static let heartbeatInterval = DocumentedKey(
    "heartbeat_interval_seconds", "Heartbeats: how often one is written.")
  static let updatedAt = DocumentedKey(
    "updated_at", "Heartbeats: when it was written; null if that can't be read.")
  static let elapsedTime = DocumentedKey(
    "elapsed_time", "Of an output, and in timing: seconds since it was begun, by the heartbeat.")
  static let functionName = DocumentedKey(
    "function_name", "Of an output: the function that computes it, by the heartbeat.")
  static let inProgressCount = DocumentedKey(
    "n_in_progress", "Of an output: elements that are being computed, by the heartbeat.")
  static let remainingTime = DocumentedKey(
    "remaining_time",
    "Of an output, and in timing: seconds that are left, as pipefunc estimates them.")
  static let remainingSeconds = DocumentedKey(
    "remaining_seconds",
    "Heartbeats: seconds that are left of the run, at the average rate since it described "
      + "itself; null if that is unknown, 0 for a run that has ended.")
  static let elementCount = DocumentedKey(
    "n_elements",
    "In timing: how many elements there are, of the whole or of a part; null if that is unknown.")
  static let elementsPerSecond = DocumentedKey(
    "elements_per_second", "In timing: how many per second; null if that is unknown.")
  static let secondsSource = DocumentedKey(
    "seconds_source",
    "In timing: heartbeat if pipefunc measured the seconds; upper_bound if they are from the "
      + "end of what was needed, or from the description of the run, to the last write; parts for "
      + "a resumed run; null if they are unknown.")
  static let parts = DocumentedKey(
    "parts",
    "In timing: n_elements and seconds of each part of a resumed run; the time between the "
      + "parts is not counted. The first part is extrapolated from its own writes.")
  static let currentDirectory = DocumentedKey(
    "current_directory", "In errors: where the function ran.")
  static let address = DocumentedKey("ip_address", "In errors: the address of the machine.")
  static let user = DocumentedKey("user", "In errors: who ran it.")

  static let elided = DocumentedKey(
    "elided",
    "In errors: true if parts of the failure did not fit in the answer, which holds 16 MiB.")
  static let functionFile = DocumentedKey(
    "function_file", "In errors: the source file of a function from the user's script.")
  static let functionLine = DocumentedKey(
    "function_line", "In errors: the line in that file where the function begins, from 1.")

  static let all = DocumentedKeys(
    title: "pipefunc", introduction: "Keys in addition to those above.",
    keys: [
      version, runInfo, functions, activeFunctions, activeOutputs, heartbeatInterval, updatedAt,
      elapsedTime, functionName, inProgressCount, remainingTime, remainingSeconds, elementCount,
      elementsPerSecond, secondsSource, parts, currentDirectory, address, user,
      elided, functionFile, functionLine,
    ])
}
