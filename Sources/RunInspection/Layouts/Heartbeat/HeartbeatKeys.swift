/// The keys of a run that is recognised by its heartbeat, in addition to those of every run.
enum HeartbeatKeys {
  static let elapsed = DocumentedKey(
    "elapsed_seconds",
    "Seconds from started_at to the last sign of life; absent without started_at.")
  static let updatedAt = DocumentedKey(
    "updated_at", "When the heartbeat was written, by its own account; null if that can't be read.")
  static let failedCount = DocumentedKey(
    "n_failed", "In errors: how many elements of the output failed.")

  static let all = DocumentedKeys(
    title: "A script's heartbeat",
    introduction: "Keys in addition to those above; others in the heartbeat are passed through.",
    keys: [elapsed, updatedAt, failedCount])
}
