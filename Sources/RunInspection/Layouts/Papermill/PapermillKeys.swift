/// The keys of a notebook of papermill in addition to those of every run.
enum PapermillKeys {
  static let cell = DocumentedKey(
    "cell_id", .string, null: "if the notebook has no ids",
    "In errors: the id of the cell in the notebook.")
  static let activeCell = DocumentedKey(
    "active_cell", .string, null: "if none is",
    "The cell that began and has not ended.")
  static let elapsed = DocumentedKey(
    "elapsed_seconds", .seconds, null: "before the start",
    "From the start to the end, or to the last change of the notebook.")
  static let inputPath = DocumentedKey(
    "input_path", .string, null: "if it is not recorded",
    "The notebook that was executed, as papermill was given it: a path or a URL.")
  static let kernel = DocumentedKey(
    "kernel", .string, null: "if it is not recorded", "The name of the kernel.")
  static let version = DocumentedKey(
    "papermill_version", .string, null: "if it is not recorded", "The release of papermill.")
  static let source = DocumentedKey(
    "source", .string,
    "In errors: the beginning of the source of the cell, which ends with \u{2026} if there is more."
  )
  static let startedAt = DocumentedKey(
    "started_at", .time, null: "before the start", "When papermill began to execute it.")
  static let stoppedAt = DocumentedKey(
    "stopped_at", .time, null: "before the end", "When papermill ended.")

  static let all = DocumentedKeys(
    title: "Papermill",
    introduction:
      "Keys in addition to those above. The outputs are the cells: cell_1 is the first that is executed.",
    keys: [
      activeCell, cell, elapsed, inputPath, kernel, version, source, startedAt, stoppedAt,
    ])
}
