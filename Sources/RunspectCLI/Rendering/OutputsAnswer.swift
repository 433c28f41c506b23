import FileFormats
import RunInspection

/// The answer of `outputs`.
enum OutputsAnswer {
  static func answer(_ values: [OutputValue]) -> Answer {
    let items = values.map { value -> JSONObject in
      ["output": .string(value.name), "value": StoredValueJSON.value(value.value)]
    }
    var outputs = JSONObject()
    for item in items {
      if case .string(let name)? = item["output"] { outputs.set(name, item["value"] ?? .null) }
    }
    let rows = items.map { item in
      ["output", "value"].map { TerminalText.escaped(RowText.cell($0, of: item).text) }
    }
    return Answer(
      value: ["outputs": .object(outputs)], listKey: "outputs", items: items,
      columns: ["output", "value"],
      table: .grid(["OUTPUT", "VALUE"], rows, whenEmpty: "no outputs\n"))
  }
}
