/// A reason for which a gate over runs fails.
enum GateCondition: String, CaseIterable, Sendable {
  /// The run failed or was cancelled.
  case failed
  /// It has shown no sign of life for too long.
  case stale
  /// It is pending, running or incomplete.
  case unfinished
  /// It completed, and elements of it failed.
  case elements
}
