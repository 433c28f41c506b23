import FileFormats
import RunInspection

/// Takes the requested fields from runs.
struct RunFields: Sendable {
  /// The fields in the order in which to show them.
  let paths: [FieldPath]
  private let inspector: RunInspector

  init(_ paths: [FieldPath], inspector: RunInspector) {
    self.paths = paths
    self.inspector = inspector
  }

  /// The fields of a run, null where there is no such field.
  func object(of run: RunStatus) -> JSONObject {
    var object = JSONObject()
    object.keepsOrder = true
    let whole = RunFields.whole(run)
    for path in paths { object.set(path.name, value(path, of: run, whole) ?? .null) }
    return object
  }

  /// One field of a run; nil if there is no such field.
  func value(_ path: FieldPath, of run: RunStatus) -> JSONValue? {
    value(path, of: run, RunFields.whole(run))
  }

  private func value(
    _ path: FieldPath, of run: RunStatus, _ whole: JSONObject
  ) -> JSONValue? {
    switch path.parts[0] {
    case "inputs": return stored(path, of: run, .inputs)
    case "outputs":
      // The name of an output may contain dots, and an output may be called value.
      if let position = path.parts.dropFirst(2).firstIndex(of: RunFieldKeys.value),
        let output = run.outputs?.first(where: {
          $0.name == FieldPath.key(path.parts[1..<position])
        })
      {
        return stored(output.name, rest: path.parts[(position + 1)...], of: run, .outputs)
      }
      return path.value(in: whole)
    default: return path.value(in: whole)
    }
  }

  /// The status with the fields that it does not have by itself.
  private static func whole(_ run: RunStatus) -> JSONObject {
    var object = StatusJSON.object(run)
    object.set(
      RunFieldKeys.name.name, .string(JSONString(fileSystemBytes: run.runFolder.lastName.bytes)))
    object.set(RunFieldKeys.bytes.name, .optional(run.totalBytes))
    object.set(RunFieldKeys.elapsed.name, .optional(run.elapsedSeconds))
    return object
  }
}

extension RunFields {
  /// Which stored values a run may have.
  private enum Record {
    case inputs
    case outputs
  }

  /// A stored value, or a part of one; nil if there is none. A name may contain dots.
  private func stored(
    _ path: FieldPath, of run: RunStatus, _ record: Record
  ) -> JSONValue? {
    let parts = path.parts.dropFirst()
    for count in stride(from: parts.count, to: 0, by: -1) {
      let name = FieldPath.key(parts.prefix(count))
      if let value = stored(name, rest: parts.dropFirst(count), of: run, record) { return value }
    }
    return nil
  }

  private func stored(
    _ name: JSONString, rest: ArraySlice<JSONString>, of run: RunStatus, _ record: Record
  ) -> JSONValue? {
    guard record == .outputs else { return nil }
    var request = ValueRequest()
    request.outputs = [name]
    guard let values = try? inspector.values(of: run.runFolder, request: request),
      let value = values.first?.value
    else { return nil }
    var object = JSONObject()
    object.set("value", StoredValueJSON.value(value))
    return FieldPath(parts: ["value"] + rest).value(in: object)
  }
}
