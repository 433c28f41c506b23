import RunInspection

/// The keys of the answers and what they hold: those of every layout, and those that the layouts
/// declare. A test finds every key of the recorded runs among them.
enum JSONKeys {
  static let sections =
    [run, output, listing, errors, values, history] + DocumentedKeys.ofLayouts

  private static let run = DocumentedKeys(
    title: "A run", introduction: "What status, watch and each row of list-runs print.",
    keys: [
      DocumentedKey("all_complete", "Whether all outputs are complete."),
      DocumentedKey(
        "error", "Why the run could not be read, in whole or in part; absent where it could."),
      DocumentedKey(
        "last_activity",
        "The newest evidence of progress: the time of the heartbeat, or of the newest file."
      ),
      DocumentedKey(
        "last_modified",
        "When the description of the run was last changed, or what the heartbeat says of it."
      ),
      DocumentedKey(
        "layout",
        "Which producer's layout it is: "
          + LayoutName.all.map(\.rawValue).joined(separator: ", ") + "."
      ),
      DocumentedKey(
        "n_failed", "How many elements failed, over all outputs; null where that can't be told."),
      DocumentedKey("n_outputs", "How many outputs there are."),
      DocumentedKey("n_outputs_completed", "How many of them are complete."),
      DocumentedKey("outputs", "The outputs by their names; not in list-runs."),
      DocumentedKey("progress_fraction", "Done over all, 0 to 1; null where it can't be told."),
      DocumentedKey(
        "run_folder",
        "The absolute path; bytes that are no UTF-8 as lone surrogates, as Python has them."
      ),
      DocumentedKey("stale", "No sign of life for longer than allowed, and not at its end."),
      DocumentedKey(
        "stale_after_seconds",
        "After how many seconds without a sign of life the run is stale: what --stale-after says, or "
          + "else the run itself, or else an hour."),
      DocumentedKey(
        "status",
        "pending, running, incomplete (a part was computed, then nothing more), completed, failed, "
          + "cancelled; or missing and error for what can't be read."
      ),
      DocumentedKey("status_source", "heartbeat, or disk_heuristic where the files decide."),
      DocumentedKey("warnings", "What the reader had to work around, a sentence each."),
    ])

  private static let output = DocumentedKeys(
    title: "An output", introduction: "The values under outputs.",
    keys: [
      DocumentedKey(
        "bytes", "How many bytes it takes on disk; null where some of it can't be looked at."),
      DocumentedKey("complete", "Whether all elements are settled, that is, stored or failed."),
      DocumentedKey("error", "Why it could not be read; absent where it could."),
      DocumentedKey(
        "n_completed", "Elements that are stored and no errors; null where that can't be told."),
      DocumentedKey(
        "n_failed",
        "Elements that failed, or were not computed because of others; null where that can't be told."
      ),
      DocumentedKey("n_total", "How many elements there are; null while the shape is unknown."),
      DocumentedKey(
        "n_truncated", "Stored files that are cut short; they hold no completed elements."),
      DocumentedKey(
        "progress", "Settled elements over all; \"unknown\" while the shape is unknown."),
      DocumentedKey(
        "shape", "The size along each dimension, null for one that is unknown; null for one value."),
      DocumentedKey("storage", "How it is stored, by the producer's name; single for one value."),
    ])

  private static let listing = DocumentedKeys(
    title: "A listing", introduction: "What list-runs prints.",
    keys: [
      DocumentedKey("error", "Why the folder could not be read, or null."),
      DocumentedKey("folder", "The folder as it was given."),
      DocumentedKey(
        "runs", "The runs, newest activity first. One that can't be read has its error."),
      DocumentedKey("scanned_directories", "How many folders there are, runs or not."),
      DocumentedKey("total_count", "How many runs are shown."),
    ])

  private static let errors = DocumentedKeys(
    title: "Errors", introduction: "What errors prints, and each object under errors.",
    keys: [
      DocumentedKey("errors", "The failures in order, as many as were asked for."),
      DocumentedKey(
        "n_failed",
        "How many there are. In an unrecorded error: how many failed so. In a cause: how many elements "
          + "of the input had failed."),
      DocumentedKey("arguments", "What the function was called with by position."),
      DocumentedKey("causes", "Of a propagated error: the inputs that had failed."),
      DocumentedKey("coordinates", "The place of the element along each dimension."),
      DocumentedKey(
        "exceptions",
        "Of a group of exceptions: those in it, each with type, message and again exceptions."),
      DocumentedKey("function", "The function, with its module."),
      DocumentedKey("index", "The place of the element in C order, from 0; null for one value."),
      DocumentedKey("keyword_arguments", "What the function was called with by name."),
      DocumentedKey(
        "kind",
        "error; propagated for what was not computed because of other errors; unrecorded for what "
          + "failed without the producer storing why."),
      DocumentedKey("machine", "The machine."),
      DocumentedKey("message", "What the exception says."),
      DocumentedKey("output", "The output; null where the run as a whole failed."),
      DocumentedKey("parameter", "In a cause: the name of the input."),
      DocumentedKey("reason", "Of a propagated error: input_is_error or array_contains_errors."),
      DocumentedKey("timestamp", "When, as the producer wrote it."),
      DocumentedKey("traceback", "The trace; not with --no-traceback."),
      DocumentedKey(
        "type",
        "The class of the exception, with its module unless that is the language's own. In a cause: full, "
          + "or partial for an array with errors."),
      DocumentedKey("warnings", "What the reader had to work around."),
    ])

  private static let history = DocumentedKeys(
    title: "The history of a run",
    introduction:
      "What timing, snapshots, changes, summary and restore print. Snapshots and changes have the "
      + "producer's own keys.",
    keys: [
      DocumentedKey(
        "timing", "A row a step: module, experiment, step, start, end, seconds, error."),
      DocumentedKey("totals", "The seconds by module."),
      DocumentedKey("snapshots", "All snapshots, in order."),
      DocumentedKey("snapshot", "One snapshot, with the metadata before and after."),
      DocumentedKey(
        "evolution",
        "With --evolution: the distinct descriptions of the data of a module, in order."
      ),
      DocumentedKey("changes", "What changed in the description of the data."),
      DocumentedKey(
        "summary",
        "sequence, active_modules, metadata_modules, total_snapshots, total_changes, last_snapshot, "
          + "last_change."
      ),
      DocumentedKey("restored", "With restore --to: file, bytes."),
    ])

  static let heartbeat = DocumentedKeys(
    title: "Keys", introduction: "Other keys are passed through.",
    keys: [
      DocumentedKey("message", "What the script has to say."),
      DocumentedKey(
        "n_failed", "How many things failed; with more than 0 a completed run is no success."),
      DocumentedKey(
        "outputs",
        "An object by name, of objects with progress, complete, n_total, n_completed and n_failed."
      ),
      DocumentedKey("progress_fraction", "Done over all, 0 to 1."),
      DocumentedKey("stale_after_seconds", "After how many seconds of silence the run is stale."),
      DocumentedKey("started_at", "When it began, as updated_at."),
      DocumentedKey(
        "status", "pending, running, incomplete, completed, failed or cancelled. Required."),
      DocumentedKey(
        "updated_at",
        "When this was written: seconds since 1970, or ISO 8601 with or without a zone."
      ),
    ])
}
