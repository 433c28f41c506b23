import FileFormats
import HostProcess
import ReadOnlyFiles

/// The documents in which a run describes itself: the description, and the heartbeat of `map_async`. An object,
/// because all who read the run refer to it.
final class PipefuncRun: Sendable {
  /// The parts of the description that are needed.
  let runInfo: PipefuncRunInfo
  /// The whole description.
  let description: JSONNode
  /// When the description was last changed.
  let described: Timestamp
  /// The heartbeat; nil if there is none, or none that can be used.
  let heartbeat: PipefuncHeartbeat?
  /// Warnings about the documents, such as why a heartbeat can't be used.
  let warnings: [InspectionWarning]
  /// Why the heartbeat could not be read although it is there: it may say anything.
  let heartbeatFailure: InspectionError?
  /// The present moment, the same for the whole reading.
  let now: Timestamp
  /// Waits for files that are being written.
  let patience: Patience

  /// Reads the documents of a run.
  init(
    _ run: borrowing OpenedRun, _ environment: InspectionEnvironment
  ) throws(InspectionError) {
    let documents = DocumentReader(environment: environment)
    let document = try PipefuncRun.readDescription(of: run, documents)
    description = document.root
    described = document.modified
    runInfo = try PipefuncRunInfo(document.root, run: run.path)
    var warnings: [InspectionWarning] = []
    if runInfo.outputNames == nil {
      warnings.append(.layout(PipefuncFault.namesNotRecorded(version: runInfo.version)))
    }
    heartbeat = PipefuncRun.readHeartbeat(of: run, documents, &warnings)
    heartbeatFailure = PipefuncRun.readingFailure(in: warnings)
    self.warnings = warnings
    now = environment.now()
    patience = Patience(environment)
  }

  private static func readDescription(
    of run: borrowing OpenedRun, _ documents: DocumentReader
  ) throws(InspectionError) -> DocumentReader.Document {
    if let document = try documents.ifPresent(PipefuncNames.runInfo, in: run.folder) {
      return document
    }
    // It may have existed a moment ago: a producer that starts over removes it first.
    let legacy: FileStatus?
    do throws(FileError) {
      legacy = try run.folder.status(of: PipefuncNames.legacyRunInfo)
    } catch {
      throw .unreadable(error)
    }
    guard legacy != nil else {
      throw .noRunRecognised(run.path, markers: [PipefuncNames.runInfo])
    }
    throw .layout(
      PipefuncFault.unsupportedDescription(
        run.path, found: PipefuncNames.legacyRunInfo, readable: PipefuncNames.runInfo))
  }

  /// Why a heartbeat could not be read. One that is damaged, or a link, or no file, is another matter.
  private static func readingFailure(in warnings: [InspectionWarning]) -> InspectionError? {
    for case .heartbeatUnusable(let error) in warnings where error.unreadFile != nil {
      return error
    }
    return nil
  }

  private static func readHeartbeat(
    of run: borrowing OpenedRun, _ documents: DocumentReader,
    _ warnings: inout [InspectionWarning]
  ) -> PipefuncHeartbeat? {
    do throws(InspectionError) {
      guard let document = try documents.ifPresent(PipefuncNames.heartbeat, in: run.folder) else {
        return nil
      }
      return try PipefuncHeartbeat(
        document.root, path: run.path.appending(PipefuncNames.heartbeat),
        modified: document.modified)
    } catch {
      warnings.append(.heartbeatUnusable(error))
      return nil
    }
  }

  /// The requested outputs, or all; for an unknown name, the error lists the existing ones.
  ///
  /// - Parameter ignoresUnknown: whether to leave out unknown names instead.
  func selected(
    _ wanted: [JSONString], in run: borrowing Folder, ignoresUnknown: Bool = false
  ) throws(InspectionError) -> [JSONString] {
    try run.confirmFolderOrNothing(PipefuncNames.outputs)
    let names = try runInfo.names(in: run)
    let known = Set(names)
    if ignoresUnknown, !wanted.isEmpty { return wanted.filter(known.contains) }
    for name in wanted where !known.contains(name) {
      throw .notFound(.values, name, available: names)
    }
    return wanted.isEmpty ? names : wanted
  }

  /// An output that is one value.
  func singleValue(_ name: JSONString) throws(InspectionError) -> SingleValue {
    SingleValue(
      name: try PipefuncNames.path(of: name), storesErrors: runInfo.storesErrors,
      patience: patience)
  }

  /// An output that is an array.
  func array(
    _ name: JSONString, _ grid: ArrayGrid, wantsBytes: Bool
  ) throws(InspectionError) -> StoredArray {
    StoredArray(
      output: name, folder: PipefuncNames.array(try PipefuncNames.path(of: name)), grid: grid,
      wantsBytes: wantsBytes, storesErrors: runInfo.storesErrors,
      patience: patience)
  }

  /// Reads those of some outputs that are single values before their turn comes, several at the same time
  /// where calls wait. The elements of arrays are read when it is their turn.
  func readAhead(
    _ names: ArraySlice<JSONString>, in run: borrowing Folder, errorsOnly: Bool
  ) -> [StoredPickle.ReadAhead] {
    ParallelMap.map(names, patience.workers) { name in
      guard case .singleValue? = try? runInfo.place(of: name), let value = try? singleValue(name)
      else { return .unread }
      return value.readAhead(in: run, errorsOnly: errorsOnly)
    }
  }

  /// Calls `body` for the stored elements of an output, in order, until it returns false.
  ///
  /// - Parameter errorsOnly: whether to skip, as cheaply as possible, what can't be a stored error.
  /// - Parameter ahead: what was read before of an output that is one value.
  func forEachElement(
    of name: JSONString, in run: borrowing Folder, errorsOnly: Bool, ahead: StoredPickle.ReadAhead,
    _ body: (StoredElement) -> Bool
  ) throws(InspectionError) {
    switch try runInfo.place(of: name) {
    case .singleValue:
      try singleValue(name).forElement(in: run, errorsOnly: errorsOnly, ahead: ahead, body)
    case .array(let grid, let identifier):
      let storage = try StorageTable.entry(identifier, output: name).storage
      try storage.forEachElement(
        of: try array(name, grid, wantsBytes: false), in: run, errorsOnly: errorsOnly, body)
    }
  }
}
