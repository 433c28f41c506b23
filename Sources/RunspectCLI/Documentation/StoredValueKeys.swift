import RunInspection

extension JSONKeys {
  /// The forms of stored values, by the names that `$type` gives them.
  static let values = DocumentedKeys(
    title: "Stored values",
    introduction:
      "What outputs prints: the values by the names of the outputs, under outputs. The values that inputs "
      + "prints have the same forms. Values that JSON has are printed as they are: null, booleans, numbers (NaN and the infinities as strings), strings, "
      + "lists, and dictionaries whose keys are strings that don't begin with $. Anything else is an "
      + "object with the key $type, which has one of the names below. An output that is an array of "
      + "elements is a nested array, with null for a missing element. Of arrays, frames and lists, the "
      + "first elements are shown, as many as --limit allows; length is the total number. An answer "
      + "holds at most 7 MiB, counting for each value its text and 48 bytes, and 8 more for each level "
      + "of nesting; values after that are elided, and lists are truncated.",
    keys: [
      DocumentedKey(
        form: "array",
        "numpy, the module array, and arrays of pandas: dtype, shape, length, values in C "
          + "order. A structured array also has fields, pairs of name and dtype; its values are "
          + "objects."),
      DocumentedKey(form: "bytes", "base64 (as many bytes as --limit allows), length."),
      DocumentedKey(form: "complex", "real, imaginary."),
      DocumentedKey(form: "counter", "collections.Counter: items (pairs), length."),
      DocumentedKey(form: "cycle", "A value that contains itself, levels_up levels up."),
      DocumentedKey(
        form: "data_array",
        "xarray: name, dims, coords (each a variable), attrs, and like an array dtype, shape, "
          + "length, values."),
      DocumentedKey(
        form: "dataclass", "An instance of a dataclass from the user's script: class, fields."),
      DocumentedKey(
        form: "dataset", "xarray: dims, coords and variables (each a variable), attrs."),
      DocumentedKey(form: "decimal", "decimal.Decimal: value (a string)."),
      DocumentedKey(
        form: "defaultdict", "items (pairs), length, default (what creates missing values)."),
      DocumentedKey(form: "deque", "items, length, maxlen."),
      DocumentedKey(form: "dict", "A dictionary with other keys: items (pairs), length."),
      DocumentedKey(
        form: "dtype", "A type of numpy: name; for a structure also fields, as of an array."),
      DocumentedKey(form: "duration", "seconds."),
      DocumentedKey(
        form: "elements", "The elements of an output that are not all shown: items, length, shape."),
      DocumentedKey(
        form: "elided", "A value that is nested too deeply, or that no longer fits in the answer."),
      DocumentedKey(
        form: "enum", "A member of an enumeration from the user's script: class, name, value."),
      DocumentedKey(
        form: "error",
        "An element that failed: error_type, message; null for one that can't be told."),
      DocumentedKey(form: "fraction", "fractions.Fraction: numerator, denominator."),
      DocumentedKey(
        form: "frame",
        "A table of pandas or polars: class, columns (their names), dtypes, length (the "
          + "number of rows), rows (the first, with as many cells in total as --limit allows); "
          + "with pandas index."),
      DocumentedKey(
        form: "global",
        "A class or a function: name; for a function from the user's script also file and "
          + "line of its source."),
      DocumentedKey(
        form: "index",
        "The labels of rows in pandas: dtype, name, length, values; with several levels "
          + "dtypes, names."),
      DocumentedKey(form: "interval", "pandas: left, right, closed."),
      DocumentedKey(form: "ip_address, ip_network", "value (a string)."),
      DocumentedKey(form: "list", "A list that is not shown completely: items, length."),
      DocumentedKey(form: "masked", "An element that numpy has masked."),
      DocumentedKey(form: "na", "The missing value of pandas."),
      DocumentedKey(form: "namedtuple", "A named tuple from the user's script: class, fields."),
      DocumentedKey(form: "namespace", "types.SimpleNamespace: fields."),
      DocumentedKey(
        form: "none", "A stored None among the elements of an output, where null means missing."),
      DocumentedKey(
        form: "object",
        "Any other instance, which is never created: class, and those of arguments, "
          + "keyword_arguments, state (attributes and slots), items and entries that are stored. "
          + "If only the name of a class is stored, an enumeration shows as a call with its "
          + "value, and a dataclass as its state."),
      DocumentedKey(
        form: "parquet",
        "A table in the format Parquet, from its footer: bytes, columns, dtypes, length (of "
          + "rows)."),
      DocumentedKey(form: "path", "pathlib: value (a string)."),
      DocumentedKey(
        form: "period",
        "pandas: ordinal (the number of periods since 1970), freq (the length of a period, "
          + "such as M, or the class of an offset)."),
      DocumentedKey(form: "range", "start, stop, step."),
      DocumentedKey(
        form: "series", "pandas or polars: class, name, dtype, length, values; with pandas index."),
      DocumentedKey(form: "set", "items, length."),
      DocumentedKey(
        form: "sparse",
        "scipy: class, dtype, shape, length (the number of stored elements), entries (the "
          + "first ones, in the order of the format: the index along each dimension, then the "
          + "value)."),
      DocumentedKey(
        form: "time",
        "A date, a time of day or both: value in ISO 8601, with the stored digits and offset; "
          + "zone, the name of a zone without a fixed offset. A value without an offset is local."),
      DocumentedKey(form: "tuple", "items, length."),
      DocumentedKey(form: "unreadable", "A value that can't be decoded: error."),
      DocumentedKey(form: "uuid", "value (a string)."),
      DocumentedKey(
        form: "variable", "xarray: dims, attrs, and like an array dtype, shape, length, values."),
    ])
}
