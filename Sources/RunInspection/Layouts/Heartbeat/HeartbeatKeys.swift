/// The keys of a run that is recognised by its heartbeat, in addition to those of every run.
enum HeartbeatKeys {
  static let elapsed = DocumentedKey(
    "elapsed_seconds", .seconds, null: "if it can't be read and there is no started_at",
    absent: "if there is neither",
    "How long the run took by its own account, or else from started_at to the last sign of life.")
  static let updatedAt = DocumentedKey(
    "updated_at", .either(.time, .any), null: "if it can't be read",
    absent: "if the heartbeat has none",
    "When the heartbeat was written, by its own account and as it wrote it.")
  static let failedCount = DocumentedKey(
    "n_failed", .count,
    "In errors: how many elements of the output failed.")

  static let all = DocumentedKeys(
    title: "A script's heartbeat",
    introduction: "Keys in addition to those above; others in the heartbeat are passed through.",
    keys: [elapsed, updatedAt, failedCount])
}
