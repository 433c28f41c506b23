/// The keys of a run that is recognised by its heartbeat, in addition to those of every run.
enum HeartbeatKeys {
  static let elapsed = DocumentedKey(
    "elapsed_seconds",
    "Seconds from started_at to the last sign of life; absent where the heartbeat tells no start.")
  static let updatedAt = DocumentedKey(
    "updated_at", "When the heartbeat was written, as it says; null where that can't be read.")
  static let failedCount = DocumentedKey(
    "n_failed", "In errors: how many elements of the output failed.")

  static let all = DocumentedKeys(
    title: "A script's heartbeat",
    introduction: "Keys beside those above. What else the heartbeat says is passed through.",
    keys: [elapsed, updatedAt, failedCount])
}
