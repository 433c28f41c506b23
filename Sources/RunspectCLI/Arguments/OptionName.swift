/// The options by their names.
enum OptionName: String, CaseIterable, Sendable {
  case any
  case changes
  case compat
  case evolution
  case exitStatus = "exit-status"
  case failFast = "fail-fast"
  case format
  case groupBy = "group-by"
  case help
  case includeRunInfo = "include-run-info"
  case verify = "verify"
  case interval
  case layout
  case limit
  case maxRuns = "max-runs"
  case module
  case noTraceback = "no-traceback"
  case onStale = "on-stale"
  case output
  case pretty
  case quiet
  case raw
  case requestID = "request-id"
  case roots
  case staleAfter = "stale-after"
  case timeout
  case to
  case version
  case waitForStart = "wait-for-start"

  /// The option as it is typed.
  var spelling: String { "--" + rawValue }
}
