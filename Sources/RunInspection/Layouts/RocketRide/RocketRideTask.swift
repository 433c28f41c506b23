import FileFormats
import ReadOnlyFiles

/// A task's status (rocketride 1.5.0, `TASK_STATUS`), of which only `state` is required.
struct RocketRideTask {
  /// The whole object.
  let root: JSONNode
  /// The producer's state.
  let taskState: RocketRideState
  /// Our state: that the task completed with a non-zero exit code is a failure.
  let state: RunState
  let name: JSONString?
  let exitCode: Int
  let exitMessage: JSONString?
  /// Unix seconds; nil for zero, which stands for unset.
  let startTime: Double?
  let endTime: Double?
  let totalCount: Int?
  let completedCount: Int
  let failedCount: Int
  let completedSize: Int?
  /// Objects per second at present.
  let rateCount: Double?
  /// The messages, as the producer wrote them.
  let errors: [JSONNode]
  let taskWarnings: [JSONNode]
  /// What could not be used.
  let warnings: [InspectionWarning]

  /// Takes a status out of its envelope: the HTTP interface puts it under `data`, the protocol and the
  /// saved logs under `body`.
  static func unwrapped(_ root: JSONNode) -> JSONNode {
    if root["state"] != nil { return root }
    for key: JSONString in ["body", "data"] {
      if let inner = root[key], inner.kind == .object { return inner }
    }
    return root
  }

  init(_ root: JSONNode, path: RawPath) throws(InspectionError) {
    guard root.kind == .object else {
      throw .unexpectedValue(path, key: "", expected: "the status of a task", found: root.kind)
    }
    guard let stateNode = root["state"] else { throw .missingKey(path, key: "state") }
    var fields = DocumentFields(root, path: path)
    guard let taskState = stateNode.integer.flatMap(RocketRideState.init(rawValue:)) else {
      throw fields.wrong("state", "a task state from 0 to 6", stateNode)
    }
    let exitCode = fields.node("exitCode")
    if let exitCode, exitCode.integer == nil, taskState == .completed {
      // Without it, success and failure can't be distinguished.
      throw fields.wrong("exitCode", "a whole number", exitCode)
    }
    self.root = root
    self.taskState = taskState
    self.exitCode = exitCode?.integer ?? 0
    state = taskState.runState(exitCode: self.exitCode)
    name = fields.text("name")
    exitMessage = fields.text("exitMessage")
    let limit = 253_402_300_799.0
    startTime = fields.number("startTime", upTo: limit).flatMap { $0 > 0 ? $0 : nil }
    endTime = fields.number("endTime", upTo: limit).flatMap { $0 > 0 ? $0 : nil }
    totalCount = fields.count("totalCount")
    completedCount = fields.count("completedCount") ?? 0
    failedCount = fields.count("failedCount") ?? 0
    completedSize = fields.count("completedSize")
    rateCount = fields.number("rateCount")
    errors = fields.elements("errors")
    taskWarnings = fields.elements("warnings")
    let settled = SettledCount(
      completed: completedCount, failed: failedCount, total: totalCount)
    if let excess = settled.excess(of: "objects") { fields.warn(excess) }
    warnings = fields.warnings
  }

  /// The objects that the task works on, as the one output of the run.
  var objects: OutputStatus {
    let settled = SettledCount(
      completed: completedCount, failed: failedCount, total: totalCount)
    var output = OutputStatus(name: "objects", storage: "task")
    output.totalCount = settled.total
    output.completedCount = completedCount
    output.failedCount = failedCount
    if let completedSize { output.size = .bytes(completedSize) }
    // A task without a known total has finished its objects when it has completed.
    output.isComplete = settled.isAll || settled.total == nil && state == .completed
    output.progress =
      (output.isComplete ? 1 : settled.share).map { .fraction($0) } ?? .unknown
    return output
  }

  /// Seconds from the start to the end, or to the last sign of life.
  func elapsed(until lastSign: Timestamp) -> Double? {
    guard let startTime else { return nil }
    let last = lastSign.unixSeconds
    let elapsed = (state.isTerminal ? endTime ?? last : last) - startTime
    return elapsed >= 0 ? elapsed : nil
  }

  /// Seconds that are left, by the current rate or else by the average one; nil if that is unknown.
  func remaining(elapsed: Double?) -> Double? {
    if state.isTerminal { return 0 }
    let settled = SettledCount(
      completed: completedCount, failed: failedCount, total: totalCount)
    guard let total = settled.total else { return nil }
    let left = Double(max(0, total - settled.settled))
    if let rateCount, rateCount > 0 {
      let seconds = left / rateCount
      return seconds.isFinite ? seconds : nil
    }
    guard let elapsed, settled.settled > 0 else { return nil }
    return left * elapsed / Double(settled.settled)
  }
}
