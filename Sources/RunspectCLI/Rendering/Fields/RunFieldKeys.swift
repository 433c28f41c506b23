import FileFormats
import RunInspection

/// The fields of a run that no answer has by itself, but only if they are asked for.
enum RunFieldKeys {
  static let name = DocumentedKey("name", "The name of the run folder.")
  static let bytes = DocumentedKey(
    "bytes", "How many bytes all outputs take up on disk; null if that is unknown.")
  static let elapsed = DocumentedKey(
    "elapsed_seconds",
    "Seconds from the start of the run, or from its description, to its last sign of life; null if "
      + "that is unknown.")

  /// The key of the value of an output.
  static let value: JSONString = "value"

  static let own = DocumentedKeys(
    title: "Fields that are shown only if they are named", introduction: "",
    keys: [name, bytes, elapsed])

  static let ofOutputs = DocumentedKeys(
    title: "", introduction: "",
    keys: [
      DocumentedKey(
        value, "The stored value, as outputs prints it; it is read for this field only.")
    ])

  static let ofInputs = DocumentedKeys(
    title: "", introduction: "",
    keys: [
      DocumentedKey("NAME", "The value that the run was started with, as inputs prints it.")
    ])
}
