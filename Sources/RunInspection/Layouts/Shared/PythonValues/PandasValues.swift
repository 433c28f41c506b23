import FileFormats

/// Frames, series, indexes and arrays of pandas (pandas 1.5 to 3.1). A frame is a manager of blocks,
/// `BlockManager((BLOCK, ...), [COLUMNS, ROWS])`, each block with the values of some columns:
/// `_unpickle_block(VALUES, PLACES, 2)`.
enum PandasValues {
  /// The value of a call; nil where it is none of pandas' or not as pandas writes it.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    if let manager = manager(of: call, in: reader.document) {
      return frame(call, manager, in: &reader) ?? series(call, manager, in: &reader)
    }
    guard call.name.module.hasPrefix("pandas") else { return nil }
    if let scalar = PandasScalars.value(of: call, in: &reader) { return scalar }
    guard let column = PandasColumn(call, in: &reader) else { return nil }
    if call.name.name.hasPrefix("_new_") {
      return index(column, call, shown: column.count, in: &reader)
    }
    guard reader.budget.take(text: column.type) else { return .elided }
    return .array(
      type: column.type, shape: [column.count], elements: column.values(in: &reader),
      count: column.count)
  }

  /// The manager of the blocks of a frame or a series, whose classes others may have extended.
  private static func manager(
    of call: PythonCall, in document: PickleDocument
  ) -> PickleReference? {
    guard call.argumentCount == 0, let state = call.state,
      case .dictionary = document.outline(of: state)
    else { return nil }
    let attributes = document.firstEntries(16, of: .items, in: state)
    guard let kind = attributes.attribute("_typ", in: document),
      document.isText(kind, "dataframe") || document.isText(kind, "series")
    else { return nil }
    return attributes.attribute("_mgr", in: document)
      ?? attributes.attribute("_data", in: document)
  }

  /// The class by the name that its owners know: pandas 3 tells it, before it is an internal one.
  private static func className(_ call: PythonCall) -> JSONString {
    JSONString(
      call.name.module.hasPrefix("pandas") ? "pandas.\(call.name.name)" : call.name.dotted)
  }

  // MARK: - Frames

  private static func frame(
    _ call: PythonCall, _ manager: PickleReference, in reader: inout PickleValueReader
  ) -> StoredValue? {
    let document = reader.document
    guard let blocks = PythonCall(manager, in: &reader), blocks.name.name == "BlockManager",
      blocks.argumentCount == 2,
      let axes = document.sequence(blocks.arguments[1], atMost: 3), axes.count == 2,
      let names = PandasColumn(axes[0], in: &reader),
      let rowIndex = PythonCall(axes[1], in: &reader),
      let labels = PandasColumn(axes[1], in: &reader)
    else { return nil }
    let width = min(names.count, reader.limits.elements, reader.budget.valuesLeft)
    let places = places(blocks.arguments[0], width: width, in: &reader)
    var columns: [PandasColumn?] = []
    for place in places where !reader.budget.isSpent {
      columns.append(
        place.flatMap { PandasColumn($0.values, row: $0.row, in: &reader) })
    }
    let shownNames = names.values(in: &reader)
    let types = reader.values(columns.count) { reader, column in
      guard reader.takeValue(), let type = columns[column]?.type,
        reader.budget.take(text: type)
      else { return .elided }
      return .string(type)
    }
    let rows = FrameRows.values(
      width: columns.count, length: labels.count, in: &reader
    ) { reader, column, row in
      columns[column]?.element(row, in: &reader) ?? .elided
    }
    let index = index(labels, rowIndex, shown: rows.count, in: &reader)
    return .tagged(
      .frame,
      [
        "class": .string(className(call)), "columns": .list(shownNames, count: names.count),
        "dtypes": .list(types, count: names.count), "index": index,
        "length": .integer("\(labels.count)"), "rows": .shown(rows),
      ])
  }

  /// For each of the first columns the values of its block, and its row in them.
  private static func places(
    _ blocks: PickleReference, width: Int, in reader: inout PickleValueReader
  ) -> [(values: PickleReference, row: Int)?] {
    var found: [(values: PickleReference, row: Int)?] = Array(repeating: nil, count: width)
    var left = width
    let document = reader.document
    for block in document.sequence(blocks, atMost: reader.limits.elements) ?? [] where left > 0 {
      guard let call = PythonCall(block, in: &reader), call.name.name == "_unpickle_block",
        call.argumentCount == 3, let places = Places(call.arguments[1], in: &reader)
      else { continue }
      // What places are looked at for nothing is paid for.
      guard reader.takeValue(), reader.budget.take(min(places.count, width)) else { break }
      for row in 0..<min(places.count, width) {
        guard let column = places.column(row), column >= 0, column < width, found[column] == nil
        else { continue }
        found[column] = (call.arguments[0], row)
        left -= 1
      }
    }
    return found
  }

  /// Which columns a block holds: `slice(START, STOP, STEP)`, or an array of numbers.
  private struct Places {
    let count: Int
    private let range: (start: Int, step: Int)
    private let numbers: NumpyArrayView?

    init?(_ reference: PickleReference, in reader: inout PickleValueReader) {
      guard let call = PythonCall(reference, in: &reader) else { return nil }
      guard call.name.name == "slice", call.argumentCount == 3 else {
        guard let view = NumpyArrayView(call, in: &reader) else { return nil }
        numbers = view
        range = (0, 0)
        count = view.count
        return
      }
      let parts = call.arguments.map { reader.document.integer($0) }
      guard let start = parts[0], let stop = parts[1], let step = parts[2] ?? 1 as Int?,
        let length = PandasColumn.length(start, stop, step)
      else { return nil }
      numbers = nil
      range = (start, step)
      count = length
    }

    func column(_ row: Int) -> Int? {
      if let numbers { return numbers.integer(row) }
      let (product, overflow) = range.step.multipliedReportingOverflow(by: row)
      let (sum, tooLarge) = range.start.addingReportingOverflow(product)
      return overflow || tooLarge ? nil : sum
    }
  }

  // MARK: - Series and indexes

  /// A series has one block. Its manager is made by its state, which begins with a list of the index
  /// and a list of the values.
  private static func series(
    _ call: PythonCall, _ manager: PickleReference, in reader: inout PickleValueReader
  ) -> StoredValue? {
    let document = reader.document
    guard let block = PythonCall(manager, in: &reader), block.name.name == "SingleBlockManager",
      let state = block.state, let parts = document.sequence(state, atMost: 2), parts.count == 2,
      let axes = document.sequence(parts[0], atMost: 1).flatMap(\.first),
      let values = document.sequence(parts[1], atMost: 1).flatMap(\.first),
      let rowIndex = PythonCall(axes, in: &reader), let labels = PandasColumn(axes, in: &reader),
      let column = PandasColumn(values, in: &reader)
    else { return nil }
    let attributes = call.attributes(in: document)
    let name =
      attributes.attribute("_name", in: document) ?? attributes.attribute("name", in: document)
    let elements = column.values(in: &reader)
    return .tagged(
      .series,
      [
        "class": .string(className(call)), "dtype": reader.made(column.type),
        "index": index(labels, rowIndex, shown: elements.count, in: &reader),
        "length": .integer("\(column.count)"),
        "name": name.map { reader.value(of: $0) } ?? StoredValue.none,
        "values": .shown(elements),
      ])
  }

  /// The labels of rows, as many as rows are shown.
  private static func index(
    _ column: PandasColumn, _ call: PythonCall, shown: Int, in reader: inout PickleValueReader
  ) -> StoredValue {
    let parts = call.arguments.count > 1 ? reader.document.attributes(call.arguments[1]) : nil
    let values = reader.values(min(shown, column.count)) { column.element($1, in: &$0) }
    var members: StoredMembers = [
      "length": .integer("\(column.count)"), "values": .shown(values),
    ]
    if case .tuples(let levels) = column.source {
      members.add("dtypes", .shown(levels.map { reader.made($0.level.type) }))
      let names = parts?.attribute("names", in: reader.document)
      members.add("names", names.map { reader.value(of: $0) } ?? StoredValue.none)
    } else {
      members.add("dtype", reader.made(column.type))
      let name = parts?.attribute("name", in: reader.document)
      members.add("name", name.map { reader.value(of: $0) } ?? StoredValue.none)
    }
    return .tagged(.index, members)
  }
}
