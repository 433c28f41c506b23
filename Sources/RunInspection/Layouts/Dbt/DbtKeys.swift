/// The keys of a run of dbt in addition to those of every run.
enum DbtKeys {
  static let code = DocumentedKey(
    "code", .string, null: "if it is not recorded, or run_results.json is larger than 1 MiB",
    "In errors: the beginning of the compiled code of the node, as in run_results.json.")
  static let commandLine = DocumentedKey(
    "command_line", .string, null: "if it is not recorded",
    "The command line of the invocation.")
  static let version = DocumentedKey(
    "dbt_version", .string, null: "if it is not recorded", "The release of dbt.")
  static let elapsed = DocumentedKey(
    "elapsed_seconds", .seconds, null: "if it is not recorded",
    "From the start of the invocation to its end, or to its last line in the log.")
  static let file = DocumentedKey(
    "file", .path, null: "if the message names none",
    "In errors: the file of the node in the project.")
  static let hasResults = DocumentedKey(
    "has_results", .boolean,
    "Whether there is a run_results.json of this invocation, not of an earlier one.")
  static let invocation = DocumentedKey(
    "invocation_id", .string, null: "if it is not recorded", "The id of the invocation.")
  static let log = DocumentedKey(
    "log_file", .path, null: "if there is none",
    "The log, below the run folder.")
  static let nodeStatus = DocumentedKey(
    "node_status", .string,
    "In errors: how the node ended, as dbt calls it, such as error, fail or skipped.")
  static let startedAt = DocumentedKey(
    "started_at", .time, null: "if it is not recorded; a text log has no dates",
    "When the invocation began.")

  static let all = DocumentedKeys(
    title: "dbt", introduction: "Keys in addition to those above. The outputs are the nodes.",
    keys: [
      code, commandLine, version, elapsed, file, hasResults, invocation, log, nodeStatus, startedAt,
    ])
}
