import FileFormats

/// Finds the columns in the arrays of pandas (pandas 1.5 to 3.1).
extension PandasColumn {
  /// The column that an array is; nil where it is none that is known.
  ///
  /// - Parameter row: which line of an array of two dimensions it is.
  init?(
    _ reference: PickleReference, row: Int = 0, depth: Int = 0,
    in reader: inout PickleValueReader
  ) {
    guard depth < PandasColumn.depthLimit, let call = PythonCall(reference, in: &reader) else {
      return nil
    }
    self.init(call, row: row, depth: depth, in: &reader)
  }

  /// The column that a call gives.
  init?(
    _ call: PythonCall, row: Int = 0, depth: Int = 0, in reader: inout PickleValueReader
  ) {
    let document = reader.document
    let attributes = call.attributes(in: document)
    // Looking at a column is work, even where it has no rows.
    guard reader.takeValue(), reader.budget.take(8 * attributes.count) else { return nil }
    func attribute(_ name: String) -> PickleReference? {
      attributes.attribute(name, in: document)
    }
    switch call.name.name {
    case "__pyx_unpickle_NDArrayBacked":
      self.init(backed: call, row: row, depth: depth, in: &reader)
    case "IntegerArray", "FloatingArray", "BooleanArray":
      guard let data = PandasColumn.line(attribute("_data"), in: &reader),
        let mask = PandasColumn.line(attribute("_mask"), in: &reader), mask.count >= data.count
      else { return nil }
      let name = data.view.type.name.description
      let type = name == "bool" ? "boolean" : PandasColumn.capitalised(name)
      self.init(type: JSONString(type), count: data.count, source: .masked(data, mask: mask))
    case "ArrowStringArray", "ArrowStringArrayNumpySemantics", "ArrowExtensionArray":
      guard let array = attribute("_pa_array") ?? attribute("_data"),
        let column = PandasArrow.column(array, in: &reader)
      else { return nil }
      let (type, missing) = PandasArrow.type(attribute("_dtype"), column.alias, in: &reader)
      self.init(
        type: type, count: column.column.count,
        source: .arrow(column.column, missing: missing))
    case "SparseArray":
      self.init(sparse: attributes, in: &reader)
    case "__pyx_unpickle_IntervalMixin":
      // The state is a tuple of one dictionary.
      guard let state = call.state.flatMap({ document.tuple($0, count: 1) })?.first,
        let parts = document.attributes(state),
        let left = parts.attribute("_left", in: document),
        let right = parts.attribute("_right", in: document),
        let type = parts.attribute("_dtype", in: document)
      else { return nil }
      let closed = PandasColumn.closed(ofType: type, in: &reader)
      self.init(left: left, right: right, closed: closed, depth: depth, in: &reader)
    default:
      if call.name.module.hasPrefix("numpy") {
        guard let view = NumpyArrayView(call, in: &reader), let line = Line(view, row: row) else {
          return nil
        }
        let isMoment = view.type.kind == .moment
        self.init(
          type: view.type.name, count: line.count,
          source: isMoment ? .moments(line, .unaware) : .numpy(line))
        return
      }
      self.init(index: call, depth: depth, in: &reader)
    }
  }

  /// An array around one of numpy, with the state (type, array, attributes): moments, spans,
  /// categories, periods, texts.
  private init?(
    backed call: PythonCall, row: Int, depth: Int, in reader: inout PickleValueReader
  ) {
    let document = reader.document
    guard let state = call.state, let parts = document.sequence(state, atMost: 2),
      parts.count == 2, let view = NumpyArrayView(parts[1], in: &reader),
      let line = Line(view, row: row)
    else { return nil }
    if let type = reader.numpyType(parts[0]) {
      let isMoment = view.type.kind == .moment
      self.init(
        type: type.name, count: line.count,
        source: isMoment ? .moments(line, .unaware) : .numpy(line))
      return
    }
    guard let type = PythonCall(parts[0], in: &reader) else { return nil }
    let attributes = type.attributes(in: document)
    switch type.name.name {
    case "DatetimeTZDtype":
      guard
        let zone = attributes.attribute("tz", in: document).flatMap({ PythonZone($0, in: &reader) })
      else { return nil }
      let unit = view.type.unit.map { $0.name } ?? ""
      self.init(
        type: JSONString("datetime64[\(unit), \(zone.name)]"), count: line.count,
        source: .moments(line, zone))
    case "CategoricalDtype":
      guard let categories = attributes.attribute("categories", in: document),
        let values = PandasColumn(categories, depth: depth + 1, in: &reader)
      else { return nil }
      self.init(type: "category", count: line.count, source: .categories(line, values))
    case "PeriodDtype":
      guard let first = type.arguments.first,
        let name = PandasScalars.frequency(first, in: &reader)?.description
      else { return nil }
      let frequency = name.hasPrefix("period[") ? String(name.dropFirst(7).dropLast()) : name
      self.init(
        type: JSONString("period[\(frequency)]"), count: line.count,
        source: .periods(line, frequency: JSONString(frequency)))
    case "StringDtype":
      let (type, _) = PandasArrow.type(parts[0], "string", in: &reader)
      self.init(type: type, count: line.count, source: .numpy(line))
    default:
      self.init(type: view.type.name, count: line.count, source: .numpy(line))
    }
  }

