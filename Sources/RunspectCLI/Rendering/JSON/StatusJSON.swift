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
    if let passedThrough = run.passedThrough {
      object.merge(passedThrough)
      object.remove("outputs")
      // This key is reserved: scripts test it to find out whether the run could be read.
      object.remove("error")
    }
    object.merge(run.facts.json)
    // In the order of the keys, in which they are printed: a list of thousands of runs need not sort each.
    let tally = run.tally
    if let tally { object.set("all_complete", .bool(tally.isAllComplete)) }
    if let error = run.error { object.set("error", .string(JSONString(error.text))) }
    object.set("last_activity", time(run.lastActivity))
    // Where the run itself tells this, its word counts.
    if tally != nil, run.passedThrough?["last_modified"] == nil {
      object.set("last_modified", time(run.lastModified))
    }
    object.set("layout", .optional(run.layout?.rawValue))
    object.set("n_failed", .optional(tally?.failedCount))
    if let tally {
      object.set("n_outputs", .integer(tally.outputCount))
      object.set("n_outputs_completed", .integer(tally.completedOutputCount))
    }
    if let count = run.verifiedCount { object.set("n_verified", .integer(count)) }
    if withOutputs, let outputs = run.outputs {
      var table = JSONObject(capacity: outputs.count)
      for output in outputs { table.set(output.name, .object(self.object(output))) }
      object.set("outputs", .object(table))
    }
    if let tally { object.set("progress_fraction", .optional(tally.progressFraction)) }
    object.set("run_folder", .string(JSONString(fileSystemBytes: run.runFolder.bytes)))
    object.set("stale", .bool(run.isStale))
    if let staleness = run.staleness {
      object.set("stale_after_seconds", .double(staleness.limit))
    }
    object.set("status", .string(JSONString(run.state.rawValue)))
    object.set("status_source", .string(JSONString(run.source.rawValue)))
    object.set("warnings", .array(run.warnings.map { .string(JSONString($0.text)) }))
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
    if output.size != .notTold { object.set("bytes", .optional(output.size.bytes)) }
    object.set("complete", .bool(output.isComplete))
    if let error = output.error { object.set("error", .string(JSONString(error.text))) }
    object.set("n_completed", .optional(output.completedCount))
    object.set("n_failed", .optional(output.failedCount))
    object.set("n_total", .optional(output.totalCount))
    object.set("n_truncated", .integer(output.truncatedCount))
    object.set("progress", output.progress.fraction.map { .double($0) } ?? "unknown")
    object.set("shape", output.shape.map { .array($0.map { .optional($0) }) } ?? .null)
    object.set("storage", .string(output.storage))
    return object
  }

  private static func time(_ time: Timestamp?) -> JSONValue {
    time.map { .string(JSONString(generalisedUTF8: ISO8601.bytes($0))) } ?? .null
  }
}
