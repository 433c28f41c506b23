import FileFormats
import ReadOnlyFiles

/// What the client's `process_status` returned (krixik 1.1.19), or the server's answer if the client
/// returned nothing.
struct KrixikProcessStatus {
  /// A module of the pipeline.
  struct Module {
    let name: JSONString
    let isComplete: Bool
  }

  /// When the file was last changed.
  let modified: Timestamp
  /// The modules in their order.
  let modules: [Module]
  /// The details of a failure.
  let failure: JSONNode?
  /// The module that failed, if it is named.
  let failedModule: JSONString?
  /// The request id of the process, which only a failure contains; `request_id` is that of this check.
  let processID: JSONString?
  /// The id of the processed file.
  let fileID: JSONString?
  /// The state, or why there is none.
  let outcome: Result<RunState, InspectionError>
  /// Its values, to be passed through.
  let facts: LayoutFacts
  /// What could not be used.
  let warnings: [InspectionWarning]

  init(_ root: JSONNode, path: RawPath, modified: Timestamp) throws(InspectionError) {
    guard root.kind == .object else {
      throw .unexpectedValue(path, key: "", expected: "an object", found: root.kind)
    }
    var fields = DocumentFields(root, path: path)
    self.modified = modified
    fileID = fields.text("file_id")
    failure = fields.object("failure_status")
    if let failure {
      var facts = DocumentFields(failure, path: path)
      facts.prefix = Array("failure_status.".utf8)
      failedModule = facts.text("failure_module")
      processID = facts.text("process_id")
      fields.warn(facts)
    } else {
      failedModule = nil
      processID = nil
    }
    guard root["process_status"]?.hasEntries(atMost: OutputStatus.mostOfRun) ?? true else {
      throw .tooManyEntries(path, key: "process_status", limit: OutputStatus.mostOfRun)
    }
    modules = KrixikProcessStatus.modules(&fields)
    outcome = KrixikProcessStatus.outcome(fields)
    // Texts and numbers are copied, so that a listing of many runs does not keep all documents alive.
    func value(_ key: JSONString) -> JSONValue {
      guard let node = root[key] else { return .null }
      if let text = node.string { return .string(text) }
      return node.integer.map { .integer($0) } ?? .node(node)
    }
    var facts = LayoutFacts()
    facts.set(KrixikKeys.checkRequestID, value("request_id"))
    facts.set(KrixikKeys.failedModule, failedModule)
    facts.set(KrixikKeys.message, value("message"))
    facts.set(KrixikKeys.overallStatus, value("overall_status"))
    facts.set(KrixikKeys.pipeline, value("pipeline"))
    facts.set(KrixikKeys.statusCode, value("status_code"))
    self.facts = facts
    warnings = fields.warnings
  }

  /// The message of the failure itself; `message` is about the check.
  var failureMessage: JSONString? { failure?["failure_message"]?.string }

  private static func outcome(_ fields: DocumentFields) -> Result<RunState, InspectionError> {
    if let overall = fields.node("overall_status") {
      switch overall.string {
      case "ongoing": return .success(.running)
      case "complete": return .success(.completed)
      case "failed": return .success(.failed)
      default:
        return .failure(
          fields.wrong("overall_status", "one of ongoing, complete, failed", overall))
      }
    }
    // About a process that has expired or was deleted, the server answers that it knows nothing.
    let isAnswer =
      fields.root["process_status"] == nil && fields.root["failure_status"] == nil
      && fields.root["status_code"]?.integer != 200
    if isAnswer, let message = fields.root["message"]?.string {
      return .failure(.layout(KrixikFault.refused(fields.path, answer: message)))
    }
    return .failure(.missingKey(fields.path, key: "overall_status"))
  }

  /// The modules: `module_1`, `module_2` and so on by number, any others in the given order.
  private static func modules(_ fields: inout DocumentFields) -> [Module] {
    guard let members = fields.object("process_status")?.members else { return [] }
    var modules: [Module] = []
    var positions: [JSONString: Int] = [:]
    for member in members {
      let key = member.key
      if member.value.bool == nil {
        let whole = JSONString(generalisedUTF8: Array("process_status.".utf8) + key.bytes)
        fields.warn(.valueIgnored(fields.wrong(whole, "true or false", member.value)))
      }
      let module = Module(name: key, isComplete: member.value.bool ?? false)
      // If a name occurs twice, the last one counts, as in any JSON object.
      if let position = positions[key] {
        modules[position] = module
      } else {
        positions[key] = modules.count
        modules.append(module)
      }
    }
    let numbers = modules.compactMap { number($0.name) }
    guard numbers.count == modules.count else { return modules }
    return zip(numbers, modules).sorted { $0.0 < $1.0 }.map(\.1)
  }

  private static func number(_ name: JSONString) -> Int? {
    let prefix = Array("module_".utf8)
    let bytes = name.bytes
    guard bytes.starts(with: prefix) else { return nil }
    return Int(String(decoding: bytes.dropFirst(prefix.count), as: UTF8.self))
  }

  /// Fills in the modules.
  func fill(_ status: inout RunStatus, detail: StatusRequest.Detail) {
    var outputs = modules.map { module in
      KrixikProcessStatus.output(module.name, isComplete: module.isComplete)
    }
    let isFailed = status.state == .failed
    if isFailed, let failedModule {
      let position = outputs.firstIndex { $0.name == failedModule } ?? outputs.count
      if position == outputs.count {
        outputs.append(KrixikProcessStatus.output(failedModule, isComplete: false))
      }
      outputs[position].failedCount = 1
    }
    status.take(outputs, detail: detail)
    var tally = RunTally(of: outputs)
    tally.failedCount = isFailed ? 1 : 0
    tally.isAllComplete = status.state == .completed && tally.isAllComplete
    // A failure is reported without the other modules, so the progress of the whole is unknown.
    if modules.isEmpty { tally.progressFraction = status.state == .completed ? 1 : nil }
    status.tally = tally
    if status.state == .completed, !modules.allSatisfy(\.isComplete) {
      status.contradict(.completedContradicted)
    }
    guard detail == .outputs else { return }
    for (index, module) in modules.enumerated() where module.isComplete {
      status.milestones.append(
        .moduleComplete(module.name, position: index + 1, of: modules.count))
    }
  }

  private static func output(_ name: JSONString, isComplete: Bool) -> OutputStatus {
    var output = OutputStatus(name: name, storage: "module")
    output.isComplete = isComplete
    output.totalCount = 1
    output.completedCount = isComplete ? 1 : 0
    output.progress = .fraction(isComplete ? 1 : 0)
    return output
  }
}
