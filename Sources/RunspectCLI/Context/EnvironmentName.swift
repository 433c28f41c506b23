/// The environment variables that the tool heeds.
enum EnvironmentName {
  /// The parent folder of the runs.
  static let runs = "RUNSPECT_RUNS"
}
