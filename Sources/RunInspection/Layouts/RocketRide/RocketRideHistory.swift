import FileFormats
import ReadOnlyFiles

/// The states that tasks went through, by the entries of an event log: a row from the first entry that
/// tells a state to the first that tells another one.
struct RocketRideHistory {
  /// The rows, in the order in which they began. Times are by the clock of the machine that wrote the
  /// log, which tells no zone (Python's `datetime.now().isoformat()`), taken as UTC.
  private(set) var rows: [StepTiming] = []

  /// How many tasks the log tells of, up to a limit.
  var taskCount: Int { tasks.count }

  /// Of how many tasks the states are followed, and how many rows are kept.
  private static let taskLimit = 1_000
  private static let rowLimit = 10_000

  private struct Task: Hashable {
    let project: JSONString?
    let source: JSONString?
  }

  private struct Open {
    let state: JSONNode
    let row: Int?
  }

  private var tasks: [Task: Open] = [:]

  /// Takes an entry.
  mutating func add(_ status: JSONNode, writtenAt text: JSONString?) {
    let task = Task(project: status["project_id"]?.string, source: status["source"]?.string)
    let last = tasks[task]
    guard let state = status["state"], state.kind == .integer,
      last != nil || tasks.count < RocketRideHistory.taskLimit
    else { return }
    if let last, last.state.integer == state.integer { return }
    let moment = text.flatMap { ISO8601.parse($0.description)?.moment }.map(RocketRideHistory.seconds)
    if let row = last?.row { close(row, at: moment) }
    guard rows.count < RocketRideHistory.rowLimit else {
      tasks[task] = Open(state: state, row: nil)
      return
    }
    var row = StepTiming(module: RocketRideState.name(of: state))
    row.start = moment
    row.details = [
      "project_id": task.project.map { .string($0) } ?? .null,
      "source": task.source.map { .string($0) } ?? .null,
    ]
    tasks[task] = Open(state: state, row: rows.count)
    rows.append(row)
  }

  /// A clock that was set back leaves a span of time unknown.
  private mutating func close(_ row: Int, at moment: Double?) {
    rows[row].end = moment
    guard let start = rows[row].start, let moment, moment >= start else { return }
    rows[row].seconds = moment - start
  }

  private static func seconds(_ moment: Timestamp) -> Double {
    Double(moment.seconds) + Double(moment.nanoseconds) / 1e9
  }
}
