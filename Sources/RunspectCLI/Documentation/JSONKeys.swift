import RunInspection

/// The keys of the answers and their meanings: those of every layout, and those that the layouts
/// declare.
enum JSONKeys {
  static let sections =
    [run, output, listing, errors, errorGroups, inputs, values, history, step, report]
    + DocumentedKeys.ofLayouts

  static let run = DocumentedKeys(
    title: "A run", introduction: "What status, watch and each row of list-runs print.",
    keys: [
      DocumentedKey(
        "all_complete", .boolean, absent: "if the run can't be read",
        "Whether all outputs are complete."),
      DocumentedKey(
        "error", .string, absent: "if it could",
        "Why the run could not be read, in whole or in part."),
      DocumentedKey(
        "last_activity", .time, null: "if that is unknown",
        "The newest evidence of progress: the time of the heartbeat, or of the newest file."),
      DocumentedKey(
        "last_modified", .time, null: "if that is unknown", absent: "if the run can't be read",
        "When the description of the run was last changed, or what the heartbeat says about that."),
      DocumentedKey(
        "layout", .words(LayoutName.all.map(\.rawValue)), null: "if none was recognised",
        "The layout of the run folder."),
      DocumentedKey(
        "n_failed", .count, null: "if that is unknown",
        "How many elements failed, over all outputs."),
      DocumentedKey(
        "n_outputs", .count, absent: "if the run can't be read",
        "How many outputs there are."),
      DocumentedKey(
        "n_outputs_completed", .count, absent: "if the run can't be read",
        "How many of them are complete."),
      DocumentedKey(
        "n_verified", .count, absent: "without --verify",
        "How many files were read to their ends, damaged ones included."),
      DocumentedKey(
        "outputs", .object, absent: "in list-runs, and if the run can't be read",
        "The outputs by their names."),
      DocumentedKey(
        "progress_fraction", .fraction, null: "if that is unknown",
        absent: "if the run can't be read",
        "How much of the work is done."),
      DocumentedKey(
        "run_folder", .path,
        "The absolute path; bytes that are not UTF-8 become lone surrogates, as in Python."),
      DocumentedKey(
        "stale", .boolean,
        "Whether there was no sign of life for longer than allowed before the run ended."),
      DocumentedKey(
        "stale_after_seconds", .seconds, absent: "if the run can't be read",
        "After how much time without a sign of life the run is stale: by --stale-after, or else by "
          + "the run itself, or else an hour."
      ),
      DocumentedKey(
        "status", .words(RunState.allCases.map(\.rawValue)),
        "The state of the run. Of an incomplete one, a part was computed, then nothing more; "
          + "missing and error are what can't be read."
      ),
      DocumentedKey(
        "status_source", .words(["heartbeat", "disk_heuristic"]),
        "heartbeat, or disk_heuristic where the files decide."),
      DocumentedKey(
        "warnings", .list(.string),
        "What the reader had to work around, one sentence each."),
    ])

  static let output = DocumentedKeys(
    title: "An output", introduction: "The values under outputs.",
    keys: [
      DocumentedKey(
        "bytes", .bytes, null: "if some of it can't be examined",
        absent: "in layouts that store no outputs",
        "How much it takes up on disk."),
      DocumentedKey(
        "complete", .boolean,
        "Whether all elements are settled, that is, stored or failed."),
      DocumentedKey(
        "error", .string, absent: "if it could",
        "Why it could not be read."),
      DocumentedKey(
        "n_completed", .count, null: "if that is unknown",
        "Stored elements that are not errors."),
      DocumentedKey(
        "n_failed", .count, null: "if that is unknown",
        "Elements that failed, or were not computed because others failed."),
      DocumentedKey(
        "n_total", .count, null: "while the shape is unknown",
        "How many elements there are."),
      DocumentedKey(
        "n_truncated", .count,
        "Stored files that are truncated; they hold no completed elements."),
      DocumentedKey(
        "progress", .either(.fraction, .words(["unknown"])),
        "The fraction of settled elements; unknown while the shape is."),
      DocumentedKey(
        "shape", .list(.count), null: "for a single value, and in it for a size that is unknown",
        "The size along each dimension."),
      DocumentedKey(
        "storage", .string,
        "The producer's name for how it is stored; single for a single value."),
    ])

  private static let listing = DocumentedKeys(
    title: "A list of runs", introduction: "What list-runs prints.",
    keys: [
      DocumentedKey(
        "error", .string, null: "if it could",
        "Why the folder, or the first of several, could not be read."),
      DocumentedKey(
        "folder", .path, null: "if there are several", "The folder as it was given."),
      DocumentedKey(
        "folders", .list(.object), absent: "if there is one",
        "Of several folders: each with its folder and its error."),
      DocumentedKey(
        "runs", .list(.object),
        "The runs, newest activity first. One that can't be read has its error."),
      DocumentedKey(
        "runs_matched", .count, "How many runs were selected, whether they are shown or not."),
      DocumentedKey(
        "scanned_directories", .count,
        "How many folders there are, whether they are runs or not."),
      DocumentedKey(
        "total_count", .count,
        "How many runs are shown."),
      DocumentedKey(
        "warnings", .list(.string), absent: "if nothing was left out",
        "What was left out of the search."),
    ])