  /// `SparseArray`: the places are listed, or given as blocks, of which only the former are followed.
  private init?(sparse attributes: [PickleEntry], in reader: inout PickleValueReader) {
    let document = reader.document
    guard let places = attributes.attribute("_sparse_index", in: document),
      let index = PythonCall(places, in: &reader), index.name.name == "IntIndex",
      index.argumentCount >= 2, let count = document.integer(index.arguments[0]), count >= 0,
      let numbers = PandasColumn.line(index.arguments[1], in: &reader),
      let values = PandasColumn.line(
        attributes.attribute("_sparse_values", in: document), in: &reader),
      let type = attributes.attribute("_dtype", in: document),
      let facts = PythonCall(type, in: &reader)?.attributes(in: document),
      values.count == numbers.count
    else { return nil }
    let fill = facts.attribute("_fill_value", in: document)
    let shown = fill.map { reader.value(of: $0) }
    self.init(
      type: JSONString("Sparse[\(values.view.type.name), \(PandasColumn.text(shown))]"),
      count: count, source: .sparse(places: numbers, values: values, fill: fill))
  }

  private init?(
    left: PickleReference, right: PickleReference, closed: JSONString, depth: Int,
    in reader: inout PickleValueReader
  ) {
    guard let left = PandasColumn(left, depth: depth + 1, in: &reader),
      let right = PandasColumn(right, depth: depth + 1, in: &reader), left.count == right.count
    else { return nil }
    self.init(
      type: JSONString("interval[\(left.type), \(closed)]"), count: left.count,
      source: .intervals(left: left, right: right, closed: closed))
  }

  // MARK: - Labels

  /// The labels that an index holds: `_new_Index(CLASS, {"data": ..., "name": ...})` and the like.
  private init?(index call: PythonCall, depth: Int, in reader: inout PickleValueReader) {
    let document = reader.document
    guard call.name.name.hasPrefix("_new_"), call.argumentCount == 2,
      let parts = document.attributes(call.arguments[1])
    else { return nil }
    func part(_ name: String) -> PickleReference? { parts.attribute(name, in: document) }
    if let start = part("start"), let stop = part("stop"), let step = part("step") {
      guard let first = document.integer(start), let end = document.integer(stop),
        let step = document.integer(step), let count = PandasColumn.length(first, end, step)
      else { return nil }
      self.init(type: "int64", count: count, source: .range(start: first, step: step))
    } else if let levels = part("levels"), let codes = part("codes") {
      self.init(levels: levels, codes: codes, depth: depth, in: &reader)
    } else if let left = part("left"), let right = part("right") {
      let closed = part("closed").flatMap { document.text(of: $0, atMost: 16) } ?? "right"
      self.init(
        left: left, right: right, closed: JSONString(closed), depth: depth, in: &reader)
    } else if let data = part("data") {
      self.init(data, depth: depth + 1, in: &reader)
    } else {
      return nil
    }
  }

  private init?(
    levels: PickleReference, codes: PickleReference, depth: Int,
    in reader: inout PickleValueReader
  ) {
    let document = reader.document
    let most = 64
    // No level has levels itself.
    guard depth == 0, let levels = document.sequence(levels, atMost: most + 1),
      let codes = document.sequence(codes, atMost: most + 1), levels.count == codes.count,
      levels.count <= most
    else { return nil }
    var parts: [(codes: Line, level: PandasColumn)] = []
    for (level, code) in zip(levels, codes) {
      guard let line = PandasColumn.line(code, in: &reader),
        line.count == parts.first?.codes.count ?? line.count,
        let column = PandasColumn(level, depth: depth + 1, in: &reader)
      else { return nil }
      parts.append((line, column))
    }
    self.init(type: "object", count: parts.first?.codes.count ?? 0, source: .tuples(parts))
  }

  /// How many numbers a range holds; nil where they can't be counted, and for a step of nothing.
  static func length(_ start: Int, _ stop: Int, _ step: Int) -> Int? {
    guard step != 0 else { return nil }
    guard start != stop, (start < stop) == (step > 0) else { return 0 }
    // The distance of two integers fits in as many bits without a sign.
    let distance = UInt(bitPattern: start < stop ? stop &- start : start &- stop)
    return Int(exactly: (distance - 1) / step.magnitude).flatMap { $0 == .max ? nil : $0 + 1 }
  }

  // MARK: - Parts

  private static func line(
    _ reference: PickleReference?, in reader: inout PickleValueReader
  ) -> Line? {
    reference.flatMap { NumpyArrayView($0, in: &reader) }.flatMap { Line($0, row: 0) }
  }

  private static func closed(
    ofType reference: PickleReference, in reader: inout PickleValueReader
  ) -> JSONString {
    let document = reader.document
    let attributes = PythonCall(reference, in: &reader)?.attributes(in: document) ?? []
    let text = ["closed", "_closed"].lazy.compactMap { attributes.attribute($0, in: document) }
      .first.flatMap { document.text(of: $0, atMost: 16) }
    return JSONString(text ?? "right")
  }

  private static func capitalised(_ name: String) -> String {
    name.hasPrefix("uint")
      ? "UInt" + name.dropFirst(4) : name.prefix(1).uppercased() + name.dropFirst()
  }

  private static func text(_ value: StoredValue?) -> String {
    switch value {
    case .integer(let digits): digits
    case .float(let number): PythonFloat.representation(number)
    case .bool(let value): value ? "True" : "False"
    default: "?"
    }
  }
}

extension PythonZone {
  /// The name of the zone, as Python prints it.
  fileprivate var name: String {
    switch self {
    case .unaware: ""
    case .offset(let seconds): seconds == 0 ? "UTC" : "UTC" + PythonZone.text(seconds)
    case .named(let name): name.description
    }
  }
}
