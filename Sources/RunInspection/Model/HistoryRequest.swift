import FileFormats

/// A request for a run's history.
public enum HistoryRequest: Sendable {
  /// How long each step took.
  case timing
  /// The snapshots: all, those of one module, or one by its id.
  case snapshots(module: JSONString?, identifier: JSONString?)
  /// The distinct descriptions of the data in the snapshots of a module, in order.
  case evolution(module: JSONString)
  /// What changed: everywhere, or in one module.
  case changes(module: JSONString?)
  /// How much of all this there is.
  case summary
  /// The description of the data that a snapshot recorded.
  case restore(identifier: JSONString)

  /// What the layout must keep in order to answer it.
  var record: RunRecord {
    switch self {
    case .timing: .timing
    case .snapshots, .evolution, .restore: .snapshots
    case .changes: .changes
    case .summary: .summary
    }
  }
}
