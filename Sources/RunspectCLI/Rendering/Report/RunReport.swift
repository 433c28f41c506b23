import FileFormats
import ReadOnlyFiles
import RunInspection

/// Everything that a report shows.
struct RunReport {
  /// The runs in the order in which to show them.
  var runs: [ReportedRun] = []
  /// What failed in them, by what it has in common.
  var failures = FailureGroups(by: [.type, .message, .function])
  /// What was counted while the failures were read.
  var counts = FailureCounts()
  /// Why folders could not be searched, or not whole.
  var problems: [String] = []
  /// When the report was made.
  var made: Timestamp
  /// The command line that made it.
  var commandLine: String
}

/// A run in a report.
struct ReportedRun: Sendable {
  /// Its status.
  var status: RunStatus
  /// What to call it.
  var name: JSONString
  /// What is shown of it besides the row of the table; nil for runs after the first of very many.
  var detail: RunDetail?
  /// Whether its outputs and its long texts were left out, because those of all runs take too much.
  var isShortened = false
}

/// What a report shows of a run besides its status.
struct RunDetail: Sendable {
  /// The executions of its steps.
  var steps: [StepTiming] = []
  /// When the elements of its outputs were written.
  var throughput: [OutputThroughput] = []
  /// What it was started with.
  var inputs: [InputValue] = []
  /// The values of its outputs that are no arrays of elements.
  var values: [OutputValue] = []
  /// What could not be read for the report.
  var problems: [String] = []
}
