import FileFormats
import HostProcess
import ReadOnlyFiles

/// What the output files of a run show.
struct PipefuncSurvey {
  /// An output as it is on disk.
  struct Output: Sendable {
    var status: OutputStatus
    /// When its elements are written.
    var persistence: StorageTable.Persistence
    /// Whether the producer stored a reference to data that is gone.
    var isLost = false
    /// The warning about truncated files, if there are any.
    var truncation: InspectionWarning?
  }

  /// What was found of each output. Here it is looked at by its position: to take a reading out of the array
  /// is to copy all that it refers to.
  private let readings: [OutputReader.Reading]
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
    readings = ParallelMap.map(names[...], workers.ofOutputs) { reader.read($0, in: folder) }
    for position in readings.indices {
      if !readings[position].warnings.isEmpty { warnings += readings[position].warnings }
      if let time = readings[position].newest { newest = max(newest, time) }
      verifiedCount += readings[position].verifiedCount
    }
    // Where all outputs were found in it, it is a folder.
    if readings.isEmpty || !isAllComplete {
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

  /// The outputs as they are on disk.
  var outputs: [Output] { readings.map(\.output) }

  /// The statuses of the outputs by their files.
  var statuses: [OutputStatus] { readings.indices.map { readings[$0].output.status } }

  /// Whether everything was computed.
  var isAllComplete: Bool { readings.indices.allSatisfy { readings[$0].output.status.isComplete } }

  /// Whether a file that is written when the run ends is truncated, so that the run has ended.
  var endedTruncated: Bool {
    readings.indices.contains {
      readings[$0].output.persistence == .atEnd && readings[$0].output.status.truncatedCount > 0
    }
  }

  /// Whether anything was computed.
  var hasProgress: Bool {
    readings.indices.contains {
      readings[$0].output.isLost || readings[$0].output.status.hasProgress
    }
  }
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
