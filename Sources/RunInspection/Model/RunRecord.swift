/// What a layout may keep about a run besides its state.
public enum RunRecord: Sendable, Equatable {
  /// What failed.
  case failures
  /// The values that were stored.
  case values
  /// The values that the run was started with.
  case inputs
  /// How long each step took.
  case timing
  /// The modules whose steps it executed.
  case modules
  /// The state of the data before and after each step.
  case snapshots
  /// What changed in the description of the data.
  case changes
  /// How much of all this there is.
  case summary
}
