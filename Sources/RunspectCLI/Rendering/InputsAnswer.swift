import FileFormats
import RunInspection

/// The answer of `inputs`.
enum InputsAnswer {
  private static let columns: [JSONString] = ["input", "source", "value"]

  static func answer(_ answer: InputAnswer) -> Answer {
    var inputs = JSONObject()
    var items: [JSONObject] = []
    for input in answer.inputs {
      let source = JSONValue.string(JSONString(input.source.rawValue))
      let value = StoredValueJSON.value(input.value)
      inputs.set(input.name, .object(["source": source, "value": value]))
      items.append(["input": .string(input.name), "source": source, "value": value])
    }
    return Answer(
      value: [
        "inputs": .object(inputs),
        "warnings": .array(answer.warnings.map { .string(JSONString($0.text)) }),
      ],
      listKey: "inputs", items: items, columns: columns,
      table: {
        .grid(["INPUT", "SOURCE", "VALUE"], RowText.rows(columns, items), whenEmpty: "no inputs\n")
      },
      remarks: answer.warnings.map { "warning: " + $0.text })
  }
}
