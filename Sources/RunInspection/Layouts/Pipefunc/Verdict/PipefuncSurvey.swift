import FileFormats
import ReadOnlyFiles

/// What the output files of a run show.
struct PipefuncSurvey {
  /// An output as it is on disk.
  struct Output {
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

  private let run: PipefuncRun
  private let wantsBytes: Bool
  private let verifies: Bool
  /// How many files were read to their ends.
  private(set) var verifiedCount = 0

  /// Counts every output.
  init(
    of run: PipefuncRun, in folder: borrowing Folder, detail: StatusRequest.Detail,
    verifies: Bool = false
  ) throws(InspectionError) {
    self.run = run
    self.verifies = verifies
    wantsBytes = detail == .outputs
    newest = run.described
    try folder.confirmFolderOrNothing(PipefuncNames.outputs)
    for name in try run.runInfo.names(in: folder) { outputs.append(read(name, in: folder)) }
  }

  /// Whether everything was computed.
  var isAllComplete: Bool { outputs.allSatisfy(\.status.isComplete) }

  /// Whether a file that is written when the run ends is truncated, so that the run has ended.
  var endedTruncated: Bool {
    outputs.contains { $0.persistence == .atEnd && $0.status.truncatedCount > 0 }
  }

  /// Whether anything was computed.
  var hasProgress: Bool { outputs.contains { $0.isLost || $0.status.hasProgress } }

  private mutating func read(_ name: JSONString, in folder: borrowing Folder) -> Output {
    var status = OutputStatus(name: name, storage: "unknown")
    var persistence = StorageTable.Persistence.immediate
    var isLost = false
    var truncation: InspectionWarning?
    do throws(InspectionError) {
      let count: StorageCount
      switch try run.runInfo.place(of: name) {
      case .singleValue:
        status.storage = StorageTable.singleValueIdentifier
        status.totalCount = 1
        var value = try run.singleValue(name)
        value.verifies = verifies
        count = try value.count(in: folder)
      case .array(let grid, let identifier):
        status.storage = identifier
        status.shape = grid.shape
        let entry = try StorageTable.entry(identifier, output: name)
        persistence = entry.persistence
        status.totalCount = grid.total
        var array = try run.array(name, grid, wantsBytes: wantsBytes)
        array.verifies = verifies
        count = try entry.storage.count(array, in: folder)
      }
      truncation = count.truncated.first.map { first in
        .layout(
          PipefuncFault.truncated(output: name, count: count.truncated.count, first: first))
      }
      if let truncation { warnings.append(truncation) }
      take(count, into: &status, in: folder)
      isLost = count.isLost
    } catch {
      status.error = error
      status.failedCount = nil
      if wantsBytes { status.size = .unknown }
    }
    return Output(status: status, persistence: persistence, isLost: isLost, truncation: truncation)
  }

  private mutating func take(
    _ count: StorageCount, into status: inout OutputStatus, in folder: borrowing Folder
  ) {
    if let time = count.newest { newest = max(newest, time) }
    if wantsBytes { status.size = .bytes(count.bytes) }
    status.truncatedCount = count.truncated.count
    if let verification = count.verification {
      verifiedCount += verification.checkedCount
      status.damagedCount = verification.damagedCount
      if let first = verification.firstDamage {
        warnings.append(
          .filesDamaged(status.name, count: verification.damagedCount, first: first))
      }
    }
    if count.ignored > 0 {
      let place = PipefuncNames.outputs.appending(RawPath(bytes: status.name.bytes))
      warnings.append(.entriesIgnored(folder.path.appending(place), count: count.ignored))
    }
    if count.isLost {
      warnings.append(
        .layout(PipefuncFault.dataLost(output: status.name, storage: status.storage)))
    }
    guard !count.isUncountable else {
      status.failedCount = nil
      return
    }
    // A chunk under two spellings of its name is still one element.
    let settled = min(count.settled, status.totalCount ?? count.settled)
    status.completedCount = max(0, settled - count.failed)
    status.failedCount = count.failed
    if let first = count.unreadable.first {
      // Elements that can't be examined may have failed.
      status.completedCount = nil
      status.failedCount = nil
      warnings.append(
        .elementsUnreadable(status.name, count: count.unreadable.count, first: first))
    }
    status.settle(settled)
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
