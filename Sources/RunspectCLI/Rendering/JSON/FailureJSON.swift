import FileFormats
import RunInspection

/// The JSON form of failures.
enum FailureJSON {
  static func object(_ failure: Failure, showsTraceback: Bool) -> JSONObject {
    var object: JSONObject = [
      "coordinates": failure.coordinates.map { .array($0.map { .integer($0) }) } ?? .null,
      "function": .optional(failure.function),
      "index": .optional(failure.index),
      "kind": .string(JSONString(failure.kind.rawValue)),
      "machine": .optional(failure.machine),
      "message": .optional(failure.message),
      "output": .optional(failure.output),
      "timestamp": .optional(failure.timestamp),
      "type": .optional(failure.type),
    ]
    object.set("arguments", failure.arguments.map(arguments) ?? .null)
    object.set("keyword_arguments", failure.keywordArguments.map(StoredValueJSON.value) ?? .null)
    if failure.kind == .propagated {
      object.set("causes", .array(failure.causes.map(value)))
      object.set("reason", .optional(failure.reason))
    }
    if !failure.members.isEmpty {
      object.set("exceptions", .array(failure.members.map(value)))
    }
    if let count = failure.count { object.set("n_failed", .integer(count)) }
    if showsTraceback { object.set("traceback", .optional(failure.traceback)) }
    object.merge(failure.facts.json)
    return object
  }

  /// Positional arguments are always a tuple, so a plain array is enough.
  private static func arguments(_ value: StoredValue) -> JSONValue {
    if case .tuple(let items, let count) = value, items.count == count {
      return .array(items.map(StoredValueJSON.value))
    }
    return StoredValueJSON.value(value)
  }

  private static func value(_ member: FailureMember) -> JSONValue {
    var object: JSONObject = ["message": .optional(member.message), "type": .string(member.type)]
    if !member.members.isEmpty {
      object.set("exceptions", .array(member.members.map(value)))
    }
    return .object(object)
  }

  private static func value(_ cause: FailureCause) -> JSONValue {
    .object([
      "message": .optional(cause.message), "n_failed": .optional(cause.count),
      "parameter": .string(cause.parameter), "type": .optional(cause.type),
    ])
  }
}
