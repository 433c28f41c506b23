import ReadOnlyFiles

/// Faults that only a RocketRide task can have.
enum RocketRideFault: LayoutFault {
  /// An event log does not contain the status of any task.
  case noTaskStatus(RawPath)
  /// A log contains several tasks, exactly or at least so many others; the one whose status was logged last
  /// counts.
  case otherTasks(RawPath, count: Int, isAtLeast: Bool = false)
  /// The folder contains several logs; the one that was changed last counts.
  case otherLogs(RawPath, count: Int)
  /// A line of a log that can't be read, after the last status, may hold a later one.
  case laterStatusUnreadable(RawPath)

  var text: String {
    switch self {
    case .noTaskStatus(let path): "\(path.quoted) contains no status of a task"
    case .otherTasks(let path, let count, let isAtLeast):
      "\(path.quoted) also contains \(isAtLeast ? "at least " : "")\(count) other "
        + "\(count == 1 ? "task" : "tasks"); the one that was logged last counts"
    case .otherLogs(let path, let count):
      "there \(count == 1 ? "is 1 other log" : "are \(count) other logs") beside \(path.quoted), which "
        + "was changed last and counts"
    case .laterStatusUnreadable(let path):
      "a line of \(path.quoted) that can't be read may tell of a later state"
    }
  }

  var hidesMore: Bool {
    if case .laterStatusUnreadable = self { true } else { false }
  }

  var mayPass: Bool {
    if case .noTaskStatus = self { true } else { false }
  }
}
