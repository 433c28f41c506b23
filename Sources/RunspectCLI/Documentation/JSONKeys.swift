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

  private static let values = DocumentedKeys(
    title: "Stored values",
    introduction:
      "What outputs prints: the values by the names of the outputs, under outputs. What JSON has is as it "
      + "is: null, truth values, numbers (NaN and infinities as texts), texts, lists, and dictionaries whose keys are texts that don't "
      + "begin with $. Anything else is an object with the key $type. An output that is an array of "
      + "elements is a nested array, with null where an element is missing. Of arrays, frames and lists the "
      + "first elements are shown, as many as --limit allows; length says how many there are. An answer "
      + "holds 16 MiB at most, where a value counts 48 bytes, 8 more for each level that it lies deep, and "
      + "its text; what comes after that is elided, and lists are cut.",
    keys: [
      DocumentedKey(
        "array",
        "numpy, the module array, and arrays of pandas: dtype, shape, length, values in C order. Of a "
          + "structure fields too, pairs of name and dtype in order; its values are objects."
      ),
      DocumentedKey("bytes", "base64, as much as --limit allows, and length."),
      DocumentedKey("complex", "real, imaginary."),
      DocumentedKey("counter", "collections.Counter: items, a pair each; length."),
      DocumentedKey("cycle", "A value that contains itself, levels_up levels up."),
      DocumentedKey(
        "data_array",
        "xarray: name, dims, coords (each a variable), attrs, and dtype, shape, length, values as an array."
      ),
      DocumentedKey("dataclass", "An instance of a dataclass of the user's own script: class, fields."),
      DocumentedKey("dataset", "xarray: dims, coords and variables (each a variable), attrs."),
      DocumentedKey("decimal", "decimal.Decimal: value, a text."),
      DocumentedKey("defaultdict", "items, a pair each; length; default, what makes missing values."),
      DocumentedKey("deque", "items, length, maxlen."),
      DocumentedKey("dict", "items, a pair each, for keys that are no plain texts; length."),
      DocumentedKey(
        "dtype", "A type of numpy: name; of a structure fields, as of an array."),
      DocumentedKey("duration", "seconds."),
      DocumentedKey("elements", "The elements of an output that are cut: items, length, shape."),
      DocumentedKey("elided", "What lies too deep, or no longer fits in the answer."),
      DocumentedKey("enum", "A member of an enumeration of the user's own script: class, name, value."),
      DocumentedKey("error", "An element that failed: error_type, message."),
      DocumentedKey("fraction", "fractions.Fraction: numerator, denominator."),
      DocumentedKey(
        "frame",
        "A table of pandas or polars: class, columns (their names), dtypes, length (how many rows), rows "
          + "(the first, a list each, together as many cells as --limit allows); of pandas index."
      ),
      DocumentedKey(
        "global",
        "A class or a function: name; of a function of the user's own script also file and line, where its "
          + "source begins."
      ),
      DocumentedKey(
        "index",
        "The labels of rows in pandas: dtype, name, length, values; with several levels dtypes and names."
      ),
      DocumentedKey("interval", "pandas: left, right, closed."),
      DocumentedKey("ip_address, ip_network", "value, a text."),
      DocumentedKey("list", "A list that is cut: items, length."),
      DocumentedKey("masked", "An element that numpy has masked."),
      DocumentedKey("na", "The missing value of pandas."),
      DocumentedKey("namedtuple", "A named tuple of the user's own script: class, fields."),
      DocumentedKey("namespace", "types.SimpleNamespace: fields."),
      DocumentedKey("none", "A stored None among the elements of an output, where null says missing."),
      DocumentedKey(
        "object",
        "Any other instance: class, and of arguments, keyword_arguments, state (attributes and slots "
          + "together), items, entries what there is. It is never made. Of a class that is stored by its "
          + "name alone no more is known: an enumeration is its call with a value, a dataclass its state."
      ),
      DocumentedKey(
        "parquet",
        "A table in the format Parquet, by its footer: bytes, columns, dtypes, length (how many rows)."
      ),
      DocumentedKey("path", "pathlib: value, a text."),
      DocumentedKey(
        "period",
        "pandas: ordinal, how many spans since 1970, and freq, how long one is, such as M, or the class of "
          + "an offset."
      ),
      DocumentedKey("range", "start, stop, step."),
      DocumentedKey("series", "pandas or polars: class, name, dtype, length, values; of pandas index."),
      DocumentedKey("set", "items, length."),
      DocumentedKey(
        "sparse",
        "scipy: class, dtype, shape, length (how many elements are stored), entries (the first, in the "
          + "order of the format: the place along each dimension, then the value)."
      ),
      DocumentedKey(
        "time",
        "A date, a time of day or both: value in ISO 8601, with the digits and the offset that are stored; "
          + "zone, the name of a zone that is no fixed offset. A value without an offset is local."
      ),
      DocumentedKey("tuple", "items, length."),
      DocumentedKey("unreadable", "What can't be decoded: error."),
      DocumentedKey("uuid", "value, a text."),
      DocumentedKey("variable", "xarray: dims, attrs, and dtype, shape, length, values as an array."),
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
