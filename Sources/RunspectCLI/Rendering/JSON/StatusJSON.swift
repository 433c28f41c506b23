import FileFormats
import ReadOnlyFiles
import RunInspection

/// The JSON form of a status. This is the only place that spells the keys that every run has.
enum StatusJSON {
  /// One run, with its outputs if they were requested.
  ///
  /// - Parameter withOutputs: whether they are wanted here.
  ///
  /// What the run reports about itself comes first, so that our own keys override it.
  static func object(_ run: RunStatus, withOutputs: Bool = true) -> JSONObject {
    var object = JSONObject(capacity: usualKeyCount + (run.passedThrough?.memberCount ?? 0))
    if run.tally != nil { object.set("last_modified", time(run.lastModified)) }
    if let passedThrough = run.passedThrough {
      object.merge(passedThrough)
      object.remove("outputs")
      // This key is reserved: scripts test it to find out whether the run could be read.
      object.remove("error")
    }
    object.merge(run.facts.json)
    if let tally = run.tally {
      object.merge([
        "all_complete": .bool(tally.isAllComplete),
        "n_outputs": .integer(tally.outputCount),
        "n_outputs_completed": .integer(tally.completedOutputCount),
        "progress_fraction": .optional(tally.progressFraction),
      ])
    }
    object.merge([
      "last_activity": time(run.lastActivity),
      "layout": .optional(run.layout?.rawValue),
      "n_failed": .optional(run.tally?.failedCount),
      "run_folder": .string(JSONString(fileSystemBytes: run.runFolder.bytes)),
      "stale": .bool(run.isStale),
      "status": .string(JSONString(run.state.rawValue)),
      "status_source": .string(JSONString(run.source.rawValue)),
      "warnings": .array(run.warnings.map { .string(JSONString($0.text)) }),
    ])
    if let staleness = run.staleness {
      object.set("stale_after_seconds", .double(staleness.limit))
    }
    if let count = run.verifiedCount { object.set("n_verified", .integer(count)) }
    if let error = run.error { object.set("error", .string(JSONString(error.text))) }
    if withOutputs, let outputs = run.outputs {
      var table = JSONObject(capacity: outputs.count)
      for output in outputs { table.set(output.name, .object(self.object(output))) }
      object.set("outputs", .object(table))
    }
    return object
  }

  /// Room for the keys of ours that most runs have.
  private static let usualKeyCount = 28

  /// How many keys of ours an output has.
  private static let ownKeyCount = 9

  private static func object(_ output: OutputStatus) -> JSONObject {
    // There can be thousands, each with room for as many members as it has.
    var object = JSONObject(capacity: ownKeyCount + (output.passedThrough?.memberCount ?? 0))
    if let passedThrough = output.passedThrough { object.merge(passedThrough) }
    object.merge([
      "complete": .bool(output.isComplete),
      "n_completed": .optional(output.completedCount),
      "n_failed": .optional(output.failedCount),
      "n_total": .optional(output.totalCount),
      "n_truncated": .integer(output.truncatedCount),
      "progress": output.progress.fraction.map { .double($0) } ?? "unknown",
      "shape": output.shape.map { .array($0.map { .optional($0) }) } ?? .null,
      "storage": .string(output.storage),
    ])
    if output.size != .notTold { object.set("bytes", .optional(output.size.bytes)) }
    if let error = output.error { object.set("error", .string(JSONString(error.text))) }
    return object
  }

  private static func time(_ time: Timestamp?) -> JSONValue {
    time.map { .string(JSONString(ISO8601.text($0))) } ?? .null
  }
}