  static let inputs = DocumentedKeys(
    title: "Inputs", introduction: "What inputs prints.",
    keys: [
      DocumentedKey(
        "inputs", .object, "What the run was started with, by name: source and value."),
      DocumentedKey(
        "source", .words(["inputs", "defaults"]),
        "inputs for what was given to the run; defaults where nothing was given, so that a default "
          + "of the functions applied."),
      DocumentedKey("value", .any, "The value, in one of the forms below."),
      DocumentedKey(
        "warnings", .list(.string),
        "What could not be read, so that there may be more inputs; usually empty."),
    ])

  static let history = DocumentedKeys(
    title: "The history of a run",
    introduction:
      "What timing, snapshots, changes, summary and restore print. Snapshots and changes have the "
      + "producer's own keys.",
    keys: [
      DocumentedKey(
        "timing", .list(.object), "The steps, with the keys of the next section."),
      DocumentedKey(
        "totals", .object,
        "Of timing: the total of each module, in seconds."),
      DocumentedKey(
        "snapshots", .list(.object),
        "The snapshots, in order; with --evolution the distinct descriptions of the data of a "
          + "module."),
      DocumentedKey(
        "snapshot", .object,
        "One snapshot, with the metadata before and after."),
      DocumentedKey(
        "changes", .list(.object),
        "What changed in the description of the data."),
      DocumentedKey(
        "summary", .object,
        "sequence, active_modules, metadata_modules, total_snapshots, total_changes, "
          + "last_snapshot, last_change."),
      DocumentedKey(
        "restored", .object, absent: "without --to",
        "With restore --to: file, bytes."),
    ])

  private static let step = DocumentedKeys(
    title: "A step", introduction: "Each object under timing.",
    keys: [
      DocumentedKey(
        "end", .time, null: "if that is unknown",
        "When it ended; without an offset where the log has none."),
      DocumentedKey("error", .string, null: "if it did not fail", "Why it failed."),
      DocumentedKey(
        "experiment", .string, null: "if the layout has none", "The experiment of the module."),
      DocumentedKey("module", .string, "The module; the output in a pipefunc run."),
      DocumentedKey("seconds", .seconds, null: "if that is unknown", "How long it took."),
      DocumentedKey(
        "start", .time, null: "if that is unknown",
        "When it began; without an offset where the log has none."),
      DocumentedKey("step", .string, null: "if it is not recorded", "What was executed."),
    ])

  private static let report = DocumentedKeys(
    title: "A report", introduction: "The object under report, which report --to prints.",
    keys: [
      DocumentedKey("bytes", .bytes, "The size of the page."),
      DocumentedKey("file", .path, "The file that was written."),
      DocumentedKey("n_runs", .count, "How many runs the page shows."),
    ])

  /// A row of outputs.
  static let outputRow = DocumentedKeys(
    title: "A stored value", introduction: "",
    keys: [
      DocumentedKey("output", .string, "The name of the output."),
      DocumentedKey("value", .any, "Its value."),
    ])

  /// A row of inputs.
  static let inputRow = DocumentedKeys(
    title: "An input", introduction: "",
    keys: [
      DocumentedKey("input", .string, "The name of the input."),
      DocumentedKey("source", .words(["inputs", "defaults"]), "Where it comes from."),
      DocumentedKey("value", .any, "Its value."),
    ])

  static let heartbeat = DocumentedKeys(
    title: "Keys", introduction: "Other keys are passed through.",
    keys: [
      DocumentedKey(
        "message", .string,
        "A message for people."),
      DocumentedKey(
        "n_failed", .count,
        "How many things failed; if more than 0, a completed run is not a success."),
      DocumentedKey(
        "outputs", .object,
        "An object with an object for each output: progress, complete, n_total, n_completed, "
          + "n_failed."),
      DocumentedKey(
        "progress_fraction", .fraction,
        "How much of the work is done."),
      DocumentedKey(
        "stale_after_seconds", .seconds,
        "After how long a silence the run is stale."),
      DocumentedKey(
        "started_at", .either(.number, .time),
        "When the run began, in the same form as updated_at."),
      DocumentedKey(
        "status", .words(["pending", "running", "incomplete", "completed", "failed", "cancelled"]),
        "The state of the run. Required."),
      DocumentedKey(
        "updated_at", .either(.number, .time),
        "When this was written: seconds since 1970, or ISO 8601 with or without a zone."),
    ])
}
