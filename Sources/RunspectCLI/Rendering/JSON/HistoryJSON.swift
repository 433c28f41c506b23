import FileFormats
import ReadOnlyFiles
import RunInspection

/// The JSON form of what the history of a run tells (runspect-json(5)).
enum HistoryJSON {
  /// The object of a stored value; a value that is none stands in one.
  static func object(_ value: StoredValue) -> JSONObject {
    if case .object(let object) = StoredValueJSON.value(value) { return object }
    return ["value": StoredValueJSON.value(value)]
  }

  /// One execution. What a layout tells under a key of its own takes the place of what is told here:
  /// a time without a zone is no moment, and stands as it was written.
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
