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
    var output: PipefuncSurvey.Output
    /// What could not be counted.
    var warnings: [InspectionWarning] = []
    /// When something was last written.
    var newest: Timestamp?
    /// How many files were read to their ends.
    var verifiedCount = 0

    init(of name: JSONString) {
      output = PipefuncSurvey.Output(
        status: OutputStatus(name: name, storage: "unknown"), persistence: .immediate)
    }
  }

  /// Counts an output.
  func read(_ name: JSONString, in folder: borrowing Folder) -> Reading {
    var reading = Reading(of: name)
    do throws(InspectionError) {
      let count: StorageCount
      switch try run.runInfo.place(of: name) {
      case .singleValue:
        reading.output.status.storage = StorageTable.singleValueIdentifier
        reading.output.status.totalCount = 1
        var value = try run.singleValue(name)
        value.verifies = verifies
        count = try value.count(in: folder)
      case .array(let grid, let identifier):
        reading.output.status.storage = identifier
        reading.output.status.shape = grid.shape
        let entry = try StorageTable.entry(identifier, output: name)
        reading.output.persistence = entry.persistence
        reading.output.status.totalCount = grid.total
        var array = try run.array(name, grid, wantsBytes: wantsBytes)
        array.verifies = verifies
        array.workers = workers
        count = try entry.storage.count(array, in: folder)
      }
      reading.output.truncation = count.truncated.first.map { first in
        .layout(
          PipefuncFault.truncated(output: name, count: count.truncated.count, first: first))
      }
      if let truncation = reading.output.truncation { reading.warnings.append(truncation) }
      reading.take(count, wantsBytes: wantsBytes, in: folder)
      reading.output.isLost = count.isLost
    } catch {
      reading.output.status.error = error
      reading.output.status.failedCount = nil
      if wantsBytes { reading.output.status.size = .unknown }
    }
    return reading
  }
}

extension OutputReader.Reading {
  /// Takes what was counted.
  fileprivate mutating func take(
    _ count: StorageCount, wantsBytes: Bool, in folder: borrowing Folder
  ) {
    newest = count.newest
    if wantsBytes { output.status.size = .bytes(count.bytes) }
    output.status.truncatedCount = count.truncated.count
    if let verification = count.verification {
      verifiedCount += verification.checkedCount
      output.status.damagedCount = verification.damagedCount
      if let first = verification.firstDamage {
        warnings.append(
          .filesDamaged(output.status.name, count: verification.damagedCount, first: first))
      }
    }
    if count.ignored > 0 {
      let place = PipefuncNames.outputs.appending(RawPath(bytes: output.status.name.bytes))
      warnings.append(.entriesIgnored(folder.path.appending(place), count: count.ignored))
    }
    if count.isLost {
      warnings.append(
        .layout(PipefuncFault.dataLost(output: output.status.name, storage: output.status.storage)))
    }
    guard !count.isUncountable else {
      output.status.failedCount = nil
      return
    }
    // A chunk under two spellings of its name is still one element.
    let settled = min(count.settled, output.status.totalCount ?? count.settled)
    output.status.completedCount = max(0, settled - count.failed)
    output.status.failedCount = count.failed
    if let first = count.unreadable.first {
      // Elements that can't be examined may have failed.
      output.status.completedCount = nil
      output.status.failedCount = nil
      warnings.append(
        .elementsUnreadable(output.status.name, count: count.unreadable.count, first: first))
    }
    output.status.settle(settled)
  }
}
