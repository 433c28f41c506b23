import FileFormats
import ReadOnlyFiles
import RunInspection

/// The JSON form of a run's history (runspect-json(5)).
enum HistoryJSON {
  /// The JSON object of a stored value; any other value is wrapped in one.
  static func object(_ value: StoredValue) -> JSONObject {
    if case .object(let object) = StoredValueJSON.value(value) { return object }
    return ["value": StoredValueJSON.value(value)]
  }

  /// One execution. The facts of a layout override the keys here: a time without a zone is not a
  /// moment, and is printed as it was written.
  static func object(_ row: StepTiming) -> JSONObject {
    var object: JSONObject = [
      "end": moment(row.end),
      "error": .optional(row.error),
      "experiment": .optional(row.experiment),
      "module": .string(row.module),
      "seconds": .optional(row.seconds),
      "start": moment(row.start),
      "step": .optional(row.step),
    ]
    object.merge(row.facts.json)
    return object
  }

  private static func moment(_ seconds: Double?) -> JSONValue {
    guard let seconds, seconds.magnitude < 1e12 else { return .null }
    let whole = seconds.rounded(.down)
    let moment = Timestamp(
      seconds: Int64(whole), nanoseconds: Int32(((seconds - whole) * 1e9).rounded(.down)))
    return .string(JSONString(ISO8601.text(moment)))
  }
}
