/// The answer to a request for a run's history.
public enum HistoryAnswer: Sendable {
  /// How long each step took, in the order in which they began, and the total of each module.
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

  /// How many things it lists; 1 for what is no list.
  var count: Int {
    switch self {
    case .timing(let rows, _): rows.count
    case .snapshots(let items), .changes(let items): items.count
    case .snapshot, .summary, .restored: 1
    }
  }
}
