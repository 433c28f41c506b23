import FileFormats
import RunInspection

/// The contents of a status apart from its times, to find out whether something changed.
struct StatusContent: Equatable {
  private struct Output: Equatable {
    let name: JSONString
    let progress: OutputProgress
    let counts: [Int?]
  }

  private let state: RunState
  private let isStale: Bool
  private let error: InspectionError?
  private let message: JSONString?
  private let warnings: Int
  private let outputs: [Output]
  private let counts: [Int?]

  init(_ status: RunStatus) {
    state = status.state
    isStale = status.isStale
    error = status.error
    message = status.message
    warnings = status.warnings.count
    counts = [
      status.tally?.outputCount, status.tally?.completedOutputCount, status.tally?.failedCount,
    ]
    outputs = (status.outputs ?? []).map { output in
      Output(
        name: output.name, progress: output.progress,
        counts: [
          output.totalCount, output.completedCount, output.failedCount, output.truncatedCount,
          output.size.bytes,
          output.isComplete ? 1 : 0,
        ])
    }
  }
}
