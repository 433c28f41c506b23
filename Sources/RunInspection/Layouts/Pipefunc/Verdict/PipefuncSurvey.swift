import FileFormats
import HostProcess
import ReadOnlyFiles

/// What the output files of a run show.
struct PipefuncSurvey {
  /// An output as it is on disk.
  struct Output: Sendable {
    var status: OutputStatus
    /// When its elements are written.
    let persistence: StorageTable.Persistence
    /// Whether the producer stored a reference to data that is gone.
    var isLost = false
    /// The warning about truncated files, if there are any.
    var truncation: InspectionWarning?
  }

  /// The outputs as they are on disk.
  private(set) var outputs: [Output] = []
  /// What could not be counted.
  private(set) var warnings: [InspectionWarning] = []
  /// When something was last written.
  private(set) var newest: Timestamp

  /// How many files were read to their ends.
  private(set) var verifiedCount = 0

  /// Counts every output.
  init(
    of run: PipefuncRun, in folder: borrowing Folder, detail: StatusRequest.Detail,
    verifies: Bool = false
  ) throws(InspectionError) {
    let wantsBytes = detail == .outputs
    newest = run.described
    try folder.confirmFolderOrNothing(PipefuncNames.outputs)
    let names = try run.runInfo.names(in: folder)
    let workers = run.patience.workers
    let reader = OutputReader(
      run: run, wantsBytes: wantsBytes, verifies: verifies,
      workers: workers.shared(among: names.count))
    for reading in ParallelMap.map(
      count: names.count, workers, { reader.read(names[$0], in: folder) })
    {
      outputs.append(reading.output)
      warnings += reading.warnings
      if let time = reading.newest { newest = max(newest, time) }
      verifiedCount += reading.verifiedCount
    }
  }

  /// Whether everything was computed.
  var isAllComplete: Bool { outputs.allSatisfy(\.status.isComplete) }

  /// Whether a file that is written when the run ends is truncated, so that the run has ended.
  var endedTruncated: Bool {
    outputs.contains { $0.persistence == .atEnd && $0.status.truncatedCount > 0 }
  }

  /// Whether anything was computed.
  var hasProgress: Bool { outputs.contains { $0.isLost || $0.status.hasProgress } }
}

extension OutputStatus {
  /// Sets progress and completeness from the number of settled elements, stored or failed.
  mutating func settle(_ settled: Int) {
    guard let totalCount else { return }
    let settled = min(settled, totalCount)
    progress = .fraction(totalCount == 0 ? 1 : Double(settled) / Double(totalCount))
    isComplete = settled >= totalCount
  }

  /// Whether anything of it was computed.
  fileprivate var hasProgress: Bool {
    isComplete && totalCount != 0 || completedCount ?? 0 > 0 || failedCount ?? 0 > 0
      || truncatedCount > 0 || damagedCount > 0 || completedCount == nil && size != .bytes(0)
  }
}
