import FileFormats
import ReadOnlyFiles

/// Lists runs as the peer does (pipefunc 0.93.2, `_run_status.py`, `list_run_statuses`).
public struct PipefuncCLILister: Sendable {
  private let inspector: PipefuncCLIInspector

  /// Creates a lister with the given clocks.
  public init(environment: InspectionEnvironment = InspectionEnvironment()) {
    inspector = PipefuncCLIInspector(environment: environment)
  }

  /// The peer's answer about a parent folder.
  ///
  /// - Parameter most: the most runs to show; all if it is nil or less than 1.
  public func list(_ path: RawPath, most: Int?) -> PipefuncCLIInspector.Answer {
    let shown = path.normalised
    var runs: [JSONValue] = []
    var scanned = 0
    var failure: String?
    do throws(FileError) {
      let parent = try Folder(path)
      var candidates = try candidates(in: parent, scanned: &scanned)
      if let most, most > 0 { candidates = Array(candidates.prefix(most)) }
      for candidate in candidates {
        let run = inspector.status(
          of: path.appending(candidate), includesOutputs: false, includesRunInfo: false)
        runs.append(.object(run.object))
      }
    } catch {
      failure =
        switch error.reason {
        case .system(.notAFolder): notAFolder(shown)
        case .system(.noSuchFile): "Folder '\(shown)' does not exist"
        default: PythonError.file(error).text
        }
    }
    let object: JSONObject = [
      "error": .optional(failure),
      "folder": .string(JSONString(fileSystemBytes: shown.bytes)),
      "runs": .array(runs),
      "scanned_directories": .integer(scanned),
      "total_count": .integer(runs.count),
    ]
    return PipefuncCLIInspector.Answer(object: object, isError: failure != nil, state: nil)
  }

  /// The message for a path that is a file, or that would be below one.
  private func notAFolder(_ path: RawPath) -> String {
    if let here = try? Folder(RawPath(".")),
      let status = try? here.status(of: path, links: .follow),
      status.kind != .folder
    {
      return "'\(path)' is not a directory"
    }
    return "Folder '\(path)' does not exist"
  }

  private func candidates(
    in parent: borrowing Folder, scanned: inout Int
  ) throws(FileError) -> [RawPath] {
    var found: [(name: RawPath, time: Double)] = []
    var listing = try parent.listing(of: RawPath("."))
    while let entry = try listing.next() {
      var kind = entry.kind
      if kind == .symbolicLink || kind == .unknown {
        kind = ((try? listing.status(of: entry, links: .follow)) ?? nil)?.kind ?? .unknown
      }
      guard kind == .folder else { continue }
      scanned += 1
      let name = entry.name
      guard let described = time(of: PipefuncNames.runInfo, name, parent) else { continue }
      let reported = time(of: PipefuncNames.heartbeat, name, parent) ?? 0
      found.append((name, max(described, reported)))
    }
    // A stable sort, like Python's: equally recent runs keep the order of the folder.
    return found.enumerated()
      .sorted { ($1.element.time, $0.offset) < ($0.element.time, $1.offset) }
      .map(\.element.name)
  }

  private func time(of file: RawPath, _ run: RawPath, _ parent: borrowing Folder) -> Double? {
    guard let status = try? parent.status(of: run.appending(file), links: .follow) else {
      return nil
    }
    return Double(status.modified.seconds) + 1e-9 * Double(status.modified.nanoseconds)
  }
}
