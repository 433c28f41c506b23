import RunInspection

/// The contents of a status apart from its times, to find out whether something changed. Many statuses are
/// compared with the next ones, so that no more than a hash is kept.
struct StatusContent: Equatable {
  private let hash: Int

  init(_ status: RunStatus) {
    var hasher = Hasher()
    hasher.combine(status.state)
    hasher.combine(status.isStale)
    hasher.combine(status.error?.text)
    hasher.combine(status.message)
    hasher.combine(status.warnings.count)
    hasher.combine(status.tally?.outputCount)
    hasher.combine(status.tally?.completedOutputCount)
    hasher.combine(status.tally?.failedCount)
    hasher.combine(status.outputs?.count)
    for output in status.outputs ?? [] {
      hasher.combine(output.name)
      hasher.combine(output.progress.fraction)
      hasher.combine(output.totalCount)
      hasher.combine(output.completedCount)
      hasher.combine(output.failedCount)
      hasher.combine(output.truncatedCount)
      hasher.combine(output.size.bytes)
      hasher.combine(output.isComplete)
    }
    hash = hasher.finalize()
  }
}
