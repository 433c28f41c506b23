/// The options by their names.
enum OptionName: String, CaseIterable, Sendable {
  case any
  case changes
  case color
  case compat
  case evolution
  case expect
  case exitStatus = "exit-status"
  case failIf = "fail-if"
  case failFast = "fail-fast"
  case fields
  case format
  case get
  case groupBy = "group-by"
  case help
  case includeRunInfo = "include-run-info"
  case verify = "verify"
  case interval
  case jobs
  case layout
  case limit
  case match
  case maxRuns = "max-runs"
  case module
  case noTraceback = "no-traceback"
  case onStale = "on-stale"
  case output
  case pretty
  case quiet
  case raw
  case recursive
  case requestID = "request-id"
  case reverse
  case runsFolder = "runs-folder"
  case shard
  case since
  case sort
  case roots
  case staleAfter = "stale-after"
  case status
  case timeout
  case to
  case utc
  case version
  case waitForStart = "wait-for-start"

  /// The option as it is typed.
  var spelling: String { "--" + rawValue }
}
