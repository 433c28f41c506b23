import FileFormats
import ReadOnlyFiles
import RunInspection

/// The runs that a command line names, by their paths, by a selector, or by the request id of a process.
struct RunTarget {
  private let references: [RunReference]
  /// The folder for selectors that the command line names.
  private let folder: RawPath?
  private let request: StatusRequest

  /// The path of the first run as it was given; nil if it was not given by its path.
  var path: RawPath? {
    if case .path(let path)? = references.first { return path }
    return nil
  }

  /// A run that was looked for.
  struct Found {
    /// What to call it in messages: as the user named it, or where it was found.
    let name: RawPath
    /// Its path, or why there is none.
    let search: RunSearch

    /// Its path.
    func path() throws(InspectionError) -> RawPath {
      switch search {
      case .found(let path, _): return path
      case .notFound(let status): throw status.error ?? .runFolderMissing(name)
      }
    }
  }

  /// Takes all operands as runs, or only the first.
  init(_ arguments: ParsedArguments, takesAll: Bool = false) throws(UsageError) {
    let operands = takesAll ? arguments.operands : Array(arguments.operands.prefix(1))
    if let identifier = arguments.text(.requestID) {
      if operands.count > 1 { throw .conflict("more than one RUN", "--request-id") }
      if let folder = operands.first, case .latest = try RunReference(folder) {
        throw .conflict(folder.text, "--request-id")
      }
      references = [
        .requestID(JSONString(fileSystemBytes: identifier.bytes), below: operands.first?.path)
      ]
    } else {
      var references: [RunReference] = []
      for operand in operands { references.append(try RunReference(operand)) }
      self.references = references
    }
    folder = arguments.text(.runsFolder)?.path
    var request = StatusRequest()
    request.detail = .summary
    request.staleAfter = arguments.seconds(.staleAfter)
    self.request = request
  }

  /// The parent folder of the runs if nothing else is said.
  static func runsFolder(_ context: CommandContext) -> RawPath {
    let variable = context.variable(EnvironmentTable.runs.name) ?? ""
    return RawPath(variable.isEmpty ? "runs" : variable)
  }

  /// Whether folders have to be searched for one of them.
  private var needsSearch: Bool {
    references.contains { if case .path = $0 { false } else { true } }
  }

  /// Finds them. Says on standard error what a selector has chosen.
  func find(_ context: CommandContext) -> [Found] { find(context) { $0() } ?? [] }

  /// Finds them, by a search that can be interrupted; nil where it was.
  func find(
    _ context: CommandContext,
    attempt: (@escaping @Sendable () -> [RunSearch]) -> [RunSearch]?
  ) -> [Found]? {
    let parent = folder ?? RunTarget.runsFolder(context)
    let lister = RunLister(environment: context.inspection)
    let search: @Sendable () -> [RunSearch] = { [references, request] in
      references.map { reference in
        switch reference {
        case .path(let path): .found(path, unexamined: nil)
        case .requestID(let identifier, let folder):
          lister.find(requestID: identifier, below: folder ?? parent)
        case .latest(let kind): lister.latest(kind, below: parent, request: request)
        }
      }
    }
    guard let searches = needsSearch ? attempt(search) : search() else { return nil }
    return zip(references, searches).map { reference, search in
      switch reference {
      case .path(let path): return Found(name: path, search: search)
      case .requestID(_, let folder):
        return Found(name: search.path ?? folder ?? parent, search: search)
      case .latest(let kind):
        let selector = "@latest" + (kind.map { ":\($0.rawValue)" } ?? "")
        if case .found(let path, let unexamined) = search {
          context.complain("\(selector) is \(path)")
          if let unexamined { context.complain("warning: \(unexamined.text)") }
        }
        return Found(name: search.path ?? RawPath(selector), search: search)
      }
    }
  }

  /// Finds the only one, for a command that takes one.
  func findOne(_ context: CommandContext) throws(InspectionError) -> RawPath {
    guard let found = find(context).first else { return RawPath(".") }
    return try found.path()
  }
}

extension RunSearch {
  /// The path of the run that was found.
  var path: RawPath? {
    if case .found(let path, _) = self { return path }
    return nil
  }

  /// The status of the run that was found, or one with the reason why none was.
  func status(_ request: StatusRequest, _ environment: InspectionEnvironment) -> RunStatus {
    switch self {
    case .found(let path, _):
      RunInspector(environment: environment).status(of: path, request: request)
    case .notFound(let status): status
    }
  }
}
