import FileFormats
import ReadOnlyFiles

/// The states that tasks went through, by the entries of an event log: each row lasts from the first
/// entry with a state to the first with another one.
struct RocketRideHistory {
  /// The rows, in the order in which they began. The times are local times of the machine that wrote
  /// the log, without a zone (Python's `datetime.now().isoformat()`); they are taken as UTC.
  private(set) var rows: [StepTiming] = []

  /// How many tasks the log contains; at least so many if there are more than are followed.
  var taskCount: Int { hasMoreTasks ? tasks.count + 1 : tasks.count }
  /// Whether it contains more tasks than are followed.
  private(set) var hasMoreTasks = false
  /// The limit beyond which tasks or changes of their states were not kept; nil if none was reached.
  private(set) var cut: Int?

  /// The most tasks that are followed, rows that are kept, and bytes that are kept of an id.
  private static let taskLimit = 1_000
  private static let rowLimit = 10_000
  private static let idLimit = 256

  private struct Task: Hashable {
    let project: JSONString?
    let source: JSONString?
  }

  private struct Open {
    let state: Int
    let row: Int?
  }

  private var tasks: [Task: Open] = [:]

  /// Adds an entry.
  mutating func add(_ status: JSONNode, writtenAt text: JSONString?) {
    let task = Task(
      project: RocketRideHistory.id(status["project_id"]),
      source: RocketRideHistory.id(status["source"]))
    let last = tasks[task]
    guard let state = status["state"]?.integer, last?.state != state else { return }
    guard last != nil || tasks.count < RocketRideHistory.taskLimit else {
      cut = RocketRideHistory.taskLimit
      hasMoreTasks = true
      return
    }
    let moment = text.flatMap { ISO8601.parse($0.description)?.moment.unixSeconds }
    if let row = last?.row { close(row, at: moment) }
    guard rows.count < RocketRideHistory.rowLimit else {
      cut = RocketRideHistory.rowLimit
      tasks[task] = Open(state: state, row: nil)
      return
    }
    var row = StepTiming(
      module: RocketRideState(rawValue: state)?.name ?? JSONString("\(state)"))
    row.start = moment
    row.facts.set(RocketRideKeys.projectID, task.project)
    row.facts.set(RocketRideKeys.source, task.source)
    tasks[task] = Open(state: state, row: rows.count)
    rows.append(row)
  }

  /// A copy of an id that does not keep alive the line that it was read from.
  private static func id(_ node: JSONNode?) -> JSONString? {
    node?.string.map { JSONString(generalisedUTF8: Array($0.bytes.prefix(idLimit))) }
  }

  /// If the clock was set back, the duration stays unknown.
  private mutating func close(_ row: Int, at moment: Double?) {
    rows[row].end = moment
    guard let start = rows[row].start, let moment, moment >= start else { return }
    rows[row].seconds = moment - start
  }
}
