import FileFormats

/// Columns of pandas that lie in arrays of Arrow (pandas 1.5 to 3.1, pyarrow 26):
/// `pyarrow.lib._restore_array((TYPE, LENGTH, NULLS, OFFSET, [BUFFER], CHILDREN, DICTIONARY))`, or
/// `pyarrow.lib.chunked_array([ARRAY], TYPE)`.
enum PandasArrow {
  /// A column, and the name that pyarrow has for its type.
  typealias Found = (column: ArrowColumn, alias: String)

  /// The column that a reference stands for; nil where it is none, or of several parts.
  static func column(
    _ reference: PickleReference, in reader: inout PickleValueReader
  ) -> Found? {
    guard let call = PythonCall(reference, in: &reader) else { return nil }
    let document = reader.document
    switch call.name.name {
    case "chunked_array":
      guard let first = call.arguments.first, let parts = document.sequence(first, atMost: 2),
        parts.count == 1, let inner = PythonCall(parts[0], in: &reader)
      else { return nil }
      return column(inner, in: &reader)
    default: return column(call, in: &reader)
    }
  }

  private static func column(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> Found? {
    let document = reader.document
    guard call.name.name == "_restore_array", let first = call.arguments.first,
      let parts = document.sequence(first, atMost: 7), parts.count >= 5,
      let alias = alias(parts[0], in: &reader), let type = ArrowType(alias: alias),
      let count = document.integer(parts[1]), count >= 0,
      let offset = document.integer(parts[3]), offset >= 0,
      let references = document.sequence(parts[4], atMost: 4)
    else { return nil }
    var buffers: [ArraySlice<UInt8>] = []
    for reference in references {
      buffers.append(buffer(reference, in: &reader) ?? [])
    }
    let column = ArrowColumn(
      type: type, count: count, offset: offset, validity: buffers.first,
      buffers: Array(buffers.dropFirst()))
    return (column, alias)
  }

  /// `pyarrow.lib.py_buffer(BYTES)`; nil for `None`.
  private static func buffer(
    _ reference: PickleReference, in reader: inout PickleValueReader
  ) -> ArraySlice<UInt8>? {
    guard let call = PythonCall(reference, in: &reader), call.name.name == "py_buffer",
      let bytes = call.arguments.first
    else { return nil }
    return reader.buffer(bytes)
  }

  private static func alias(
    _ reference: PickleReference, in reader: inout PickleValueReader
  ) -> String? {
    guard let call = PythonCall(reference, in: &reader), call.name.name == "type_for_alias",
      let name = call.arguments.first
    else { return nil }
    return reader.document.text(of: name, atMost: 64)
  }

  /// The name that pandas has for the type of such a column, and the value that stands for a missing
  /// one: `StringDtype(STORAGE, MISSING)`, or any other type by its name in Arrow.
  static func type(
    _ reference: PickleReference?, _ alias: String, in reader: inout PickleValueReader
  ) -> (name: JSONString, missing: StoredValue) {
    let notAvailable = StoredValue.tagged(.notAvailable, [:])
    guard let reference, let call = PythonCall(reference, in: &reader),
      call.name.name == "StringDtype"
    else { return (JSONString("\(alias)[pyarrow]"), notAvailable) }
    // Since pandas 3 what stands for a missing text is part of the type.
    if call.arguments.count > 1,
      case .plain(.float) = reader.document.outline(of: call.arguments[1])
    {
      return ("str", .float(.nan))
    }
    return ("string", notAvailable)
  }
}
