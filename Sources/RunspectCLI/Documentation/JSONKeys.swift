import RunInspection

/// The keys of the answers and their meanings: those of every layout, and those that the layouts
/// declare.
enum JSONKeys {
  static let sections =
    [run, output, listing, errors, errorGroups, inputs, values, history] + DocumentedKeys.ofLayouts

  private static let run = DocumentedKeys(
    title: "A run", introduction: "What status, watch and each row of list-runs print.",
    keys: [
      DocumentedKey("all_complete", "Whether all outputs are complete."),
      DocumentedKey(
        "error", "Why the run could not be read, in whole or in part; absent if it could."),
      DocumentedKey(
        "last_activity",
        "The newest evidence of progress: the time of the heartbeat, or of the newest file."),
      DocumentedKey(
        "last_modified",
        "When the description of the run was last changed, or what the heartbeat says about that."),
      DocumentedKey(
        "layout",
        "The layout of the run folder: "
          + LayoutName.all.map(\.rawValue).joined(separator: ", ") + "."
      ),
      DocumentedKey(
        "n_failed", "How many elements failed, over all outputs; null if that is unknown."),
      DocumentedKey("n_outputs", "How many outputs there are."),
      DocumentedKey("n_outputs_completed", "How many of them are complete."),
      DocumentedKey("outputs", "The outputs by their names; not in list-runs."),
      DocumentedKey(
        "progress_fraction", "How much of the work is done, 0 to 1; null if that is unknown."),
      DocumentedKey(
        "run_folder",
        "The absolute path; bytes that are not UTF-8 become lone surrogates, as in Python."),
      DocumentedKey(
        "stale", "Whether there was no sign of life for longer than allowed before the run ended."),
      DocumentedKey(
        "stale_after_seconds",
        "After how many seconds without a sign of life the run is stale: by --stale-after, or "
          + "else by the run itself, or else an hour."),
      DocumentedKey(
        "status",
        "pending, running, incomplete (a part was computed, then nothing more), completed, "
          + "failed, cancelled; or missing and error for what can't be read."),
      DocumentedKey("status_source", "heartbeat, or disk_heuristic where the files decide."),
      DocumentedKey("warnings", "What the reader had to work around, one sentence each."),
    ])

  private static let output = DocumentedKeys(
    title: "An output", introduction: "The values under outputs.",
    keys: [
      DocumentedKey(
        "bytes", "How many bytes it takes up on disk; null if some of it can't be examined."),
      DocumentedKey("complete", "Whether all elements are settled, that is, stored or failed."),
      DocumentedKey("error", "Why it could not be read; absent if it could."),
      DocumentedKey("n_completed", "Stored elements that are not errors; null if that is unknown."),
      DocumentedKey(
        "n_failed",
        "Elements that failed, or were not computed because others failed; null if that is "
          + "unknown."),
      DocumentedKey("n_total", "How many elements there are; null while the shape is unknown."),
      DocumentedKey(
        "n_truncated", "Stored files that are truncated; they hold no completed elements."),
      DocumentedKey(
        "progress", "The fraction of settled elements; \"unknown\" while the shape is unknown."),
      DocumentedKey(
        "shape", "The size along each dimension, null if unknown; null for a single value."),
      DocumentedKey(
        "storage", "The producer's name for how it is stored; single for a single value."),
    ])

  private static let listing = DocumentedKeys(
    title: "A list of runs", introduction: "What list-runs prints.",
    keys: [
      DocumentedKey("error", "Why the folder could not be read, or null."),
      DocumentedKey("folder", "The folder as it was given."),
      DocumentedKey(
        "runs", "The runs, newest activity first. One that can't be read has its error."),
      DocumentedKey(
        "scanned_directories", "How many folders there are, whether they are runs or not."),
      DocumentedKey("total_count", "How many runs are shown."),
    ])

