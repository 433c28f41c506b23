import FileFormats
import ReadOnlyFiles

/// What a script's heartbeat says.
struct Heartbeat {
  /// The state that it tells.
  let state: RunState
  /// Everything that it says.
  let root: JSONNode
  /// When the file was last changed.
  let modified: Timestamp
  /// The outputs in the order in which it tells of them.
  let outputs: [OutputStatus]
  /// How many outputs there are.
  let outputCount: Int
  /// How many of them are complete.
  let completedOutputCount: Int
  /// Whether all of them are.
  let isAllComplete: Bool
  /// Done work over all work: what it says, or else the mean over the outputs of which it is known.
  let progressFraction: Double?
  /// How many elements failed.
  let failedCount: Int
  /// What the script has to say.
  let message: JSONString?
  /// The seconds from the run's start to its last sign of life.
  let elapsed: Double?
  /// What could not be used.
  let warnings: [InspectionWarning]

  private let updatedAt: Timestamp?
  private let staleAfter: Double?

  /// The states that a heartbeat can tell.
  private static let states = RunState.allCases.filter { $0 != .missing && $0 != .error }

  init(_ root: JSONNode, path: RawPath, modified: Timestamp) throws(InspectionError) {
    guard root.kind == .object else {
      throw .unexpectedValue(path, key: "", expected: "an object", found: root.kind)
    }
    var fields = DocumentFields(root, path: path)
    guard let status = root["status"] else { throw .missingKey(path, key: "status") }
    guard let name = status.string?.description,
      let state = Heartbeat.states.first(where: { $0.rawValue == name })
    else {
      let names = Heartbeat.states.map(\.rawValue).joined(separator: ", ")
      throw fields.wrong("status", "one of " + names, status)
    }
    self.state = state
    self.root = root
    self.modified = modified
    updatedAt = fields.moment("updated_at")
    staleAfter = fields.number("stale_after_seconds")
    message = fields.text("message")
    let lastSign = updatedAt ?? modified
    elapsed = fields.moment("started_at").map(lastSign.secondsSince).flatMap { $0 >= 0 ? $0 : nil }
    outputs = Heartbeat.outputs(&fields)
    let completed = outputs.count(where: \.isComplete)
    outputCount = max(fields.count("n_outputs") ?? 0, outputs.count)
    completedOutputCount = min(
      max(fields.count("n_outputs_completed") ?? 0, completed), outputCount)
    isAllComplete =
      fields.flag("all_complete") ?? (state == .completed && completedOutputCount == outputCount)
    let known = outputs.compactMap(\.progress.fraction)
    progressFraction =
      fields.number("progress_fraction", upTo: 1)
      ?? (known.isEmpty ? nil : known.reduce(0, +) / Double(known.count))
    var failed = 0
    for output in outputs {
      let (sum, overflow) = failed.addingReportingOverflow(output.failedCount)
      failed = overflow ? .max : sum
    }
    failedCount = max(fields.count("n_failed") ?? 0, failed)
    warnings = fields.warnings
  }

  /// The newest sign of life: the time that it tells, or else the time of the file.
  var lastSign: Timestamp { updatedAt ?? modified }

  /// Whether a run that is not at its end has been silent for longer than is asked for, than it says
  /// itself, or than an hour.
  ///
  /// A heartbeat from the future tells nothing of its age; then the time of its file does.
  func isStale(now: Timestamp, staleAfter override: Double?) -> Bool {
    guard !state.isTerminal else { return false }
    return now.secondsSince(secondsAhead(of: now) == nil ? lastSign : modified) > limit(override)
  }

  /// How long it may be silent before it is stale, in seconds.
  func limit(_ override: Double?) -> Double {
    override ?? staleAfter ?? InspectionRequest.defaultStaleAfter
  }

  /// By how many seconds it is from the future; nil where it is not, or so little that it may be the
  /// time between two readings of a clock.
  func secondsAhead(of now: Timestamp) -> Double? {
    guard let updatedAt, !state.isTerminal else { return nil }
    let ahead = updatedAt.secondsSince(now)
    return ahead > PipefuncHeartbeat.clockTolerance ? ahead : nil
  }

  private static func outputs(_ fields: inout DocumentFields) -> [OutputStatus] {
    guard let members = fields.object("outputs")?.members else { return [] }
    var outputs: [OutputStatus] = []
    var positions: [JSONString: Int] = [:]
    for member in members {
      let key = member.key
      guard member.value.kind == .object else {
        let prefixed = JSONString(generalisedUTF8: Array("outputs.".utf8) + key.bytes)
        fields.warn(.valueIgnored(fields.wrong(prefixed, "an object", member.value)))
        continue
      }
      var own = DocumentFields(member.value, path: fields.path)
      own.prefix = Array("outputs.".utf8) + key.bytes + [UInt8(ascii: ".")]
      let output = output(key, &own)
      fields.warn(own)
      // Of equal names the last one counts, as in any JSON object.
      if let position = positions[key] {
        outputs[position] = output
      } else {
        positions[key] = outputs.count
        outputs.append(output)
      }
    }
    return outputs
  }

  private static func output(_ name: JSONString, _ fields: inout DocumentFields) -> OutputStatus {
    var output = OutputStatus(name: name, storage: fields.text("storage") ?? "unknown")
    let total = fields.count("n_total")
    let completed = fields.count("n_completed")
    let complete = fields.flag("complete")
    let progress = fields.number("progress", upTo: 1)
    output.failedCount = fields.count("n_failed") ?? 0
    output.totalCount = total
    output.completedCount = completed
    output.bytes = fields.count("bytes")
    let settled = SettledCount(completed: completed ?? 0, failed: output.failedCount, total: total)
    if let excess = settled.excess(of: name) { fields.warn(excess) }
    output.isComplete = complete ?? (progress == 1 || settled.isAll)
    if let share = progress ?? (completed == nil ? nil : settled.share)
      ?? (output.isComplete ? 1 : nil)
    {
      output.progress = .fraction(share)
    }
    // An output of which something can't be used is not passed through, but printed from what can.
    output.report = fields.warnings.isEmpty ? fields.root : nil
    return output
  }
}
