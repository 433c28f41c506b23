import FileFormats
import RunInspection

/// The JSON form of failures.
enum FailureJSON {
  static func value(_ report: FailureReport, showsTraceback: Bool) -> JSONValue {
    .object([
      "errors": .array(report.failures.map { value($0, showsTraceback: showsTraceback) }),
      "n_failed": .integer(report.total),
      "warnings": .array(report.warnings.map { .string(JSONString(Sentences.sentence($0))) }),
    ])
  }

  static func value(_ failure: Failure, showsTraceback: Bool) -> JSONValue {
    var object: JSONObject = [
      "coordinates": failure.coordinates.map { .array($0.map { .integer($0) }) } ?? .null,
      "function": text(failure.function),
      "index": .optional(failure.index),
      "kind": .string(JSONString(failure.kind.rawValue)),
      "machine": text(failure.machine),
      "message": text(failure.message),
      "output": text(failure.output),
      "timestamp": text(failure.timestamp),
      "type": text(failure.type),
    ]
    object.set("arguments", failure.arguments.map(arguments) ?? .null)
    object.set("keyword_arguments", failure.keywordArguments.map(StoredValueJSON.value) ?? .null)
    if failure.kind == .propagated {
      object.set("causes", .array(failure.causes.map(value)))
      object.set("reason", text(failure.reason))
    }
    if !failure.members.isEmpty {
      object.set("exceptions", .array(failure.members.map(value)))
    }
    if showsTraceback { object.set("traceback", text(failure.traceback)) }
    object.merge(failure.details)
    return .object(object)
  }

  /// The arguments by position are always a tuple, so that a plain array says it all.
  private static func arguments(_ value: StoredValue) -> JSONValue {
    if case .tuple(let items, let count) = value, items.count == count {
      return .array(items.map(StoredValueJSON.value))
    }
    return StoredValueJSON.value(value)
  }

  private static func value(_ member: FailureMember) -> JSONValue {
    var object: JSONObject = ["message": text(member.message), "type": .string(member.type)]
    if !member.members.isEmpty {
      object.set("exceptions", .array(member.members.map(value)))
    }
    return .object(object)
  }

  private static func value(_ cause: FailureCause) -> JSONValue {
    .object([
      "message": text(cause.message), "n_failed": .optional(cause.count),
      "parameter": .string(cause.parameter), "type": text(cause.type),
    ])
  }

  private static func text(_ text: JSONString?) -> JSONValue {
    text.map { .string($0) } ?? .null
  }
}

/// The JSON form of an answer that can't be given.
enum ErrorJSON {
  static func value(_ error: InspectionError) -> JSONValue {
    .object(["error": .string(JSONString(Sentences.sentence(error)))])
  }
}
