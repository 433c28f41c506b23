import FileFormats

/// The history in a pickled state, under the producer's own field names.
struct PetsardStateHistory {
  let state: PetsardState

  private var objects: PetsardObjects { state.objects }

  /// The modules of the workflow in order.
  var sequence: [JSONString]? { state.sequence ?? snapshotModules { _ in true } }

  /// The modules that have run.
  var activeModules: [JSONString]? { state.activeModules ?? snapshotModules { _ in true } }

  /// The modules whose schemas are known.
  var metadataModules: [JSONString]? {
    state.metadataModules
      ?? snapshotModules {
        objects.isSet($0["metadata_after"]) || objects.isSet($0["metadata_before"])
      }
  }

  /// All modules that occur anywhere.
  var modules: [JSONString] {
    let timed = (state.timings ?? []).compactMap { module(ofTiming: $0) }
    let changed = (state.changes ?? []).compactMap { module(ofChange: $0) }
    let named = (sequence ?? []) + (activeModules ?? []) + (metadataModules ?? [])
    var seen: Set<JSONString> = []
    return (named + timed + changed).filter { seen.insert($0).inserted }
  }

  private func snapshotModules(
    where isMeant: (PetsardObjects.Record) -> Bool
  ) -> [JSONString]? {
    guard let snapshots = state.snapshots else { return nil }
    var seen: Set<JSONString> = []
    return snapshots.filter(isMeant).compactMap { objects.step(of: $0)?.module }
      .filter { seen.insert($0).inserted }
  }

  // MARK: - Snapshots

  /// The identifiers of all snapshots.
  var identifiers: [JSONString] {
    records(nil).compactMap { $0["snapshot_id"].flatMap(objects.name) }
  }

  /// The snapshots without their descriptions of the data, which are shown for one snapshot at a time.
  func snapshots(module: JSONString?) -> [StoredValue] {
    var values = PetsardValues(objects)
    return values.list(records(module)) { values, field in
      switch field.name {
      case "metadata_before", "metadata_after":
        (
          JSONString(generalisedUTF8: Array("has_".utf8) + field.name.bytes),
          .bool(objects.isSet(field.value))
        )
      default: (field.name, values.value(field.value))
      }
    }
  }

  /// One snapshot with everything in it.
  func snapshot(_ identifier: JSONString, module: JSONString?) -> StoredValue? {
    guard let record = record(identifier, module) else { return nil }
    var values = PetsardValues(objects)
    return .fields(record.fields.map { ($0.name, values.value($0.value)) })
  }

  /// The description of the data that a snapshot recorded after the step or, if that is missing, before
  /// it; nil if it recorded none.
  func metadata(_ identifier: JSONString) -> StoredValue? {
    guard let record = record(identifier, nil) else { return nil }
    for field in ["metadata_after", "metadata_before"] as [JSONString] {
      guard let reference = record[field], objects.isSet(reference) else { continue }
      var values = PetsardValues(objects)
      return values.value(reference)
    }
    return nil
  }

  /// The distinct schemas in the snapshots of a module, in their order.
  func evolution(module: JSONString) -> [StoredValue] {
    var values = PetsardValues(objects)
    var seen: Set<Int> = []
    var evolution: [StoredValue] = []
    for record in records(module) {
      if values.isFull {
        evolution.append(.elided)
        break
      }
      for (field, position) in [("metadata_before", "before"), ("metadata_after", "after")]
        as [(JSONString, JSONString)]
      {
        guard let reference = record[field], objects.isSet(reference) else { continue }
        let metadata = values.value(reference)
        var hasher = Hasher()
        metadata.hashSchema(into: &hasher)
        guard seen.insert(hasher.finalize()).inserted else { continue }
        let named = ["snapshot_id", "module_name", "experiment_name", "timestamp"] as [JSONString]
        let known = named.compactMap { name in
          record[name].map { (name: name, value: values.value($0)) }
        }
        evolution.append(
          .fields(known + [("position", .string(position)), ("metadata", metadata)]))
      }
    }
    return evolution
  }

  private func records(_ module: JSONString?) -> [PetsardObjects.Record] {
    guard let module else { return state.snapshots ?? [] }
    return (state.snapshots ?? []).filter { record in
      objects.step(of: record).map {
        PetsardHistory.matches(module, module: $0.module, step: $0.name)
      } ?? false
    }
  }

