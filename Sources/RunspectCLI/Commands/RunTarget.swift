import FileFormats
import ReadOnlyFiles
import RunInspection

/// The run that a command line names, by its path or by the request id of its process.
struct RunTarget {
  /// The path as it was given; nil where it was left out.
  let path: RawPath?
  private let requestID: JSONString?

  init(_ arguments: ParsedArguments) {
    path = arguments.operands.first?.path
    requestID = arguments.text(.requestID).map { JSONString(fileSystemBytes: $0.bytes) }
  }

  /// Whether it has to be searched for.
  var isSearch: Bool { requestID != nil }

  /// Finds it.
  func find(_ environment: InspectionEnvironment) -> RunSearch {
    guard let requestID else { return .found(path ?? RawPath(".")) }
    return RunLister(environment: environment).find(
      requestID: requestID, below: path ?? RawPath(RunTarget.parentFolder))
  }

  /// The default parent of the run folders.
  private static let parentFolder = "runs"
}

extension RunSearch {
  /// The status of the run that was found, or one with the reason why none was.
  func status(_ request: StatusRequest, _ environment: InspectionEnvironment) -> RunStatus {
    switch self {
    case .found(let path): RunInspector(environment: environment).status(of: path, request: request)
    case .notFound(let status): status
    }
  }
}
