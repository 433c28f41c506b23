import FileFormats
import ReadOnlyFiles

/// Answers in the same way as the peer, pipefunc-cli 0.93.2.
public struct PipefuncCLIInspector: Sendable {
  /// What the peer prints about a run.
  public struct Answer: Sendable {
    /// The JSON object.
    public var object: JSONObject
    /// Whether it contains an error.
    public var isError: Bool
    /// The state, if it is one that the peer knows.
    public var state: RunState?
  }

  private let environment: InspectionEnvironment

  /// Creates an inspector with the given clocks.
  public init(environment: InspectionEnvironment = InspectionEnvironment()) {
    self.environment = environment
  }

  /// The peer's `status_from_run_folder`.
  public func status(
    of path: RawPath, includesOutputs: Bool, includesRunInfo: Bool
  ) -> Answer {
    let absolute = (try? path.absolute()) ?? path
    let missing = PipefuncCLIInspector.failure(
      "Run folder '\(absolute)' does not contain run_info.json", .missing, absolute)
    do throws(FileError) {
      let folder = try Folder(path)
      guard try folder.status(of: PipefuncNames.runInfo, links: .follow) != nil else {
        return missing
      }
      do throws(PythonError) {
        return try answer(
          folder, absolute, includesOutputs: includesOutputs, includesRunInfo: includesRunInfo)
      } catch {
        return PipefuncCLIInspector.failure(error.text, .error, absolute)
      }
    } catch {
      switch error.reason {
      case .system(.noSuchFile), .system(.notAFolder), .system(.symbolicLinkLoop):
        return missing
      case .system(let number):
        let file = absolute.appending(PipefuncNames.runInfo)
        return PipefuncCLIInspector.failure(PythonError.system(number, file).text, .error, absolute)
      default: return missing
      }
    }
  }

  private static func failure(_ text: String, _ state: RunState, _ path: RawPath) -> Answer {
    let object: JSONObject = [
      "error": .string(JSONString(text)),
      "run_folder": .string(JSONString(fileSystemBytes: path.bytes)),
      "status": .string(JSONString(state.rawValue)),
      "status_source": .string(JSONString(StatusSource.diskHeuristic.rawValue)),
    ]
    return Answer(object: object, isError: true, state: state)
  }

  private func answer(
    _ folder: borrowing Folder, _ path: RawPath, includesOutputs: Bool, includesRunInfo: Bool
  ) throws(PythonError) -> Answer {
    let file = path.appending(PipefuncNames.runInfo)
    let contents: FileContents
    do throws(FileError) {
      contents = try folder.contents(
        of: PipefuncNames.runInfo, limit: DocumentReader.sizeLimit, links: .follow)
    } catch {
      throw .file(FileError(operation: error.operation, path: file, reason: error.reason))
    }
    let root: JSONNode
    do throws(JSONError) {
      root = try JSONDocument(contents.bytes).root
    } catch {
      throw PythonError("\(error)")
    }
    let metadata = try PipefuncCLIDescription(root, folder: path) { path.resolved() }
    let outputs = PipefuncCLIOutputs(metadata: metadata)
    if let heartbeat = heartbeat(in: folder), heartbeat.kind != .null {
      return try answer(
        heartbeat, metadata, outputs, folder, path, includesOutputs: includesOutputs,
        includesRunInfo: includesRunInfo)
    }
    let survey = try outputs.survey(folder, withBytes: includesOutputs)
    let known = survey.compactMap(\.progress.fraction)
    let fraction = known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    let isAllComplete = survey.allSatisfy(\.isComplete)
    let state: RunState =
      isAllComplete
      ? .completed : fraction == nil ? .incomplete : fraction == 0 ? .pending : .running
    var object: JSONObject = [
      "all_complete": .bool(isAllComplete),
      "last_modified": .string(JSONString(ISO8601.text(contents.status.modified))),
      "n_outputs": .integer(survey.count),
      "n_outputs_completed": .integer(survey.count(where: \.isComplete)),
      "pipefunc_version": metadata.version.map { .node($0) } ?? "unknown",
      "progress_fraction": .optional(fraction),
      "run_folder": .string(JSONString(fileSystemBytes: path.bytes)),
      "status": .string(JSONString(state.rawValue)),
      "status_source": .string(JSONString(StatusSource.diskHeuristic.rawValue)),
    ]
    if includesOutputs {
      var table = JSONObject()
      for output in survey { table.set(output.name, .object(output.value)) }
      object.set("outputs", .object(table))
    }
    if includesRunInfo { object.set("run_info", .object(metadata.runInfo)) }
    return Answer(object: object, isError: false, state: state)
  }

