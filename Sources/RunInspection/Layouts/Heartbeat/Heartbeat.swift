import FileFormats
import ReadOnlyFiles

/// The heartbeat of a script.
struct Heartbeat {
  /// The state that it reports.
  let state: RunState
  /// The whole document.
  let root: JSONNode
  /// When the file was last changed.
  let modified: Timestamp
  /// The outputs in the order in which it lists them.
  let outputs: [OutputStatus]
  /// The totals: its own, or else those of its outputs.
  let tally: RunTally
  /// The script's message.
  let message: JSONString?
  /// The seconds that the run took, by its own account.
  let reportedElapsed: Double?
  /// The seconds from the run's start to its last sign of life.
  let elapsed: Double?
  /// What could not be used.
  let warnings: [InspectionWarning]

  private let updatedAt: Timestamp?
  private let staleAfter: Double?

  /// The states that a heartbeat can report.
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
    reportedElapsed = fields.number("elapsed_seconds")
    let lastSign = updatedAt ?? modified
    elapsed = fields.moment("started_at").map(lastSign.secondsSince).flatMap { $0 >= 0 ? $0 : nil }
    guard root.hasEntries(atMost: OutputStatus.mostPassedThrough) else {
      throw .tooManyEntries(path, key: "", limit: OutputStatus.mostPassedThrough)
    }
    guard root["outputs"]?.hasEntries(atMost: OutputStatus.mostOfRun) ?? true else {
      throw .tooManyEntries(path, key: "outputs", limit: OutputStatus.mostOfRun)
    }
    outputs = Heartbeat.outputs(&fields)
    var tally = RunTally(of: outputs)
    tally.outputCount = max(fields.count("n_outputs") ?? 0, tally.outputCount)
    tally.completedOutputCount = min(
      max(fields.count("n_outputs_completed") ?? 0, tally.completedOutputCount), tally.outputCount)
    tally.isAllComplete =
      fields.flag("all_complete")
      ?? (state == .completed && tally.completedOutputCount == tally.outputCount)
    tally.progressFraction = fields.number("progress_fraction", upTo: 1) ?? tally.progressFraction
    tally.failedCount = max(fields.count("n_failed") ?? 0, tally.failedCount ?? 0)
    self.tally = tally
    let isShort = outputs.contains { output in
      guard case .fraction(let share) = output.progress else { return false }
      return share < 1
    }
    contradictsItself =
      state == .completed
      && (isShort || fields.flag("all_complete") == false
        || outputs.contains { $0.passedThrough?["complete"]?.bool == false }
        || fields.count("n_outputs_completed") ?? .max < fields.count("n_outputs") ?? 0
        || fields.number("progress_fraction", upTo: 1) ?? 1 < 1)
    warnings = fields.warnings
  }

  /// The newest sign of life: the time in it, or else the time of the file.
  var lastSign: Timestamp { updatedAt ?? modified }

  /// Whether it states when it was written.
  var tellsTime: Bool { updatedAt != nil }

  /// Whether it reports that the run completed, while its other values say less.
  let contradictsItself: Bool

  /// The staleness, by the limit that was requested, or else by its own.
  func staleness(now: Timestamp, staleAfter override: Double?) -> Staleness {
    Staleness(
      signs: (updatedAt.map { [$0] } ?? []) + [modified], isEnded: state.isTerminal,
      limit: override ?? staleAfter, now: now)
  }

  /// By how many seconds the time in it is in the future; nil if it is not, or by so little that it may
  /// be the time between two readings of a clock.
  func secondsAhead(of now: Timestamp) -> Double? {
    guard let updatedAt, !state.isTerminal else { return nil }
    let ahead = updatedAt.secondsSince(now)
    return ahead > Staleness.clockTolerance ? ahead : nil
  }

  private static func outputs(_ fields: inout DocumentFields) -> [OutputStatus] {
    guard let object = fields.object("outputs"), let members = object.members else { return [] }
    // There can be thousands, and each takes hundreds of bytes.
    var outputs: [OutputStatus] = []
    outputs.reserveCapacity(object.memberCount)
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
      // If a name occurs twice, the last one counts, as in any JSON object.
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
    let failed = fields.count("n_failed") ?? 0
    output.failedCount = failed
    output.totalCount = total
    output.completedCount = completed
    if let bytes = fields.count("bytes") { output.size = .bytes(bytes) }
    let settled = SettledCount(completed: completed ?? 0, failed: failed, total: total)
    if let excess = settled.excess(of: name) { fields.warn(excess) }
    output.isComplete = complete ?? (progress == 1 || settled.isAll)
    if let share = progress ?? (completed == nil ? nil : settled.share)
      ?? (output.isComplete ? 1 : nil)
    {
      output.progress = .fraction(share)
    }
    // An output with values that can't be used is not passed through, but printed from the others.
    output.passedThrough = fields.warnings.isEmpty ? fields.root : nil
    return output
  }
}
