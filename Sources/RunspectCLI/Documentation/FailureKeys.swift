import FileFormats
import RunInspection

/// The keys of what `errors` prints.
extension JSONKeys {
  static let errors = DocumentedKeys(
    title: "Errors", introduction: "What errors prints, and each object under errors.",
    keys: [
      DocumentedKey(
        "errors", .list(.object),
        "The failures, at most as many as --limit allows."),
      DocumentedKey(
        "n_failed", .count, null: "if none is known, but not everything could be counted",
        absent: "of single errors",
        "How many there are. In an unrecorded error: how many elements failed. In a cause: "
          + "how many elements of the input had failed."),
      DocumentedKey(
        "arguments", .either(.list(.any), .object), null: "if they are not recorded",
        "The positional arguments of the function."),
      DocumentedKey(
        "causes", .list(.object), absent: "of other errors",
        "Of a propagated error: the inputs that had failed."),
      DocumentedKey(
        "coordinates", .list(.count), null: "for a single value",
        "The index of the element along each dimension."),
      DocumentedKey(
        "exceptions", .list(.object), absent: "of other exceptions",
        "Of an exception group: its members, each with type and message; groups again with "
          + "exceptions."),
      DocumentedKey(
        "function", .string, null: "if it is not recorded",
        "The function, with its module."),
      DocumentedKey(
        "index", .count, null: "for a single value",
        "The index of the element in C order, from 0."),
      DocumentedKey(
        "keyword_arguments", .object, null: "if they are not recorded",
        "The keyword arguments of the function."),
      DocumentedKey(
        "kind", .words(["error", "propagated", "unrecorded"]),
        "error; propagated for what was not computed because of other errors; unrecorded for "
          + "a failure whose reason the producer did not store."),
      DocumentedKey(
        "machine", .string, null: "if it is not recorded",
        "The machine on which it failed."),
      DocumentedKey(
        "message", .string, null: "if it is not recorded",
        "The message of the exception."),
      DocumentedKey(
        "output", .string, null: "if the run as a whole failed",
        "The output."),
      DocumentedKey(
        "n_propagated", .count, absent: "without --roots", "How many errors were left out."),
      DocumentedKey(
        "n_runs", .count, absent: "if one run was asked for", "How many runs were read."),
      DocumentedKey(
        "n_runs_failed", .count, absent: "if one run was asked for",
        "In how many of them something failed."),
      DocumentedKey(
        "n_runs_unreadable", .count, absent: "if one run was asked for",
        "How many more could not be read, or not whole."),
      DocumentedKey(
        "parameter", .string,
        "In a cause: the name of the input."),
      DocumentedKey(
        "run", .path, absent: "if one run was asked for",
        "The run folder as it was given or found."),
      DocumentedKey(
        "reason", .words(["input_is_error", "array_contains_errors"]),
        null: "if it is not recorded", absent: "of other errors",
        "Of a propagated error: what was wrong with its inputs."),
      DocumentedKey(
        "timestamp", .string, null: "if it is not recorded",
        "When it failed, as the producer wrote it."),
      DocumentedKey(
        "traceback", .string, null: "if it is not recorded", absent: "with --no-traceback",
        "The traceback."),
      DocumentedKey(
        "type", .string, null: "if it is not recorded",
        "The class of the exception, with its module unless it is a built-in. In a cause: "
          + "full, or partial for an array with errors."),
      DocumentedKey(
        "warnings", .list(.string),
        "What the reader had to work around."),
    ])

  static let errorGroups = DocumentedKeys(
    title: "Groups of errors",
    introduction:
      "What errors --group-by prints besides the counts above, and each object under groups. It also has a "
      + "key for each field that the errors are grouped by, null for errors without it.",
    keys: [
      DocumentedKey(
        "group_by", .list(.string), "What the errors are grouped by; always by kind as well."),
      DocumentedKey(
        "groups", .list(.object),
        "The groups, at most as many as --limit allows, the largest first."),
      DocumentedKey("n_groups", .count, "How many groups there are, at most 10000."),
      DocumentedKey("count", .count, "How many errors are in the group."),
      DocumentedKey(
        "differing", .object,
        "The keyword arguments that differ, by name: n_values, how many values there are (1000 stands "
          + "for 1000 or more), and values, the first five of them. One that some of the calls don't "
          + "have is among them."),
      DocumentedKey(
        "example", .object,
        "The first error of the group: coordinates, function, index, message, output, run, timestamp, "
          + "type."),
      DocumentedKey(
        "message", .string, null: "if there is none", absent: "unless grouped by it",
        "With a placeholder <n> for each number, cut after 1000 bytes. Of a propagated error, that of "
          + "an input, or the reason."),
      DocumentedKey(
        "not_compared", .list(.string), absent: "if there are none",
        "The keyword arguments that look the same but are too large to be compared whole."),
      DocumentedKey(
        "same", .object, "The keyword arguments that are the same in all errors, with their values."
      ),
      DocumentedKey(
        "where", .list(.object), "The first 20 of the errors: coordinates, index, output, run."),
    ])
}