  private func record(_ identifier: JSONString, _ module: JSONString?) -> PetsardObjects.Record? {
    records(module).last { $0["snapshot_id"].flatMap(objects.name) == identifier }
  }

  // MARK: - Changes

  /// The changes in order: objects with fields up to 1.5, later dictionaries.
  func changes(module: JSONString?) -> [StoredValue] {
    var values = PetsardValues(objects)
    let meant = (state.changes ?? []).filter { record in
      guard let module else { return true }
      guard let step = step(ofChange: record), let of = self.module(ofChange: record) else {
        return false
      }
      return PetsardHistory.matches(module, module: of, step: step)
    }
    return values.list(meant) { values, field in (field.name, values.value(field.value)) }
  }

  /// The identifier of the last change, or the change itself if it has none, as the producer does it.
  var lastChange: StoredValue? {
    guard let last = state.changes?.last else { return nil }
    var values = PetsardValues(objects)
    if let identifier = last["change_id"] { return values.value(identifier) }
    return values.value(last.reference)
  }

  /// `Loader[second]`: `module_context` up to 1.5, `module` later.
  private func step(ofChange record: PetsardObjects.Record) -> JSONString? {
    (record["module_context"] ?? record["module"]).flatMap(objects.name)
  }

  private func module(ofChange record: PetsardObjects.Record) -> JSONString? {
    step(ofChange: record).map { step in
      JSONString(generalisedUTF8: Array(step.bytes.prefix { $0 != UInt8(ascii: "[") }))
    }
  }

  // MARK: - Timing

  /// How much the two times of a row may take beside the answer, in bytes: what Python prints for a moment has
  /// up to 32 characters.
  private static let timesBytes = 256

  /// The timing records. The producer rounds the durations to hundredths; the times are more precise.
  func timing() -> [StepTiming] {
    let values = PetsardValues(objects)
    return (state.timings ?? []).compactMap { record in
      guard let module = module(ofTiming: record) else { return nil }
      var row = StepTiming(module: module)
      // The producer fills in `default`, because the log lines behind its records name no experiment.
      row.experiment = record["experiment_name"].flatMap(objects.name)
      row.step = record["step_name"].flatMap(objects.name)
      // Times are short, and have room of their own however long the errors are.
      var times = PetsardValues(
        objects, budget: AnswerBudget(bytes: PetsardStateHistory.timesBytes))
      let start = record["start_time"].map { times.value($0) }
      let end = record["end_time"].map { times.value($0) }
      row.seconds = seconds(start, end)
      if let reference = record["duration_seconds"],
        case .plain(.float(let seconds)) = objects.document.outline(of: reference)
      {
        row.seconds = row.seconds ?? seconds
        row.facts.set(PetsardKeys.duration, .double(seconds))
      }
      if case .string(let text)? = start { row.facts.set(PetsardKeys.start, text) }
      if case .string(let text)? = end { row.facts.set(PetsardKeys.end, text) }
      if let identifier = record["record_id"].flatMap(objects.name) {
        row.facts.set(PetsardKeys.recordID, identifier)
      }
      if let context = record["context"].flatMap({ objects.record($0) }) {
        if let state = context["status"].flatMap(objects.name) {
          row.facts.set(PetsardKeys.state, state)
        }
        if let error = context["error"] ?? context["error_message"],
          objects.document.textBytes(of: error) != nil
        {
          // That there is one is told in any case.
          row.error = values.text(error) ?? JSONString(generalisedUTF8: CutText.mark)
        }
      }
      return row
    }
  }

  private func seconds(_ start: StoredValue?, _ end: StoredValue?) -> Double? {
    guard case .string(let first)? = start, case .string(let last)? = end,
      let first = ISO8601.parse(first.description), let last = ISO8601.parse(last.description)
    else { return nil }
    let seconds = last.moment.secondsSince(first.moment)
    return seconds >= 0 ? (seconds * 1e6).rounded() / 1e6 : nil
  }

  /// `Loader` for `LoaderAdapter` (from 1.7 on) or `LoaderOp` (up to 1.5), as the log and the snapshots
  /// call it.
  private func module(ofTiming record: PetsardObjects.Record) -> JSONString? {
    guard let name = record["module_name"].flatMap(objects.name) else { return nil }
    for ending in ["Adapter", "Op"] {
      let bytes = name.bytes
      if bytes.count > ending.utf8.count, bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8)
      {
        return JSONString(generalisedUTF8: Array(bytes.dropLast(ending.utf8.count)))
      }
    }
    return name
  }
}
