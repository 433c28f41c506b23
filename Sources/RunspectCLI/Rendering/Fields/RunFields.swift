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
    whole(run).selecting(paths)
  }

  /// One field of a run; nil if there is no such field.
  func value(_ path: FieldPath, of run: RunStatus) -> JSONValue? {
    path.value(in: whole(run))
  }

  /// The status with everything that the fields may mean.
  private func whole(_ run: RunStatus) -> JSONObject {
    var object = RunFields.status(run)
    let values = storedValues(run)
    if asks("inputs") {
      var inputs = JSONObject()
      for (name, value) in values.inputs { inputs.set(name, StoredValueJSON.value(value)) }
      object.set("inputs", .object(inputs))
    }
    guard !values.outputs.isEmpty, case .object(var outputs)? = object["outputs"] else {
      return object
    }
    for (name, value) in values.outputs {
      guard case .object(var output)? = outputs[name] else { continue }
      output.set(RunFieldKeys.value, StoredValueJSON.value(value))
      outputs.set(name, .object(output))
    }
    object.set("outputs", .object(outputs))
    return object
  }

  /// The stored values that the fields name.
  private func storedValues(_ run: RunStatus) -> NamedValues {
    var request = NamedValueRequest()
    for path in paths {
      // A name may contain dots, and an output may be called value.
      let rest = path.parts.dropFirst()
      let names = rest.indices.map { FieldPath.key(rest[...$0]) }
      switch path.parts.first {
      case "inputs": request.inputs += names
      case "outputs":
        for (index, name) in zip(rest.indices, names)
        where index + 1 < rest.endIndex && rest[index + 1] == RunFieldKeys.value {
          request.outputs.append(name)
        }
      default: break
      }
    }
    guard !request.inputs.isEmpty || !request.outputs.isEmpty else { return NamedValues() }
    do throws(InspectionError) {
      return try inspector.namedValues(of: run.runFolder, request: request)
    } catch {
      return NamedValues(request, unreadable: error)
    }
  }

  private func asks(_ first: JSONString) -> Bool {
    paths.contains { $0.parts.first == first }
  }

  /// The status with the fields that it does not have by itself.
  private static func status(_ run: RunStatus) -> JSONObject {
    var object = StatusJSON.object(run)
    object.set(
      RunFieldKeys.name.name, .string(JSONString(fileSystemBytes: run.runFolder.lastName.bytes)))
    object.set(RunFieldKeys.bytes.name, .optional(run.totalBytes))
    object.set(RunFieldKeys.elapsed.name, .optional(run.elapsedSeconds))
    return object
  }
}
