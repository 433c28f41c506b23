import FileFormats
import ReadOnlyFiles

/// What the heartbeat of a `map_async` run says (pipefunc from 0.91, `_run_status_heartbeat.py`).
struct PipefuncHeartbeat {
  /// The state; only those that a heartbeat can have.
  let state: RunState
  /// When it was written, by the clock of the machine that computed.
  let updatedAt: Timestamp?
  /// After how many seconds of silence it says itself to be stale.
  let staleAfter: Double?
  /// Everything that it says.
  let root: JSONNode
  /// When the file was last changed.
  let modified: Timestamp

  /// Checks what the status needs of a heartbeat.
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
    if let outputs = root["outputs"] {
      guard let members = outputs.members else {
        throw .unexpectedValue(path, key: "outputs", expected: "an object", found: outputs.kind)
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
    staleAfter = root["stale_after_seconds"]?.double
  }

  /// Whether a run that is not at its end has been silent for too long.
  ///
  /// A heartbeat from the future tells nothing of its age; then the time of its file does.
  func isStale(now: Timestamp, staleAfter override: Double?) -> Bool {
    guard !state.isTerminal, let updatedAt, let limit = override ?? staleAfter else { return false }
    return now.secondsSince(secondsAhead(of: now) == nil ? updatedAt : modified) > limit
  }

  /// By how many seconds it is from the future; nil where it is not, or so little that it may be the
  /// time between two readings of a clock.
  func secondsAhead(of now: Timestamp) -> Double? {
    guard let updatedAt else { return nil }
    let ahead = updatedAt.secondsSince(now)
    return ahead > PipefuncHeartbeat.clockTolerance ? ahead : nil
  }

  /// How far two clocks may differ unnoticed, in seconds.
  static let clockTolerance = 2.0
}
