import FileFormats

/// Frames and series of polars, whose state is a stream of Arrow (polars 2.1,
/// `DataFrame.__getstate__`, `Series.__getstate__`).
enum PolarsValues {
  /// The value of a call; nil where it is none of polars' or not as polars writes it.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    guard call.name.module.hasPrefix("polars"), let state = call.state else { return nil }
    switch call.name.name {
    case "DataFrame": return stream(state, in: &reader).map { frame($0, in: &reader) }
    case "Series": return stream(state, in: &reader).flatMap { series($0, in: &reader) }
    default: return nil
    }
  }

  private static func stream(
    _ state: PickleReference, in reader: inout PickleValueReader
  ) -> ArrowStream? {
    if let known = reader.memory.streams[state] { return known }
    let stream = reader.buffer(state).flatMap { ArrowStream($0) }
    reader.memory.streams[state] = .some(stream)
    return stream
  }

  private static func frame(
    _ stream: ArrowStream, in reader: inout PickleValueReader
  ) -> StoredValue {
    let values = ArrowValues(dictionaries: stream.dictionaries)
    let width = stream.fields.count
    let names = reader.values(width) { $0.text(stream.fields[$1].name) }
    let types = reader.values(width) { name(of: stream.fields[$1].type, in: $0) }
    let rows = FrameRows.values(
      width: stream.columns.isEmpty ? 0 : names.count,
      length: stream.columns.first?.count ?? 0, in: &reader
    ) { reader, column, row in
      values.value(of: stream.columns[column], at: row, in: &reader)
    }
    return .tagged(
      .frame,
      [
        "class": "polars.DataFrame", "columns": .list(names, count: width),
        "dtypes": .list(types, count: width), "length": .integer("\(stream.rowCount)"),
        "rows": .shown(rows),
      ])
  }

  /// The name of a type. Types of many fields can share one long name, so that making it is paid for
  /// even where it does not fit.
  private static func name(of type: ArrowType, in reader: PickleValueReader) -> StoredValue {
    let most = 1 << 16
    var room = most
    let name = type.polarsName(&room)
    guard room < 0 else { return reader.made(JSONString(name)) }
    reader.budget.refuse()
    _ = reader.budget.take(min(most, reader.budget.left))
    return .elided
  }

  /// A series is written as a frame of one column.
  private static func series(
    _ stream: ArrowStream, in reader: inout PickleValueReader
  ) -> StoredValue? {
    guard let field = stream.fields.first, stream.fields.count == 1 else { return nil }
    let values = ArrowValues(dictionaries: stream.dictionaries)
    var elements: [StoredValue] = []
    if let column = stream.columns.first {
      elements = reader.values(column.count) { values.value(of: column, at: $1, in: &$0) }
    }
    return .tagged(
      .series,
      [
        "class": "polars.Series", "dtype": name(of: field.type, in: reader),
        "length": .integer("\(stream.rowCount)"), "name": reader.text(field.name),
        "values": .shown(elements),
      ])
  }
}
