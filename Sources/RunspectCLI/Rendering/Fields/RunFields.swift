import FileFormats
import RunInspection

/// What the fields are in a run.
struct RunFieldValues: Sendable {
  /// The fields that are shown, null where there is no such field.
  let shown: JSONObject
  /// What to order by.
  let key: RunOrderKey
  /// Which of them the run does not have.
  let missing: MissingFields
}

/// Takes the requested fields from runs.
struct RunFields: Sendable {
  /// The fields in the order in which to show them.
  let paths: [FieldPath]
  /// The field to order by, shown or not.
  let key: FieldPath?
  private let inspector: RunInspector

  /// - Returns: nil if no field is asked for.
  init?(_ paths: [FieldPath], key: FieldPath?, inspector: RunInspector) {
    guard !paths.isEmpty || key != nil else { return nil }
    self.paths = paths
    self.key = key
    self.inspector = inspector
  }

  /// The fields of a run.
  func values(of run: RunStatus) -> RunFieldValues {
    let whole = whole(run)
    // A run that can't be read does not tell which fields it has.
    let missing = MissingFields(
      of: run.error == nil ? run.runFolder : nil, all, in: whole)
    return RunFieldValues(
      shown: whole.selecting(paths), key: RunOrderKey(key.flatMap { $0.value(in: whole) }),
      missing: missing)
  }

  /// The status with everything that the fields may mean.
  private func whole(_ run: RunStatus) -> JSONObject {
    var object = RunFields.status(run, withOutputs: asks("outputs"))
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
      // Some layouts store values, such as metrics, that are no outputs to be counted.
      var output = JSONObject()
      if case .object(let counted)? = outputs[name] { output = counted }
      output.set(RunFieldKeys.value, StoredValueJSON.value(value))
      outputs.set(name, .object(output))
    }
    object.set("outputs", .object(outputs))
    return object
  }

  /// The stored values that the fields name.
  private func storedValues(_ run: RunStatus) -> NamedValues {
    var request = NamedValueRequest()
    for path in all {
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

  private var all: [FieldPath] { paths + (key.map { [$0] } ?? []) }

  private func asks(_ first: JSONString) -> Bool {
    all.contains { $0.parts.first == first }
  }

  /// The status with the fields that it does not have by itself.
  static func status(_ run: RunStatus, withOutputs: Bool = true) -> JSONObject {
    var object = StatusJSON.object(run, withOutputs: withOutputs)
    // A run may be given as "..".
    let isNamed = run.runFolder.lastName.isSingleName
    let name = isNamed ? run.runFolder.lastName : run.runFolder.resolved().lastName
    object.set(RunFieldKeys.name.name, .string(JSONString(fileSystemBytes: name.bytes)))
    object.set(RunFieldKeys.bytes.name, .optional(run.totalBytes))
    object.set(RunFieldKeys.elapsed.name, .optional(run.elapsedSeconds))
    return object
  }
}
