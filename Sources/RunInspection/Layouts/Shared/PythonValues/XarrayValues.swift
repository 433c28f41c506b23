import FileFormats

/// Arrays with named dimensions, of xarray (xarray 2026.9: classes with slots, whose state is a pair of
/// none and a dictionary).
enum XarrayValues {
  /// The longest name of a coordinate that is known as one, in bytes.
  private static let longestName = 1_024

  /// The value of a call; nil where it is none of xarray's or not as xarray writes it.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    guard call.name.module.hasPrefix("xarray") else { return nil }
    let attributes = call.attributes(in: reader.document)
    switch call.name.name {
    case "DataArray": return dataArray(attributes, in: &reader)
    case "Dataset": return dataset(attributes, in: &reader)
    case "Variable", "IndexVariable":
      return variable(attributes, in: &reader).map { .tagged(.variable, $0) }
    default: return nil
    }
  }

  private static func dataArray(
    _ attributes: [PickleEntry], in reader: inout PickleValueReader
  ) -> StoredValue? {
    let document = reader.document
    guard let inner = attributes.attribute("_variable", in: document),
      let call = PythonCall(inner, in: &reader),
      var members = variable(call.attributes(in: document), in: &reader)
    else { return nil }
    let name = attributes.attribute("_name", in: document)
    members.add("name", name.map { reader.value(of: $0) } ?? StoredValue.none)
    members.add("coords", values(attributes.attribute("_coords", in: document), in: &reader))
    return .tagged(.dataArray, members)
  }

  private static func dataset(
    _ attributes: [PickleEntry], in reader: inout PickleValueReader
  ) -> StoredValue? {
    let document = reader.document
    guard let variables = document.attributes(attributes.attribute("_variables", in: document)),
      let names = attributes.attribute("_coord_names", in: document)
    else { return nil }
    // There are no more of them than variables.
    var coordinateNames: Set<ArraySlice<UInt8>> = []
    for name in document.first(variables.count, of: .items, in: names) {
      if let text = document.textBytes(of: name), text.count <= longestName {
        coordinateNames.insert(text)
      }
    }
    var coordinates: [PickleEntry] = []
    var others: [PickleEntry] = []
    for entry in variables {
      let name = document.textBytes(of: entry.key)
      if let name, name.count <= longestName, coordinateNames.contains(name) {
        coordinates.append(entry)
      } else {
        others.append(entry)
      }
    }
    return .tagged(
      .dataset,
      [
        "attrs": values(attributes.attribute("_attrs", in: document), in: &reader),
        "coords": .dictionary(reader.pairs(coordinates), count: coordinates.count),
        "dims": values(attributes.attribute("_dims", in: document), in: &reader),
        "variables": .dictionary(reader.pairs(others), count: others.count),
      ])
  }

  /// A dictionary; an empty one in place of none.
  private static func values(
    _ reference: PickleReference?, in reader: inout PickleValueReader
  ) -> StoredValue {
    guard let reference, !reader.document.isNone(reference) else {
      return .dictionary([], count: 0)
    }
    return reader.value(of: reference)
  }

  /// The dimensions and values of a variable.
  private static func variable(
    _ attributes: [PickleEntry], in reader: inout PickleValueReader
  ) -> StoredMembers? {
    let document = reader.document
    guard let dimensions = attributes.attribute("_dims", in: document),
      let names = document.sequence(dimensions, atMost: 65), names.count <= 64,
      let data = attributes.attribute("_data", in: document)
    else { return nil }
    let dims = StoredValue.shown(names.map { reader.value(of: $0) })
    let attrs = values(attributes.attribute("_attrs", in: document), in: &reader)
    if let view = NumpyArrayView(data, in: &reader) {
      return [
        "attrs": attrs, "dims": dims, "dtype": reader.made(view.type.notation),
        "length": .integer("\(view.count)"), "shape": reader.shape(view.shape),
        "values": .shown(view.elements(in: &reader)),
      ]
    }
    // Coordinates lie in an index of pandas.
    guard let adapter = PythonCall(data, in: &reader),
      let array = adapter.attributes(in: document).attribute("array", in: document),
      let column = PandasColumn(array, in: &reader)
    else {
      return ["attrs": attrs, "dims": dims, "values": reader.value(of: data)]
    }
    let type = adapter.attributes(in: document).attribute("_dtype", in: document)
      .flatMap { reader.numpyType($0) }
    return [
      "attrs": attrs, "dims": dims, "dtype": reader.made(type?.notation ?? column.type),
      "length": .integer("\(column.count)"), "shape": .shown([.integer("\(column.count)")]),
      "values": .shown(column.values(in: &reader)),
    ]
  }
}
