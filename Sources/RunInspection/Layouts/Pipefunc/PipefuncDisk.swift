import FileFormats
import ReadOnlyFiles

/// What the output files of a run tell.
struct PipefuncDisk {
  let runInfo: PipefuncRunInfo
  let request: InspectionRequest
  /// When the run's description was last changed.
  let described: Timestamp

  /// The outputs as they are on disk.
  struct Survey {
    var outputs: [OutputStatus] = []
    var warnings: [InspectionWarning] = []
    /// When something was last written.
    var newest: Timestamp

    var isAllComplete: Bool { outputs.allSatisfy(\.isComplete) }
    var failedCount: Int { outputs.failedTotal }
    /// Whether everything was computed and nothing failed.
    var isSuccess: Bool { isAllComplete && failedCount == 0 }
    /// Whether anything was computed.
    var hasProgress: Bool { outputs.contains(where: \.hasProgress) }

    /// The mean over the outputs of which the progress is known (pipefunc 0.93.2,
    /// `_overall_progress`).
    var progressFraction: Double? {
      let known = outputs.compactMap(\.progress.fraction)
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
  }

  /// Looks at every output.
  func survey(_ folder: borrowing Folder) throws(InspectionError) -> Survey {
    var survey = Survey(newest: described)
    try folder.confirmFolderOrNothing(PipefuncNames.outputs)
    for name in try runInfo.names(in: folder) {
      survey.outputs.append(output(name, in: folder, into: &survey))
    }
    return survey
  }

  /// Fills in a status from the files alone: complete, or with partial progress running for as long
  /// as something was written lately, then incomplete and stale.
  func decide(_ status: inout RunStatus, _ survey: Survey, now: Timestamp) {
    status.source = .diskHeuristic
    status.warnings += survey.warnings
    status.lastActivity = survey.newest
    status.progressFraction = survey.progressFraction
    status.outputCount = survey.outputs.count
    status.completedOutputCount = survey.outputs.count(where: \.isComplete)
    status.isAllComplete = survey.isAllComplete
    status.failedCount = survey.failedCount
    status.outputs = request.detail == .outputs ? survey.outputs : nil
    status.staleAfter = request.staleAfter ?? InspectionRequest.defaultStaleAfter
    let silence = now.secondsSince(survey.newest)
    let isSilent = silence > request.staleAfter ?? InspectionRequest.defaultStaleAfter
    if let error = survey.outputs.lazy.compactMap(\.error).first {
      status.state = .error
      status.error = error
    } else if survey.isAllComplete {
      status.state = .completed
    } else {
      status.isStale = isSilent
      status.state = !survey.hasProgress ? .pending : isSilent ? .incomplete : .running
    }
  }

  /// Whether a file of an output was changed after a moment. The times of folders don't count: the
  /// peer changes them by looking.
  func hasOutput(newerThan moment: Timestamp, in folder: borrowing Folder) -> Bool {
    guard let listing = try? folder.listing(of: PipefuncNames.outputs) else { return false }
    return PipefuncDisk.hasFile(newerThan: moment, below: listing)
  }

  private static func hasFile(
    newerThan moment: Timestamp, below folder: consuming FolderListing, depth: Int = 0
  ) -> Bool {
    var listing = folder
    while let entry = (try? listing.next()) ?? nil {
      guard let status = listing.status(of: entry) else { continue }
      if status.kind == .regular, status.modified > moment { return true }
      if status.kind == .folder, depth < FolderSize.depthLimit,
        let below = try? listing.listing(of: entry),
        hasFile(newerThan: moment, below: below, depth: depth + 1)
      {
        return true
      }
    }
    return false
  }

  private func output(
    _ name: JSONString, in folder: borrowing Folder, into survey: inout Survey
  ) -> OutputStatus {
    let place = runInfo.place(of: name)
    var output: OutputStatus
    switch place {
    case .singleValue:
      output = OutputStatus(name: name, storage: PipefuncStorage.singleValueIdentifier)
    case .array(let shape, _, let storage):
      output = OutputStatus(name: name, storage: storage)
      output.shape = shape
    }
    if request.detail == .outputs { output.bytes = 0 }
    do throws(InspectionError) {
      guard let path = name.fileSystemBytes.map(RawPath.init(bytes:)), path.isSingleName else {
        throw .outputNameLeavesFolder(name)
      }
      switch place {
      case .singleValue:
        try readSingleValue(path, in: folder, into: &output, &survey)
      case .array(let shape, let mask, let storage):
        try readArray(path, shape, mask, storage, in: folder, into: &output, &survey)
      }
    } catch {
      output.error = error
      output.completedCount = nil
    }
    return output
  }

  private func readSingleValue(
    _ name: RawPath, in folder: borrowing Folder,
    into output: inout OutputStatus, _ survey: inout Survey
  ) throws(InspectionError) {
    output.totalCount = 1
    output.completedCount = 0
    output.progress = .fraction(0)
    let file = PipefuncNames.singleValue(name)
    let found: FileStatus?
    do throws(FileError) {
      found = try folder.status(of: file)
    } catch {
      throw .unreadable(error)
    }
    guard let found else { return }
    guard found.kind == .regular else {
      throw .unexpectedKind(folder.path.appending(file), found.kind)
    }
    let isError = runInfo.storesErrors && isStoredError(file, size: found.size, in: folder)
    output.completedCount = isError ? 0 : 1
    output.failedCount = isError ? 1 : 0
    output.progress = .fraction(1)
    output.isComplete = true
    if request.detail == .outputs { output.bytes = found.size }
    survey.newest = max(survey.newest, found.modified)
  }

