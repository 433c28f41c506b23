import FileFormats

/// Sparse arrays of scipy (scipy 1.17, `scipy.sparse`): type, shape, how many elements are stored, and
/// the first of those with their places, in the order of the format.
enum ScipySparse {
  /// The value of a call; nil where it is none of scipy's or not as scipy writes it.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    guard call.name.module.hasPrefix("scipy.sparse") else { return nil }
    let attributes = call.attributes(in: reader.document)
    let parts = Parts(attributes: attributes, document: reader.document)
    guard let shape = parts["_shape"].flatMap({ NumpyArrayView.sizes($0, in: reader.document) }),
      let entries = entries(call.name.name, parts, shape, in: &reader)
    else { return nil }
    let shown = reader.values(entries.count) { reader, index in
      guard reader.takeValue(), let place = entries.place(index),
        reader.budget.take(numbers: place.count)
      else { return .elided }
      let coordinates = place.map { StoredValue.integer("\($0)") }
      return .list(coordinates + [entries.value(index, &reader)], count: place.count + 1)
    }
    return .tagged(
      .sparse,
      [
        "class": .string(JSONString("scipy.sparse.\(call.name.name)")),
        "dtype": reader.made(entries.type), "entries": .shown(shown),
        "length": .integer("\(entries.count)"),
        "shape": reader.shape(shape),
      ])
  }

  private struct Parts {
    let attributes: [PickleEntry]
    let document: PickleDocument

    subscript(name: String) -> PickleReference? { attributes.attribute(name, in: document) }
  }

  /// The elements that are stored.
  private struct Entries {
    let type: JSONString
    let count: Int
    let place: (Int) -> [Int]?
    let value: (Int, inout PickleValueReader) -> StoredValue
  }

  private static func entries(
    _ name: String, _ parts: Parts, _ shape: [Int], in reader: inout PickleValueReader
  ) -> Entries? {
    func view(_ name: String) -> NumpyArrayView? {
      parts[name].flatMap { NumpyArrayView($0, in: &reader) }
    }
    switch name.prefix(3) {
    case "csr", "csc", "bsr":
      guard let data = view("data"), let indices = view("indices"), let starts = view("indptr")
      else { return nil }
      return compressed(String(name.prefix(3)), data, indices, starts)
    case "coo": return coordinates(parts, in: &reader)
    case "dia":
      guard let data = view("data"), let offsets = view("offsets"), shape.count == 2 else {
        return nil
      }
      guard reader.budget.take(offsets.count) else { return nil }
      return diagonals(data, offsets, shape)
    case "dok": return keys(parts, in: &reader)
    case "lil":
      guard let rows = view("rows"), let data = view("data"),
        let type = parts["dtype"].flatMap({ reader.numpyType($0) })
      else { return nil }
      return lists(rows, data, type.notation, in: &reader)
    default: return nil
    }
  }

  /// By rows or by columns: the starts of the lines, and for each element its place in the line. Of
  /// blocks, each place holds a small array.
  private static func compressed(
    _ format: String, _ data: NumpyArrayView, _ indices: NumpyArrayView, _ starts: NumpyArrayView
  ) -> Entries? {
    let block = format == "bsr" ? Array(data.shape.dropFirst()) : []
    guard data.shape.first == indices.count, starts.count > 0,
      let lastStart = starts.integer(starts.count - 1), lastStart <= indices.count,
      block.count == (format == "bsr" ? 2 : 0), let size = NumpyArrayView.product(block), size > 0
    else { return nil }
    return Entries(type: data.type.notation, count: data.count) { index in
      guard let across = indices.integer(index / size),
        let line = line(holding: index / size, starts)
      else { return nil }
      if format == "csc" { return [across, line] }
      guard format == "bsr" else { return [line, across] }
      let inside = index % size
      return [
        line.multipliedSaturating(by: block[0]).addedSaturating(inside / block[1]),
        across.multipliedSaturating(by: block[1]).addedSaturating(inside % block[1]),
      ]
    } value: { index, reader in
      data.element(index, in: &reader)
    }
  }

  /// The line that an element belongs to: the last one that starts at it or before.
  private static func line(holding index: Int, _ starts: NumpyArrayView) -> Int? {
    var low = 0
    var high = starts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      guard let start = starts.integer(middle) else { return nil }
      if start <= index { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// By coordinates: up to scipy 1.12 under `row` and `col`.
  private static func coordinates(
    _ parts: Parts, in reader: inout PickleValueReader
  ) -> Entries? {
    guard let data = parts["data"].flatMap({ NumpyArrayView($0, in: &reader) }) else { return nil }
    let references =
      parts["coords"].flatMap { reader.document.sequence($0, atMost: 65) }
      ?? [parts["row"], parts["col"]].compactMap { $0 }
    let views = references.compactMap { NumpyArrayView($0, in: &reader) }
    guard !views.isEmpty, views.count == references.count, views.count <= 64,
      views.allSatisfy({ $0.count == data.count })
    else { return nil }
    return Entries(type: data.type.notation, count: data.count) { index in
      let place = views.compactMap { $0.integer(index) }
      return place.count == views.count ? place : nil
    } value: { index, reader in
      data.element(index, in: &reader)
    }
  }

  /// By diagonals: a line of the data each, placed by column.
  private static func diagonals(
    _ data: NumpyArrayView, _ offsets: NumpyArrayView, _ shape: [Int]
  ) -> Entries? {
    guard data.shape.count == 2, data.shape[0] == offsets.count, offsets.count <= 10_000 else {
      return nil
    }
    // How many elements come before each diagonal, and the column of its first one.
    var starts: [Int] = []
    var columns: [Int] = []
    var count = 0
    for line in 0..<offsets.count {
      guard let offset = offsets.integer(line), offset > .min else { return nil }
      let first = max(0, offset)
      let end = min(data.shape[1], shape[1], shape[0].addedSaturating(offset))
      starts.append(count)
      columns.append(first)
      count += max(0, end - first)
    }
    let total = count
    func place(_ index: Int) -> (line: Int, column: Int)? {
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= index { low = middle } else { high = middle }
      }
      guard low < starts.count else { return nil }
      return (low, columns[low] + index - starts[low])
    }
    return Entries(type: data.type.notation, count: total) { index in
      guard let (line, column) = place(index), let offset = offsets.integer(line) else {
        return nil
      }
      return [column.addedSaturating(-offset), column]
    } value: { index, reader in
      guard let (line, column) = place(index) else { return .elided }
      return data.element(line * data.shape[1] + column, in: &reader)
    }
  }

  /// By keys: a dictionary of coordinates.
  private static func keys(_ parts: Parts, in reader: inout PickleValueReader) -> Entries? {
    guard let table = parts["_dict"], let type = parts["dtype"].flatMap({ reader.numpyType($0) }),
      case .dictionary = reader.document.outline(of: table)
    else { return nil }
    let count = reader.count(of: .items, in: table) / 2
    let limit = min(reader.limits.elements, reader.budget.valuesLeft)
    let entries = reader.document.firstEntries(limit, of: .items, in: table)
    let places = entries.map { entry in
      reader.document.first(64, of: .items, in: entry.key).map { part in
        integer(part, in: &reader)
      }
    }
    return Entries(type: type.notation, count: count) { index in
      let place = places[index].compactMap { $0 }
      return place.count == places[index].count ? place : nil
    } value: { index, reader in
      reader.value(of: entries[index].value)
    }
  }

  /// A number, of Python or of numpy.
  private static func integer(
    _ reference: PickleReference, in reader: inout PickleValueReader
  ) -> Int? {
    if let number = reader.document.integer(reference) { return number }
    guard let call = PythonCall(reference, in: &reader), call.name.name == "scalar",
      call.argumentCount == 2, let type = reader.numpyType(call.arguments[0]),
      let bytes = reader.buffer(call.arguments[1]), bytes.count >= type.size
    else { return nil }
    return type.integer(bytes.prefix(type.size))
  }

  /// By lists of each row: the columns, and the values.
  private static func lists(
    _ rows: NumpyArrayView, _ data: NumpyArrayView, _ type: JSONString,
    in reader: inout PickleValueReader
  ) -> Entries? {
    // All rows are counted, and so all are paid for.
    guard rows.count == data.count, reader.budget.take(rows.count),
      let columnLists = rows.references(in: &reader), let valueLists = data.references(in: &reader)
    else { return nil }
    var places: [[Int]] = []
    var values: [PickleReference] = []
    var count = 0
    let limit = min(reader.limits.elements, reader.budget.valuesLeft)
    for (row, (columns, items)) in zip(columnLists, valueLists).enumerated() {
      let length = reader.count(of: .items, in: columns)
      count = count.addedSaturating(length)
      guard places.count < limit else { continue }
      let room = limit - places.count
      let found = zip(
        reader.document.first(room, of: .items, in: columns),
        reader.document.first(room, of: .items, in: items))
      for (column, value) in found {
        guard let column = integer(column, in: &reader) else { return nil }
        places.append([row, column])
        values.append(value)
      }
    }
    let total = count
    return Entries(type: type, count: total) { index in
      index < places.count ? places[index] : nil
    } value: { index, reader in
      index < values.count ? reader.value(of: values[index]) : .elided
    }
  }
}

extension Int {
  /// The sum, or the number nearest to it.
  func addedSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }
}
