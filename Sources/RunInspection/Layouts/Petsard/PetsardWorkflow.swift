import FileFormats
import ReadOnlyFiles

/// One workflow in a log.
struct PetsardWorkflow {
  /// A step and how often it was executed: the flow is depth-first, so a step may be repeated.
  struct Output {
    let name: PetsardStepName
    var begun = 0
    var done = 0
    var failed = 0
  }

  /// A snapshot; logs of level INFO don't contain its identifier.
  struct Snapshot {
    let identifier: JSONString?
    let name: PetsardStepName
    let time: Timestamp
  }

  /// A change of a schema, and the step in which it was made.
  struct Change {
    let change: PetsardSchemaChange
    let step: PetsardStepName?
    let time: Timestamp
  }

  /// The most steps of a workflow that are distinguished.
  static let mostSteps = 10_000

  /// When it began; nil for steps before any line that begins a workflow.
  let start: Timestamp?
  var end: Timestamp?
  /// The last line that belongs to it.
  var last: Timestamp
  var isComplete = false
  /// By how many seconds the log's local time is ahead of UTC; nil if that is unknown.
  var offset: Int64?
  private(set) var outputs: [Output] = []
  private var positions: [PetsardStepName: Int] = [:]
  /// Whether it has more steps than are distinguished, so that some were not counted.
  private(set) var isCut = false
  /// The step that is being executed.
  var current: PetsardExecution?
  /// The last execution that failed.
  private(set) var failure: PetsardExecution?
  var executions: [PetsardExecution] = []
  var snapshots: [Snapshot] = []
  var changes: [Change] = []

  init(start: Timestamp?, last: Timestamp) {
    self.start = start
    self.last = last
  }

  /// Whether an unfinished step failed.
  var isFailed: Bool { failure != nil || current?.isFailed == true }

  /// The execution that failed.
  var failed: PetsardExecution? {
    current.flatMap { $0.isFailed ? $0 : nil } ?? failure
  }

  /// Changes the counts of a step.
  mutating func count(_ name: PetsardStepName, _ change: (inout Output) -> Void) {
    if let position = positions[name] {
      change(&outputs[position])
    } else if outputs.count < PetsardWorkflow.mostSteps {
      positions[name] = outputs.count
      outputs.append(Output(name: name))
      change(&outputs[outputs.count - 1])
    } else {
      isCut = true
    }
  }

  /// Ends the step that is being executed, done or not.
  mutating func endStep(keeps: Bool) {
    guard let execution = current else { return }
    if execution.isFailed {
      failure = execution
      count(execution.name) { $0.failed += 1 }
    }
    if keeps { executions.append(execution) }
    current = nil
  }

  /// Derives the zone from a line that contains both its local time and the moment. Zones differ from
  /// UTC by whole quarters of an hour; any other difference means that the clock was set in between.
  mutating func compare(local: Timestamp, unix: Double) {
    guard offset == nil else { return }
    let difference = Double(local.seconds) + Double(local.nanoseconds) / 1e9 - unix
    let rounded = (difference / 900).rounded() * 900
    if (difference - rounded).magnitude <= 60, rounded.magnitude <= 15 * 3_600 {
      offset = Int64(rounded)
    }
  }

  /// A local time as text, with the zone if it is known.
  func text(_ time: Timestamp) -> JSONString {
    var text = String(ISO8601.text(time).dropLast("+00:00".count))
    if let offset {
      func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
      text +=
        (offset < 0 ? "-" : "+") + two(offset.magnitude / 3_600) + ":"
        + two(offset.magnitude / 60 % 60)
    }
    return JSONString(text)
  }
}
