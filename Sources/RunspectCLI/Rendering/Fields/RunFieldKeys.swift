import FileFormats
import RunInspection

/// The fields of a run that no answer has by itself, but only if they are asked for.
enum RunFieldKeys {
  static let name = DocumentedKey("name", .string, "The name of the run folder.")
  static let bytes = DocumentedKey(
    "bytes", .bytes, null: "if that is unknown", "What all outputs take up on disk.")
  static let elapsed = DocumentedKey(
    "elapsed_seconds", .seconds, null: "if that is unknown",
    "From the start of the run, or from its description, to its last sign of life.")

  /// The key of the value of an output.
  static let value: JSONString = "value"

  static let own = DocumentedKeys(
    title: "Fields that are shown only if they are named", introduction: "",
    keys: [name, bytes, elapsed])

  static let ofOutputs = DocumentedKeys(
    title: "", introduction: "",
    keys: [
      DocumentedKey(
        value, .any,
        "The stored value of an output that is a single value, as outputs prints it; it is read for this "
          + "field only.")
    ])

  static let ofInputs = DocumentedKeys(
    title: "", introduction: "",
    keys: [
      DocumentedKey("NAME", .any, "The value that the run was started with, as inputs prints it.")
    ])
}