  private static let errors = DocumentedKeys(
    title: "Errors", introduction: "What errors prints, and each object under errors.",
    keys: [
      DocumentedKey("errors", "The failures, at most as many as --limit allows."),
      DocumentedKey(
        "n_failed",
        "How many there are. In an unrecorded error: how many elements failed. In a cause: "
          + "how many elements of the input had failed."),
      DocumentedKey("arguments", "The positional arguments of the function."),
      DocumentedKey("causes", "Of a propagated error: the inputs that had failed."),
      DocumentedKey("coordinates", "The index of the element along each dimension."),
      DocumentedKey(
        "exceptions",
        "Of an exception group: its members, each with type and message; groups again with "
          + "exceptions."),
      DocumentedKey("function", "The function, with its module."),
      DocumentedKey(
        "index", "The index of the element in C order, from 0; null for a single value."),
      DocumentedKey("keyword_arguments", "The keyword arguments of the function."),
      DocumentedKey(
        "kind",
        "error; propagated for what was not computed because of other errors; unrecorded for "
          + "a failure whose reason the producer did not store."),
      DocumentedKey("machine", "The machine on which it failed."),
      DocumentedKey("message", "The message of the exception."),
      DocumentedKey("output", "The output; null if the run as a whole failed."),
      DocumentedKey("parameter", "In a cause: the name of the input."),
      DocumentedKey(
        "n_propagated", "With --roots: how many errors were left out; absent without it."),
      DocumentedKey("n_runs", "How many runs were read; absent if one run was asked for."),
      DocumentedKey("n_runs_failed", "In how many of them something failed."),
      DocumentedKey("n_runs_unreadable", "How many more could not be read, or not whole."),
      DocumentedKey("reason", "Of a propagated error: input_is_error or array_contains_errors."),
      DocumentedKey(
        "run", "The run folder as it was given or found; absent if one run was asked for."),
      DocumentedKey("timestamp", "When it failed, as the producer wrote it."),
      DocumentedKey("traceback", "The traceback; absent with --no-traceback."),
      DocumentedKey(
        "type",
        "The class of the exception, with its module unless it is a built-in. In a cause: "
          + "full, or partial for an array with errors."),
      DocumentedKey("warnings", "What the reader had to work around."),
    ])

  private static let errorGroups = DocumentedKeys(
    title: "Groups of errors",
    introduction:
      "What errors --group-by prints besides the counts above, and each object under groups. It also has a "
      + "key for each field that the errors are grouped by, null for errors without it.",
    keys: [
      DocumentedKey("group_by", "What the errors are grouped by; always by kind as well."),
      DocumentedKey("groups", "The groups, at most as many as --limit allows, the largest first."),
      DocumentedKey("n_groups", "How many groups there are, at most 10000."),
      DocumentedKey("count", "How many errors are in the group."),
      DocumentedKey(
        "differing",
        "The keyword arguments that differ, by name: n_values, how many values there are (1000 stands "
          + "for 1000 or more), and values, the first five of them. One that some of the calls don't "
          + "have is among them."),
      DocumentedKey(
        "example",
        "The first error of the group: coordinates, function, index, message, output, run, timestamp, "
          + "type."),
      DocumentedKey(
        "message",
        "With a placeholder <n> for each number, cut after 1000 bytes. Of a propagated error, that of "
          + "an input, or the reason."),
      DocumentedKey(
        "not_compared",
        "The keyword arguments that look the same but are too large to be compared whole; absent if "
          + "there are none."),
      DocumentedKey(
        "same", "The keyword arguments that are the same in all errors, with their values."),
      DocumentedKey(
        "where", "The first 20 of the errors: coordinates, index, output, run."),
    ])

  private static let inputs = DocumentedKeys(
    title: "Inputs", introduction: "What inputs prints.",
    keys: [
      DocumentedKey("inputs", "What the run was started with, by name: source and value."),
      DocumentedKey(
        "source",
        "inputs for what was given to the run; defaults where nothing was given, so that a default "
          + "of the functions applied."),
      DocumentedKey("value", "The value, in one of the forms below."),
      DocumentedKey(
        "warnings", "What could not be read, so that there may be more inputs; usually empty."),
    ])

  private static let history = DocumentedKeys(
    title: "The history of a run",
    introduction:
      "What timing, snapshots, changes, summary and restore print. Snapshots and changes have the "
      + "producer's own keys.",
    keys: [
      DocumentedKey("timing", "The steps: module, experiment, step, start, end, seconds, error."),
      DocumentedKey("totals", "The total seconds of each module."),
      DocumentedKey(
        "snapshots",
        "The snapshots, in order; with --evolution the distinct descriptions of the data of a "
          + "module."),
      DocumentedKey("snapshot", "One snapshot, with the metadata before and after."),
      DocumentedKey("changes", "What changed in the description of the data."),
      DocumentedKey(
        "summary",
        "sequence, active_modules, metadata_modules, total_snapshots, total_changes, "
          + "last_snapshot, last_change."),
      DocumentedKey("restored", "With restore --to: file, bytes."),
    ])

  static let heartbeat = DocumentedKeys(
    title: "Keys", introduction: "Other keys are passed through.",
    keys: [
      DocumentedKey("message", "A message for people."),
      DocumentedKey(
        "n_failed", "How many things failed; if more than 0, a completed run is not a success."),
      DocumentedKey(
        "outputs",
        "An object with an object for each output: progress, complete, n_total, n_completed, "
          + "n_failed."),
      DocumentedKey("progress_fraction", "How much of the work is done, 0 to 1."),
      DocumentedKey("stale_after_seconds", "After how many seconds of silence the run is stale."),
      DocumentedKey("started_at", "When the run began, in the same form as updated_at."),
      DocumentedKey(
        "status", "pending, running, incomplete, completed, failed or cancelled. Required."),
      DocumentedKey(
        "updated_at",
        "When this was written: seconds since 1970, or ISO 8601 with or without a zone."),
    ])
}
