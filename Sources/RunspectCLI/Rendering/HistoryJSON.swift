import FileFormats
import ReadOnlyFiles
import RunInspection

/// The JSON form of what the history of a run tells (runspect-json(5)).
enum HistoryJSON {
  /// The answer as one value: lists and objects under the name of what they are, restored data as it
  /// is.
  static func value(_ answer: HistoryAnswer) -> JSONValue {
    switch answer {
    case .timing(let rows, let totals):
      var sums = JSONObject()
      for total in totals { sums.set(total.module, .double(total.seconds)) }
      return .object(["timing": .array(rows.map(value)), "totals": .object(sums)])
    case .snapshots(let items): return .object(["snapshots": .array(items.map(stored))])
    case .snapshot(let item): return .object(["snapshot": stored(item)])
    case .changes(let items): return .object(["changes": .array(items.map(stored))])
    case .summary(let item): return .object(["summary": stored(item)])
    case .restored(let item): return stored(item)
    }
  }

  /// The answer as its items, for a line each.
  static func items(_ answer: HistoryAnswer) -> [JSONValue] {
    switch answer {
    case .timing(let rows, _): rows.map(value)
    case .snapshots(let items), .changes(let items): items.map(stored)
    case .snapshot(let item), .summary(let item), .restored(let item): [stored(item)]
    }
  }

  /// One execution. What a layout tells under a key of its own takes the place of what is told here:
  /// a time without a zone is no moment, and stands as it was written.
  private static func value(_ row: StepTiming) -> JSONValue {
    var object: JSONObject = [
      "end": moment(row.end),
      "error": text(row.error),
      "experiment": text(row.experiment),
      "module": .string(row.module),
      "seconds": .optional(row.seconds),
      "start": moment(row.start),
      "step": text(row.step),
    ]
    object.merge(row.details)
    return .object(object)
  }

  private static func stored(_ value: StoredValue) -> JSONValue { StoredValueJSON.value(value) }

  private static func text(_ text: JSONString?) -> JSONValue {
    text.map { .string($0) } ?? .null
  }

  private static func moment(_ seconds: Double?) -> JSONValue {
    guard let seconds, seconds.magnitude < 1e12 else { return .null }
    let whole = seconds.rounded(.down)
    let moment = Timestamp(
      seconds: Int64(whole), nanoseconds: Int32(((seconds - whole) * 1e9).rounded(.down)))
    return .string(JSONString(ISO8601.text(moment)))
  }
}
