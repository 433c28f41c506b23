import FileFormats
import ReadOnlyFiles

/// The last invocation of dbt in a project, by its log, and by its results if they are of the same one.
struct DbtRun {
  /// The state, were the run alive.
  let state: RunState
  /// Its nodes: those of the results first, then those that only the log knows.
  let nodes: [DbtNode]
  /// How many nodes it has to do; nil while that is unknown.
  let total: Int?
  /// The last invocation in the log; nil if the log does not count.
  let log: DbtLog?
  /// The results of this invocation; nil if there are none.
  let results: DbtResults?
  /// The last sign of life.
  let modified: Timestamp
  /// The log, or the results where there is none, for messages.
  let path: RawPath
  /// The log's path in the run folder; nil if it does not count.
  let logName: RawPath?
  /// What could not be used.
  let warnings: [InspectionWarning]

  /// By how many seconds the results must be newer than the log to be of a later invocation: dbt goes on
  /// logging after it has written them.
  private static let margin = 60.0

  /// Reads the log and the results.
  static func read(
    _ files: DbtFiles, _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) -> DbtRun {
    var warnings: [InspectionWarning] = []
    var log: DbtLog?
    if let file = files.log {
      do throws(FileError) {
        log = try DbtLog.read(file.name, in: run.folder, links: run.links)
      } catch {
        // Where there is no log either, a run is known by its results alone.
        guard files.results != nil else { throw .unreadable(error) }
        warnings.append(.logUnreadable(.unreadable(error)))
      }
    }
    var results: DbtResults?
    if let file = files.results {
      let path = run.folder.path.appending(file.name)
      do throws(InspectionError) {
        let reader = LargeDocumentReader(
          environment: environment, deepestRule: 3, isLeftOut: DbtResults.isLeftOut)
        let document = try reader.readRetrying(
          file.name, in: run.folder, path: path, links: run.links)
        results = try DbtResults(document.root, path: path, modified: document.modified)
      } catch {
        guard log != nil else { throw error }
        warnings.append(.valueIgnored(error))
      }
    }
    guard log != nil || results != nil else {
      throw .noRunRecognised(run.path, markers: [DbtLayout.logMarker, DbtLayout.resultsMarker])
    }
    func path(_ file: DbtFiles.File?) -> RawPath {
      run.folder.path.appending(file?.name ?? RawPath("."))
    }
    return DbtRun(
      log: log, results: results, logPath: path(files.log), resultsPath: path(files.results),
      logName: files.log?.name, warnings: warnings)
  }

  private init(
    log: DbtLog?, results: DbtResults?, logPath: RawPath, resultsPath: RawPath,
    logName: RawPath?, warnings: [InspectionWarning]
  ) {
    var warnings = warnings
    var log = log
    var results = results
    if let known = log, let found = results {
      let isSame = found.invocation != nil && known.invocation == found.invocation
      if !isSame, found.modified.secondsSince(known.modified) > DbtRun.margin {
        warnings.append(.layout(DbtFault.olderLog(logPath)))
        log = nil
      } else if !isSame {
        warnings.append(.layout(DbtFault.otherResults(resultsPath)))
        results = nil
      }
    } else if results != nil {
      warnings.append(.layout(DbtFault.noLog(resultsPath)))
    }
    if let log, log.invocation == nil {
      warnings.append(.layout(DbtFault.beginningMissing(logPath)))
    }
    if let log, log.skippedLines > 0 {
      warnings.append(.layout(DbtFault.linesTooLong(logPath, count: log.skippedLines)))
    }
    if let cut = log?.cut {
      let allowance = EntryAllowance(of: logPath, most: cut, operation: .read)
      warnings.append(.logUnreadable(.unreadable(allowance.refusal)))
    }
    warnings += results?.warnings ?? []
    self.log = log
    self.results = results
    self.warnings = warnings
    self.logName = log == nil ? nil : logName
    path = log == nil ? resultsPath : logPath
    modified = log?.modified ?? results?.modified ?? Timestamp(seconds: 0, nanoseconds: 0)
    nodes = DbtRun.nodes(log, results)
    // Results list all nodes, unless the invocation was interrupted.
    total = [log?.total, nodes.isEmpty ? nil : nodes.count].compactMap { $0 }.max()
    state = DbtRun.state(log, results, nodes)
  }

  private static func state(
    _ log: DbtLog?, _ results: DbtResults?, _ nodes: [DbtNode]
  ) -> RunState {
    if log?.isInterrupted == true { return .cancelled }
    if let succeeded = log?.succeeded { return succeeded ? .completed : .failed }
    // A log of level info does not contain the end of the command, but results are written at the end.
    guard results != nil else { return .running }
    return nodes.contains { $0.result?.isFailure == true } ? .failed : .completed
  }

  private static func nodes(_ log: DbtLog?, _ results: DbtResults?) -> [DbtNode] {
    guard let results else { return log?.nodes ?? [] }
    var nodes = results.nodes
    var positions: [JSONString: Int] = [:]
    for (position, node) in nodes.enumerated() { positions[node.name] = position }
    for node in log?.nodes ?? [] {
      guard let position = positions[node.name] else {
        // A log of level info has other names for the same nodes.
        guard DbtRun.isUniqueID(node.name) else { continue }
        var node = node
        // What an interruption stops is logged as an error, and not among the results.
        if log?.isInterrupted == true {
          node.result = nil
          node.message = nil
          node.seconds = nil
        }
        nodes.append(node)
        continue
      }
      // With --fail-fast, nodes that were done meanwhile are skipped in the results.
      if nodes[position].result == .skipped, let result = node.result, result != .skipped {
        nodes[position].result = result
        nodes[position].message = node.message
        nodes[position].seconds = node.seconds
      }
    }
    return nodes
  }

  private static func isUniqueID(_ name: JSONString) -> Bool {
    !name.bytes.contains(UInt8(ascii: " ")) && name.bytes.contains(UInt8(ascii: "."))
  }

  /// Whether nodes that were skipped count as failed: those of a run that failed, since others had.
  var countsSkipped: Bool { state == .failed }

  /// Whether the run failed without any of its nodes, such as by an error in the project.
  var failedAsWhole: Bool {
    state == .failed && !nodes.contains { $0.result?.isFailure == true }
  }

  /// The command line; nil if it is not recorded.
  var commandLine: JSONString? {
    argument("invocation_command")
  }

  /// The release of dbt.
  var version: JSONString? { log?.version ?? results?.version }

  /// An argument of the invocation that is a text.
  func argument(_ name: JSONString) -> JSONString? {
    results?.arguments.last { $0.name == name }?.value.string
      ?? log?.arguments.last { $0.name == name }?.value
  }

  /// When it began, in seconds since 1970-01-01T00:00:00Z; a text log tells no dates.
  var started: Double? { results?.started ?? (log?.hasMoments == true ? log?.first : nil) }

  /// Seconds from the start to the end, or to the last sign of life. A text log tells the time of day.
  var elapsed: Double? {
    if let seconds = log?.seconds { return seconds }
    if let log, let first = log.first, let last = log.last {
      let seconds = log.hasMoments || last >= first ? last - first : last - first + 86_400
      // Differences of times of day have microseconds, and what binary fractions add to them.
      return max(0, (seconds * 1e6).rounded() / 1e6)
    }
    if let started, let generated = results?.generated, generated >= started {
      return generated - started
    }
    return results?.seconds
  }
}
