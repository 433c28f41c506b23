import FileFormats
import ReadOnlyFiles
import RunInspection

/// The JSON form of a status: the one place where the keys of our answers are spelt.
enum StatusJSON {
  /// One run with its outputs, if they were asked for.
  ///
  /// What the run reports of itself comes first, so that our own keys stand whatever it says.
  static func value(_ run: RunStatus) -> JSONValue {
    var object: JSONObject = [
      "all_complete": .bool(run.isAllComplete),
      "last_modified": run.lastModified.map { .string(JSONString(ISO8601.text($0))) } ?? .null,
      "n_outputs": .integer(run.outputCount),
      "n_outputs_completed": .integer(run.completedOutputCount),
      "progress_fraction": .optional(run.progressFraction),
    ]
    if run.layout == nil || run.state == .missing || run.outputCount == 0 && run.error != nil {
      object = [:]
    }
    if let report = run.report {
      object.merge(report)
      object.remove("outputs")
      // The key is ours: a script that looks for it asks whether the run could be read.
      object.remove("error")
    }
    object.merge(run.details)
    object.merge([
      "last_activity": run.lastActivity.map { .string(JSONString(ISO8601.text($0))) } ?? .null,
      "layout": .optional(run.layout?.rawValue),
      "n_failed": .optional(run.failedCount),
      "run_folder": .string(JSONString(fileSystemBytes: run.runFolder.bytes)),
      "stale": .bool(run.isStale),
      "status": .string(JSONString(run.state.rawValue)),
      "status_source": .string(JSONString(run.source.rawValue)),
      "warnings": .array(run.warnings.map { .string(JSONString(Sentences.sentence($0))) }),
    ])
    if let version = run.producerVersion { object.set("pipefunc_version", .string(version)) }
    if let error = run.error { object.set("error", .string(JSONString(Sentences.sentence(error)))) }
    if let outputs = run.outputs {
      var table = JSONObject()
      for output in outputs { table.set(output.name, value(output)) }
      object.set("outputs", .object(table))
    }
    if let runInfo = run.runInfo { object.set("run_info", .node(runInfo)) }
    return .object(object)
  }

  private static func value(_ output: OutputStatus) -> JSONValue {
    var object: JSONObject = [
      "complete": .bool(output.isComplete),
      "n_completed": .optional(output.completedCount),
      "n_total": .optional(output.totalCount),
      "progress": output.progress.fraction.map { .double($0) } ?? "unknown",
    ]
    if let report = output.report { object.merge(report) }
    object.set("n_failed", .integer(output.failedCount))
    object.set("shape", output.shape.map { .array($0.map { .optional($0) }) } ?? .null)
    object.set("storage", .string(output.storage))
    if let bytes = output.bytes { object.set("bytes", .integer(bytes)) }
    if let error = output.error {
      object.set("error", .string(JSONString(Sentences.sentence(error))))
    }
    return .object(object)
  }
}
