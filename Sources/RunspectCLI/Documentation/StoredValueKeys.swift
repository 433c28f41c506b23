import RunInspection

extension JSONKeys {
  /// The forms of stored values, by the names that `$type` gives them.
  static let values = DocumentedKeys(
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
}
