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
}
