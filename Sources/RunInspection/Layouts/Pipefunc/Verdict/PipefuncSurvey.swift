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
    let names = try run.runInfo.names(in: folder)
    let workers = PipefuncSurvey.workers(for: names, of: run)
    let reader = OutputReader(
      run: run, wantsBytes: wantsBytes, verifies: verifies, workers: workers.ofArray)
    for reading in ParallelMap.map(
      count: names.count, workers.ofOutputs, { reader.read(names[$0], in: folder) })
    {
      outputs.append(reading.output)
      warnings += reading.warnings
      if let time = reading.newest { newest = max(newest, time) }
      verifiedCount += reading.verifiedCount
    }
    // Where all outputs were found in it, it is a folder.
    if outputs.isEmpty || !isAllComplete {
      try folder.confirmFolderOrNothing(PipefuncNames.outputs)
    }
  }

  /// How many threads share the outputs, and how many of all the elements of each array. A single value
  /// needs no more than one, and half of them are kept for arrays however many single values there are.
  private static func workers(
    for names: [JSONString], of run: PipefuncRun
  ) -> (ofOutputs: Workers, ofArray: Workers) {
    let all = run.patience.workers
    guard all.most > 1 else { return (all, all) }
    let arrays = names.count { run.runInfo.hasShape($0) }
    guard arrays > 0 else { return (all, .one) }
    let singles = min(names.count - arrays, all.most / 2)
    return (
      all.limited(to: arrays + singles), all.limited(to: (all.most - singles) / arrays)
    )
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
