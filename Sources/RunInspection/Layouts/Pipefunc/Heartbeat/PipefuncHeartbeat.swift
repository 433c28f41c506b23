import FileFormats
import ReadOnlyFiles

/// The heartbeat of a `map_async` run (pipefunc from 0.91, `_run_status_heartbeat.py`).
struct PipefuncHeartbeat {
  /// The state; only one that a heartbeat can have.
  let state: RunState
  /// When it was written, by the clock of the machine that computed.
  let updatedAt: Timestamp?
  /// After how many seconds of silence it is stale by its own account.
  let staleAfter: Double?
  /// The whole document.
  let root: JSONNode
  /// When the file was last changed.
  let modified: Timestamp

  /// Checks the values that are needed.
  init(_ root: JSONNode, path: RawPath, modified: Timestamp) throws(InspectionError) {
    guard root.kind == .object else {
      throw .unexpectedValue(path, key: "", expected: "an object", found: root.kind)
    }
    guard let status = root["status"] else { throw .missingKey(path, key: "status") }
    guard let name = status.string, let state = RunState(rawValue: name.description),
      state != .missing, state != .error
    else {
      throw .unexpectedValue(
        path, key: "status", expected: "a state that a heartbeat can have", found: status.kind)
    }
    guard root.hasEntries(atMost: OutputStatus.mostPassedThrough) else {
      throw .tooManyEntries(path, key: "", limit: OutputStatus.mostPassedThrough)
    }
    if let outputs = root["outputs"] {
      guard let members = outputs.members else {
        throw .unexpectedValue(path, key: "outputs", expected: "an object", found: outputs.kind)
      }
      guard outputs.hasEntries(atMost: OutputStatus.mostOfRun) else {
        throw .tooManyEntries(path, key: "outputs", limit: OutputStatus.mostOfRun)
      }
      for member in members where member.value.kind != .object {
        throw .unexpectedValue(
          path, key: "outputs", expected: "an object of objects", found: member.value.kind)
      }
    }
    self.state = state
    self.root = root
    self.modified = modified
    updatedAt = root["updated_at"]?.string.flatMap { ISO8601.parse($0.description)?.moment }
    staleAfter = root["stale_after_seconds"]?.double.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The staleness, by the limit that was requested, or else by its own.
  func staleness(now: Timestamp, staleAfter override: Double?) -> Staleness {
    Staleness(
      signs: (updatedAt.map { [$0] } ?? []) + [modified], isEnded: state.isTerminal,
      limit: override ?? staleAfter, now: now)
  }

  /// By how many seconds it is in the future; nil if it is not, or by so little that it may be the time
  /// between two readings of a clock.
  func secondsAhead(of now: Timestamp) -> Double? {
    guard let updatedAt, !state.isTerminal else { return nil }
    let ahead = updatedAt.secondsSince(now)
    return ahead > Staleness.clockTolerance ? ahead : nil
  }

  /// What it says about the outputs, in the order in which it lists them.
  var outputs: [(key: JSONString, value: JSONNode)] {
    root["outputs"]?.members.map { members in members.map { ($0.key, $0.value) } } ?? []
  }

  /// What it says about one output. Numbers that can't be counts are left out.
  struct Output {
    /// The whole object.
    let node: JSONNode
    /// How many elements there are.
    let totalCount: Int?
    /// How many were computed since the run, or its resumption, began.
    let completedCount: Int?
    /// How many of them failed.
    let failedCount: Int?
    /// Done over all, 0 to 1.
    let progress: Double?
    /// Whether all are settled.
    let isComplete: Bool?

    init(_ node: JSONNode) {
      self.node = node
      func count(_ key: JSONString) -> Int? { node[key]?.integer.flatMap { $0 >= 0 ? $0 : nil } }
      totalCount = count("n_total")
      completedCount = count("n_completed")
      failedCount = count("n_failed")
      progress = node["progress"]?.double.flatMap { $0 >= 0 && $0 <= 1 ? $0 : nil }
      isComplete = node["complete"]?.bool
    }
  }
}
