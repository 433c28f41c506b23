import FileFormats

/// What is asked of a run's history.
public enum HistoryQuestion: Sendable {
  /// How long each step took.
  case timing
  /// The snapshots: all, those of one module, or one by its id.
  case snapshots(module: JSONString?, identifier: JSONString?)
  /// The distinct descriptions of the data in the snapshots of a module, in order.
  case evolution(module: JSONString)
  /// What changed: everywhere, or in one module.
  case changes(module: JSONString?)
  /// The counts of all that.
  case summary
  /// The description of the data that a snapshot recorded.
  case restore(identifier: JSONString)

  /// What the layout has to keep to answer it.
  var record: RunRecord {
    switch self {
    case .timing: .timing
    case .snapshots, .evolution, .restore: .snapshots
    case .changes: .changes
    case .summary: .summary
    }
  }
}

/// What a run's history tells.
public enum HistoryAnswer: Sendable {
  /// How long each step took, in the order in which they began, and the sums by module.
  case timing([StepTiming], totals: [ModuleTotal])
  /// Objects with the producer's own field names, in order.
  case snapshots([StoredValue])
  /// One object with the producer's own field names.
  case snapshot(StoredValue)
  /// Objects with the producer's own field names, in order.
  case changes([StoredValue])
  /// One object.
  case summary(StoredValue)
  /// The recorded description of the data.
  case restored(StoredValue)
}

/// One execution of a step. What the layout does not tell is nil and not printed, or printed as null
/// where it is the core of a row.
public struct StepTiming: Sendable {
  /// The module or output that was executed.
  public var module: JSONString
  /// Which experiment or part of it.
  public var experiment: JSONString?
  /// Which step of it.
  public var step: JSONString?
  /// When it began, in seconds since 1970-01-01T00:00:00Z.
  public var start: Double?
  /// When it ended, likewise.
  public var end: Double?
  /// How long it took.
  public var seconds: Double?
  /// Why it failed.
  public var error: JSONString?
  /// Facts that only this layout has, under keys of its own.
  public var details = JSONObject()

  init(module: JSONString) {
    self.module = module
  }
}

/// How long all executions of a module took together.
public struct ModuleTotal: Sendable {
  /// The module.
  public let module: JSONString
  /// The sum in seconds.
  public let seconds: Double
}