  /// The heartbeat; a damaged one counts as missing.
  private func heartbeat(in folder: borrowing Folder) -> JSONNode? {
    guard
      let contents = try? folder.contents(
        of: PipefuncNames.heartbeat, limit: DocumentReader.sizeLimit, links: .follow)
    else { return nil }
    return try? JSONDocument(contents.bytes).root
  }

  private func answer(
    _ heartbeat: JSONNode, _ metadata: PipefuncCLIDescription, _ outputs: PipefuncCLIOutputs,
    _ folder: borrowing Folder, _ path: RawPath, includesOutputs: Bool, includesRunInfo: Bool
  ) throws(PythonError) -> Answer {
    var survey: [PipefuncCLIOutputs.Output] = []
    var surveyError: PythonError?
    if includesOutputs {
      do throws(PythonError) {
        survey = try outputs.survey(folder, withBytes: true)
      } catch {
        surveyError = error
      }
    }
    var object = JSONObject()
    try update(&object, heartbeat)
    let root = heartbeat.kind == .object ? heartbeat : nil
    object.set("run_folder", .string(JSONString(fileSystemBytes: path.bytes)))
    object.set("status_source", .string(JSONString(StatusSource.heartbeat.rawValue)))
    if let version = metadata.version ?? root?["pipefunc_version"] {
      object.set("pipefunc_version", .node(version))
    } else {
      object.set("pipefunc_version", "unknown")
    }
    object.remove("outputs")
    object.remove("run_info")
    if includesOutputs {
      var table = JSONObject()
      if let reported = root?["outputs"] {
        guard let members = reported.members else { throw .noAttribute("items", reported) }
        var found: [JSONString: PipefuncCLIOutputs.Output] = [:]
        for output in survey { found[output.name] = output }
        for member in members {
          var merged = found[member.key]?.value ?? JSONObject()
          try update(&merged, member.value)
          table.set(member.key, .object(merged))
        }
      }
      object.set("outputs", .object(table))
    }
    if includesRunInfo { object.set("run_info", .object(metadata.runInfo)) }
    object.set("stale", .bool(try isStale(root)))
    if let surveyError { object.set("error", .string(JSONString(surveyError.text))) }
    let state = root?["status"]?.string.flatMap { RunState(rawValue: $0.description) }
    return Answer(
      object: object, isError: surveyError != nil || root?["error"] != nil, state: state)
  }

  /// `dict.update`, or `dict()` of an empty one.
  private func update(_ object: inout JSONObject, _ node: JSONNode) throws(PythonError) {
    switch node.kind {
    case .object: object.merge(node)
    case .array:
      guard let first = node.elements?.first(where: { _ in true }) else { return }
      try refusePair(first)
    case .string:
      guard let first = node.string?.description.first else { return }
      throw PipefuncCLIInspector.notAPair(length: String(first).unicodeScalars.count)
    default: throw .notIterable(node)
    }
  }

  /// The error for a list that can't be converted to a dictionary, because its first element is not a
  /// pair.
  private func refusePair(_ element: JSONNode) throws(PythonError) {
    switch element.kind {
    case .string:
      throw PipefuncCLIInspector.notAPair(
        length: element.string?.description.unicodeScalars.count ?? 0)
    case .array:
      throw PipefuncCLIInspector.notAPair(length: element.elements.map { Array($0).count } ?? 0)
    case .object:
      throw PipefuncCLIInspector.notAPair(length: element.members.map { Array($0).count } ?? 0)
    default:
      throw PythonError("cannot convert dictionary update sequence element #0 to a sequence")
    }
  }

  private static func notAPair(length: Int) -> PythonError {
    PythonError("dictionary update sequence element #0 has length \(length); 2 is required")
  }

  private func isStale(_ root: JSONNode?) throws(PythonError) -> Bool {
    guard let root else { return false }
    if let status = root["status"] {
      if status.kind == .array || status.kind == .object {
        throw PythonError("unhashable type: '\(status.pythonTypeName)'")
      }
      if ["cancelled", "completed", "failed"].contains(status.string) { return false }
    }
    let limit = root["stale_after_seconds"]
    guard let updatedAt = root["updated_at"]?.string.flatMap({ ISO8601.parse($0.description) }),
      let seconds = limit?.double ?? limit?.bool.map({ $0 ? 1 : 0 })
    else { return false }
    guard updatedAt.hasZone else {
      throw PythonError("can't subtract offset-naive and offset-aware datetimes")
    }
    return environment.now().secondsSince(updatedAt.moment) > seconds
  }
}