  private func isStoredError(_ file: RawPath, size: Int, in folder: borrowing Folder) -> Bool {
    guard size >= StoredErrors.leastSize,
      let prefix = try? folder.prefix(of: file, count: StoredErrors.prefixLength)
    else { return false }
    return StoredErrors.isError(prefix: prefix)
  }

  private func readArray(
    _ name: RawPath, _ shape: [Int?], _ mask: [Bool], _ identifier: JSONString,
    in folder: borrowing Folder,
    into output: inout OutputStatus, _ survey: inout Survey
  ) throws(InspectionError) {
    guard let storage = PipefuncStorage(identifier: identifier) else {
      throw .unknownStorage(output: output.name, storage: identifier)
    }
    let total = try PipefuncShape.elementCount(shape, output: output.name)
    let place = PipefuncNames.array(name)
    let contents = try storage.contents(
      of: place, in: folder,
      wanted: .init(
        shape: shape, mask: mask, total: total, bytes: request.detail == .outputs,
        storesErrors: runInfo.storesErrors))
    if request.detail == .outputs { output.bytes = contents.bytes }
    output.totalCount = total
    if let newest = contents.newest { survey.newest = max(survey.newest, newest) }
    if contents.ignored > 0 {
      survey.warnings.append(
        .entriesIgnored(folder.path.appending(place), count: contents.ignored))
    }
    output.failedCount = contents.failed
    // A chunk under two spellings of its name is one element.
    let settled = min(contents.settled, total ?? contents.settled)
    output.completedCount = max(0, settled - contents.failed)
    if contents.isLost {
      survey.warnings.append(.dataLost(output: output.name, storage: identifier))
    }
    if let total {
      output.progress = .fraction(PipefuncDisk.progress(settled: settled, total: total))
      output.isComplete = settled >= total
    }
  }

  /// The share of settled elements, computed as the peer does, from those that are missing, so that
  /// both print the same digits (pipefunc 0.93.2, `_output_status`).
  static func progress(settled: Int, total: Int) -> Double {
    total == 0 ? 1 : 1 - Double(total - min(settled, total)) / Double(total)
  }
}

extension OutputStatus {
  /// Whether anything of it was computed.
  fileprivate var hasProgress: Bool {
    isComplete && totalCount != 0 || completedCount ?? 0 > 0 || failedCount > 0
      || completedCount == nil && (bytes ?? 1) > 0
  }
}

extension PipefuncHeartbeat {
  /// Fills in a status from the heartbeat, and from the files what it does not tell.
  func decide(
    _ status: inout RunStatus, survey: PipefuncDisk.Survey?, isStale: Bool,
    request: InspectionRequest
  ) {
    status.source = .heartbeat
    status.state = state
    status.isStale = isStale
    status.report = root
    status.lastActivity = updatedAt ?? survey?.newest ?? modified
    status.lastModified = nil
    if updatedAt == nil {
      status.warnings.append(.heartbeatTimeUnusable(root["updated_at"]?.string))
    }
    let reported = root["outputs"]?.members.map { Array($0) } ?? []
    status.outputCount = root["n_outputs"]?.integer ?? reported.count
    status.completedOutputCount =
      root["n_outputs_completed"]?.integer
      ?? reported.count { $0.value["complete"]?.bool == true }
    status.isAllComplete = root["all_complete"]?.bool ?? (state == .completed)
    status.progressFraction = root["progress_fraction"]?.double
    var outputs = survey?.outputs ?? []
    status.warnings += survey?.warnings ?? []
    if state == .completed, let survey, !survey.isAllComplete {
      status.warnings.append(.heartbeatContradicted)
    }
    var positions: [JSONString: Int] = [:]
    for (position, output) in outputs.enumerated() { positions[output.name] = position }
    for member in reported {
      let name = member.key
      let position = positions[name] ?? outputs.count
      if position == outputs.count {
        positions[name] = position
        outputs.append(OutputStatus(name: name, storage: "unknown"))
      }
      overlay(member.value, on: &outputs[position])
    }
    status.failedCount = outputs.failedTotal
    if let error = outputs.lazy.compactMap(\.error).first {
      status.error = error
      status.state = .error
    }
    status.outputs = request.detail == .outputs ? outputs : nil
  }

  /// What the heartbeat says of an output comes before what the files tell, as with the peer; but a
  /// stored error that lies on disk is never talked away.
  private func overlay(_ report: JSONNode, on output: inout OutputStatus) {
    output.report = report
    if let progress = report["progress"]?.double { output.progress = .fraction(progress) }
    if let complete = report["complete"]?.bool { output.isComplete = complete }
    if let total = report["n_total"]?.integer { output.totalCount = total }
    if let completed = report["n_completed"]?.integer { output.completedCount = completed }
    if let failed = report["n_failed"]?.integer {
      output.failedCount = max(output.failedCount, failed)
    }
  }
}
