/// The commands by their names.
enum CommandName: String, CaseIterable, Sendable {
  case status
  case listRuns = "list-runs"
  case watch
  case errors
  case outputs
  case inputs
  case timing
  case snapshots
  case changes
  case summary
  case restore
  case help
}
