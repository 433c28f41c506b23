import FileFormats
import HostProcess
import ReadOnlyFiles

/// Counts one output of a run. Several outputs may be read at the same time.
struct OutputReader: Sendable {
  let run: PipefuncRun
  /// Whether to add up the sizes of all files.
  let wantsBytes: Bool
  /// Whether to read every file to its end.
  let verifies: Bool
  /// How many threads may share the counting of one output.
  let workers: Workers

  /// What was found of an output.
  struct Reading: Sendable {
    var output = PipefuncSurvey.Output(
      status: OutputStatus(name: "", storage: "unknown"), persistence: .immediate)
    /// What could not be counted.
    var warnings: [InspectionWarning] = []
    /// When something was last written.
    var newest: Timestamp?
    /// How many files were read to their ends.
    var verifiedCount = 0
  }

  /// Counts an output.
  func read(_ name: JSONString, in folder: borrowing Folder) -> Reading {
    var reading = Reading()
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
        array.workers = workers
        count = try entry.storage.count(array, in: folder)
      }
      truncation = count.truncated.first.map { first in
        .layout(
          PipefuncFault.truncated(output: name, count: count.truncated.count, first: first))
      }
      if let truncation { reading.warnings.append(truncation) }
      take(count, into: &status, &reading, in: folder)
      isLost = count.isLost
    } catch {
      status.error = error
      status.failedCount = nil
      if wantsBytes { status.size = .unknown }
    }
    reading.output = PipefuncSurvey.Output(
      status: status, persistence: persistence, isLost: isLost, truncation: truncation)
    return reading
  }

  private func take(
    _ count: StorageCount, into status: inout OutputStatus, _ reading: inout Reading,
    in folder: borrowing Folder
  ) {
    reading.newest = count.newest
    if wantsBytes { status.size = .bytes(count.bytes) }
    status.truncatedCount = count.truncated.count
    if let verification = count.verification {
      reading.verifiedCount += verification.checkedCount
      status.damagedCount = verification.damagedCount
      if let first = verification.firstDamage {
        reading.warnings.append(
          .filesDamaged(status.name, count: verification.damagedCount, first: first))
      }
    }
    if count.ignored > 0 {
      let place = PipefuncNames.outputs.appending(RawPath(bytes: status.name.bytes))
      reading.warnings.append(.entriesIgnored(folder.path.appending(place), count: count.ignored))
    }
    if count.isLost {
      reading.warnings.append(
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
      reading.warnings.append(
        .elementsUnreadable(status.name, count: count.unreadable.count, first: first))
    }
    status.settle(settled)
  }
}
