import FileFormats
import ReadOnlyFiles
import RunInspection

/// `errors RUN|FOLDER...`: what failed in runs.
struct ErrorsCommand: Command {
  /// In which form failures are printed.
  private enum Form {
    /// One by one.
    case list
    /// One by one, with tracebacks as Python prints them.
    case text
    /// Counted in groups.
    case groups(by: [FailureField])
  }

  private let target: RunTarget
  private let selection: RunSelection
  private let request: FailureRequest
  private let options: AnswerOptions
  private let form: Form
  private let showsTraceback: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = try RunTarget(arguments, takesAll: true)
    selection = try SelectionArguments(arguments).selection
    var request = FailureRequest()
    request.output = arguments.text(.output).map { JSONString(fileSystemBytes: $0.bytes) }
    request.limit = arguments.count(.limit)
    request.rootsOnly = arguments.has(.roots)
    options = try AnswerOptions(arguments)
    showsTraceback = !arguments.has(.noTraceback)
    let isText = arguments.choice(.format) == FailureText.formatName
    let textOption = "--format \(FailureText.formatName)"
    for option in [OptionName.pretty, .fields] where isText && arguments.has(option) {
      throw .conflict(option.spelling, textOption)
    }
    if let words = arguments.list(.groupBy) {
      if isText { throw .conflict("--group-by", textOption) }
      var fields: [FailureField] = []
      for field in words.compactMap(FailureField.init) where !fields.contains(field) {
        fields.append(field)
      }
      form = .groups(by: fields)
      request.needsTrace = false
    } else {
      form = isText ? .text : .list
      // Rows show no traces.
      let showsWhole = isText || options.format == .json || options.format == .jsonl
      request.needsTrace = showsTraceback && showsWhole
    }
    self.request = request
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let context = context.showingProgress()
    defer { context.endProgress() }
    var runs = FailedRuns(target.find(context), selection, context)
    switch form {
    case .groups(let fields): return try printGroups(fields, &runs, context)
    case .text: return try printText(&runs, context)
    case .list: return try printList(&runs, context)
    }
  }

  private func printList(
    _ runs: inout FailedRuns, _ context: CommandContext
  ) throws(OutputFailure) -> ExitStatus {
    let format = options.answerFormat
    var request = request
    if let most = format.judgementRequest?.mostFailures {
      request.limit = min(request.limit ?? .max, most)
    } else if options.format == .table || options.format == .markdown {
      // The rows are kept until the widest cells, or the counts, are known.
      request.limit = min(request.limit ?? .max, ErrorsCommand.mostTableRows)
    }
    switch runs.first(request) {
    case .failure(let error): return try context.fail(error, format, run: target.path)
    case .success(let failures?):
      let answer = ErrorsAnswer.answer(
        failures, of: target.path ?? RawPath("."), showsTraceback: showsTraceback,
        roots: request.rootsOnly)
      try context.print(options.shape(answer), format)
      return runs.conclude(context)
    case .success(nil): break
    }
    let paths = options.selection.paths
    var printer = format.adapted(to: context.display).listPrinter(ErrorsAnswer.list(paths))
    try context.printBytes(printer.opening([:]))
    var missing = MissingFields()
    try runs.forEach(request) { run, failures throws(OutputFailure) in
      var items = failures.failures.map { failure in
        let item = ErrorsAnswer.Item(
          failure: failure, run: run, showsTraceback: showsTraceback, paths: paths)
        if !paths.isEmpty { missing.add(MissingFields(of: run, paths, in: item.whole)) }
        return printer.format(item)
      }
      if format.judgementRequest != nil {
        items.append(
          printer.format(ErrorsAnswer.Unlisted(count: ErrorsAnswer.unlisted(failures))))
      }
      try printer.print(items) { piece throws(OutputFailure) in try context.printBytes(piece) }
    }
    let warnings = runs.counts.warnings
    var members = runs.counts.json(roots: request.rootsOnly, isOneRun: false)
    members.set("warnings", .array(warnings.map { .string(JSONString($0)) }))
    try context.printBytes(printer.closing(members, summary: runs.counts.headline))
    if format.coverage != .value { warnings.forEach(context.warn) }
    if !context.isQuiet { missing.paths.map(\.name).forEach(context.complain(missing:)) }
    return runs.conclude(context)
  }

  /// The most rows of a table about several runs.
  private static let mostTableRows = 100_000

  private func printText(
    _ runs: inout FailedRuns, _ context: CommandContext
  ) throws(OutputFailure) -> ExitStatus {
    func print(_ failures: FailureAnswer, _ run: RawPath?) throws(OutputFailure) {
      for failure in failures.failures {
        try context.printText(
          FailureText.text(of: failure, run: run, showsTraceback: showsTraceback))
      }
    }
    switch runs.first(request) {
    case .failure(let error):
      context.explain(error, run: target.path, isPrinted: false)
      return ExitStatus(error)
    case .success(let failures?): try print(failures, nil)
    case .success(nil):
      try runs.forEach(request) { run, failures throws(OutputFailure) in
        try print(failures, run)
      }
    }
    if runs.counts.failureCount == 0, runs.counts.failedRunCount == 0 {
      try context.printText(
        runs.counts.isWhole ? FailureTable.whenEmpty : FailureTable.whenUnknown)
    }
    runs.counts.warnings.forEach(context.warn)
    return runs.conclude(context)
  }

  private func printGroups(
    _ fields: [FailureField], _ runs: inout FailedRuns, _ context: CommandContext
  ) throws(OutputFailure) -> ExitStatus {
    var groups = FailureGroups(by: fields)
    var current: RawPath?
    var request = request
    request.receive = { groups.add($0, run: current) }
    var isOneRun = true
    switch runs.first(request) {
    case .failure(let error):
      return try context.fail(error, options.answerFormat, run: target.path)
    case .success(_?): break
    case .success(nil):
      isOneRun = false
      try runs.forEach(request, before: { current = $0 }, { _, _ throws(OutputFailure) in })
    }
    let answer = GroupsAnswer.answer(
      groups, limit: request.limit, counts: runs.counts, roots: request.rootsOnly,
      isOneRun: isOneRun)
    try context.print(options.shape(answer), options.answerFormat)
    return runs.conclude(context)
  }
}

extension CommandContext {
  /// Says on standard error what a reader had to work around.
  fileprivate func warn(_ text: String) {
    if !isQuiet { complain("warning: " + text) }
  }
}
