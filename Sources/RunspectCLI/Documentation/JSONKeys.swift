import RunInspection

/// The keys of the answers and their meanings: those of every layout, and those that the layouts
/// declare.
enum JSONKeys {
  static let sections =
    [run, output, listing, errors, values, history] + DocumentedKeys.ofLayouts

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
      DocumentedKey("reason", "Of a propagated error: input_is_error or array_contains_errors."),
      DocumentedKey("timestamp", "When it failed, as the producer wrote it."),
      DocumentedKey("traceback", "The traceback; absent with --no-traceback."),
      DocumentedKey(
        "type",
        "The class of the exception, with its module unless it is a built-in. In a cause: "
          + "full, or partial for an array with errors."),
      DocumentedKey("warnings", "What the reader had to work around."),
    ])

  private static let values = DocumentedKeys(
    title: "Stored values",
    introduction:
      "What outputs prints: the values by the names of the outputs, under outputs. Values that JSON has "
      + "are printed as they are: null, booleans, numbers (NaN and the infinities as strings), strings, "
      + "lists, and dictionaries whose keys are strings that don't begin with $. Anything else is an "
      + "object with the key $type, which has one of the names below. An output that is an array of "
      + "elements is a nested array, with null for a missing element. Of arrays, frames and lists, the "
      + "first elements are shown, as many as --limit allows; length is the total number. An answer "
      + "holds at most 16 MiB, counting for each value its text and 48 bytes, and 8 more for each level "
      + "of nesting; values after that are elided, and lists are truncated.",
    keys: [
      DocumentedKey(
        "array",
        "numpy, the module array, and arrays of pandas: dtype, shape, length, values in C "
          + "order. A structured array also has fields, pairs of name and dtype; its values are "
          + "objects."),
      DocumentedKey("bytes", "base64 (as many bytes as --limit allows), length."),
      DocumentedKey("complex", "real, imaginary."),
      DocumentedKey("counter", "collections.Counter: items (pairs), length."),
      DocumentedKey("cycle", "A value that contains itself, levels_up levels up."),
      DocumentedKey(
        "data_array",
        "xarray: name, dims, coords (each a variable), attrs, and like an array dtype, shape, "
          + "length, values."),
      DocumentedKey(
        "dataclass", "An instance of a dataclass from the user's script: class, fields."),
      DocumentedKey("dataset", "xarray: dims, coords and variables (each a variable), attrs."),
      DocumentedKey("decimal", "decimal.Decimal: value (a string)."),
      DocumentedKey("defaultdict", "items (pairs), length, default (what creates missing values)."),
      DocumentedKey("deque", "items, length, maxlen."),
      DocumentedKey("dict", "A dictionary with other keys: items (pairs), length."),
      DocumentedKey("dtype", "A type of numpy: name; for a structure also fields, as of an array."),
      DocumentedKey("duration", "seconds."),
      DocumentedKey(
        "elements", "The elements of an output that are not all shown: items, length, shape."),
      DocumentedKey(
        "elided", "A value that is nested too deeply, or that no longer fits in the answer."),
      DocumentedKey(
        "enum", "A member of an enumeration from the user's script: class, name, value."),
      DocumentedKey("error", "An element that failed: error_type, message."),
      DocumentedKey("fraction", "fractions.Fraction: numerator, denominator."),
      DocumentedKey(
        "frame",
        "A table of pandas or polars: class, columns (their names), dtypes, length (the "
          + "number of rows), rows (the first, with as many cells in total as --limit allows); "
          + "with pandas index."),
      DocumentedKey(
        "global",
        "A class or a function: name; for a function from the user's script also file and "
          + "line of its source."),
      DocumentedKey(
        "index",
        "The labels of rows in pandas: dtype, name, length, values; with several levels "
          + "dtypes, names."),
      DocumentedKey("interval", "pandas: left, right, closed."),
      DocumentedKey("ip_address, ip_network", "value (a string)."),
      DocumentedKey("list", "A list that is not shown completely: items, length."),
      DocumentedKey("masked", "An element that numpy has masked."),
      DocumentedKey("na", "The missing value of pandas."),
      DocumentedKey("namedtuple", "A named tuple from the user's script: class, fields."),
      DocumentedKey("namespace", "types.SimpleNamespace: fields."),
      DocumentedKey(
        "none", "A stored None among the elements of an output, where null means missing."),
      DocumentedKey(
        "object",
        "Any other instance, which is never created: class, and those of arguments, "
          + "keyword_arguments, state (attributes and slots), items and entries that are stored. "
          + "If only the name of a class is stored, an enumeration shows as a call with its "
          + "value, and a dataclass as its state."),
      DocumentedKey(
        "parquet",
        "A table in the format Parquet, from its footer: bytes, columns, dtypes, length (of "
          + "rows)."),
      DocumentedKey("path", "pathlib: value (a string)."),
      DocumentedKey(
        "period",
        "pandas: ordinal (the number of periods since 1970), freq (the length of a period, "
          + "such as M, or the class of an offset)."),
      DocumentedKey("range", "start, stop, step."),
      DocumentedKey(
        "series", "pandas or polars: class, name, dtype, length, values; with pandas index."),
      DocumentedKey("set", "items, length."),
      DocumentedKey(
        "sparse",
        "scipy: class, dtype, shape, length (the number of stored elements), entries (the "
          + "first ones, in the order of the format: the index along each dimension, then the "
          + "value)."),
      DocumentedKey(
        "time",
        "A date, a time of day or both: value in ISO 8601, with the stored digits and offset; "
          + "zone, the name of a zone without a fixed offset. A value without an offset is local."),
      DocumentedKey("tuple", "items, length."),
      DocumentedKey("unreadable", "A value that can't be decoded: error."),
      DocumentedKey("uuid", "value (a string)."),
      DocumentedKey(
        "variable", "xarray: dims, attrs, and like an array dtype, shape, length, values."),
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
