/// The keys of a Sacred run in addition to those of every run.
enum SacredKeys {
  static let command = DocumentedKey(
    "command", .string, null: "if it is not recorded",
    "The function of the experiment that was run.")
  static let elapsed = DocumentedKey(
    "elapsed_seconds", .seconds, null: "before the start",
    "From the start to the end, or to the last heartbeat.")
  static let experiment = DocumentedKey(
    "experiment", .string, null: "if it is not recorded",
    "The name of the experiment.")
  static let heartbeatInterval = DocumentedKey(
    "heartbeat_interval_seconds", .seconds,
    "How often the run renews its heartbeat; a run is stale after three times that.")
  static let host = DocumentedKey(
    "host", .string, null: "before the start",
    "The machine on which it runs.")
  static let mainFile = DocumentedKey(
    "main_file", .string, null: "if it is not recorded",
    "Also in errors: the file that declares the experiment.")
  static let metrics = DocumentedKey(
    "metrics", .object,
    "For each metric an object with its last value, last, the step of that, step, and how many values it "
      + "has, n_values.")
  static let status = DocumentedKey(
    "sacred_status", .string,
    "The state as Sacred calls it; one that it does not define itself is of a class of the user's that "
      + "stops a run, and counts as cancelled.")
  static let version = DocumentedKey(
    "sacred_version", .string, null: "if it is not recorded",
    "The release of Sacred.")
  static let startedAt = DocumentedKey(
    "started_at", .time, null: "before the start", "When the run began.")
  static let stoppedAt = DocumentedKey(
    "stopped_at", .time, null: "before the end", "When the run ended.")
  static let updatedAt = DocumentedKey(
    "updated_at", .time, null: "before the first heartbeat, which comes after an interval",
    "The last heartbeat.")

  static let all = DocumentedKeys(
    title: "Sacred", introduction: "Keys in addition to those above.",
    keys: [
      command, elapsed, experiment, heartbeatInterval, host, mainFile, metrics, status, version,
      startedAt, stoppedAt, updatedAt,
    ])
}
