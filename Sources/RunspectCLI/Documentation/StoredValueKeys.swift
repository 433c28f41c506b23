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
}
