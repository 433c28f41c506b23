import FileFormats

/// The states of a task (rocketride 1.5.0, `TASK_STATE`).
enum RocketRideState: Int, CaseIterable {
  case none = 0
  case starting = 1
  case initializing = 2
  case running = 3
  case stopping = 4
  case completed = 5
  case cancelled = 6

  /// The producer's own name for it.
  var name: JSONString {
    switch self {
    case .none: "NONE"
    case .starting: "STARTING"
    case .initializing: "INITIALIZING"
    case .running: "RUNNING"
    case .stopping: "STOPPING"
    case .completed: "COMPLETED"
    case .cancelled: "CANCELLED"
    }
  }

  /// The state of the run that it stands for.
  func runState(exitCode: Int) -> RunState {
    switch self {
    case .none, .starting, .initializing: .pending
    case .running, .stopping: .running
    case .completed: exitCode == 0 ? .completed : .failed
    case .cancelled: .cancelled
    }
  }
}
