import FileFormats
import RunInspection

/// The answer of `outputs`.
enum OutputsAnswer {
  private static let columns: [JSONString] = ["output", "value"]

  static func answer(_ values: [OutputValue]) -> Answer {
    let items = values.map { value -> JSONObject in
      ["output": .string(value.name), "value": StoredValueJSON.value(value.value)]
    }
    var outputs = JSONObject()
    for item in items {
      if case .string(let name)? = item["output"] { outputs.set(name, item["value"] ?? .null) }
    }
    return Answer(
      value: ["outputs": .object(outputs)], listKey: "outputs", items: items,
      columns: columns,
      table: {
        .grid(["OUTPUT", "VALUE"], RowText.rows(columns, items), whenEmpty: "no outputs\n")
      })
  }
}
