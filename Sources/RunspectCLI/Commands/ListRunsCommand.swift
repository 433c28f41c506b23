import FileFormats
import ReadOnlyFiles
import RunInspection

/// `list-runs [FOLDER...]`: a summary of each run below folders.
struct ListRunsCommand: Command {
  private let operands: [Argument]
  private let selection: SelectionArguments
  private let request: StatusRequest
  private let options: AnswerOptions
  private let gate: GateRules?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operands = arguments.operands
    selection = try SelectionArguments(arguments)
    options = try AnswerOptions(arguments)
    gate = GateRules(arguments)
    var request = StatusRequest()
    request.detail = FieldTable.detail(
      for: options.selection.paths + (selection.key.map { [$0] } ?? []))
    if selection.selection.order == .bytes { request.detail = .outputs }
    if options.answerFormat.judgementRequest?.detail == .outputs { request.detail = .outputs }
    request.staleAfter = arguments.seconds(.staleAfter)
    self.request = request
  }

  /// A run that has been read, in the form in which it is shown. An object, because it is handed on several
  /// times with all that it refers to.
  private final class Row: Sendable {
    let item: FormattedItem?
    /// What is counted of it.
    let facts: RunSummary.Facts
    /// Why it could not be read, for formats that don't tell.
    let error: String?
    /// What it means for the gate.
    let outcome: ExitStatus
    /// Why it is to blame for the exit status.
    let reason: String?
    /// What to order by, if that is a field.
    let key: RunOrderKey
    /// The requested fields that it does not have.
    let missing: MissingFields

    init(
      item: FormattedItem?, facts: RunSummary.Facts, error: String?, outcome: ExitStatus,
      reason: String?, key: RunOrderKey, missing: MissingFields
    ) {
      self.item = item
      self.facts = facts
      self.error = error
      self.outcome = outcome
      self.reason = reason
      self.key = key
      self.missing = missing
    }
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let context = context.showingProgress()
    defer { context.endProgress() }
    let folders =
      operands.isEmpty ? [RunTarget.runsFolder(context)] : operands.map(\.path)
    let inspector = RunInspector(environment: context.inspection)
    let fields = RunFields(options.selection.paths, key: selection.key, inspector: inspector)
    var printer = printer(context)
    var gate = gate.map(Gate.init)
    var remarks: [String] = []
    var shown = 0
    var selection = selection.selection
    let most = selection.most ?? .max
    // A gate is over all that match.
    if gate != nil { selection.most = nil }
    let make = rowMaker(printer, fields, context)
    var summary = RunSummary()
    var missing = MissingFields()
    let listing = try RunLister(environment: context.inspection).list(
      folders, selection: selection, request: request, render: make,
      key: \.key, size: { $0.item?.size ?? 0 },
      begin: { listing throws(OutputFailure) in
        try context.printBytes(printer.opening(head(listing)))
      },
      show: { rows throws(OutputFailure) in
        for row in rows { gate?.add(row.outcome) }
        remarks += rows.compactMap { $0.reason }
        let seen = rows.prefix(most - shown)
        shown += seen.count
        seen.forEach { summary.add($0.facts) }
        rows.forEach { missing.add($0.missing) }
        try printer.print(seen.compactMap { $0.item }) { piece throws(OutputFailure) in
          try context.printBytes(piece)
        }
        remarks += seen.compactMap { $0.error }
      })
    try context.printBytes(
      printer.closing(
        tail(listing, shown), summary: summary.sentence(hidden: listing.matchedRuns - shown)))
    missing = missing.unknown
    context.explain(missing, isOne: false, of: .listRuns)
    let end = end(listing, gate, remarks, context)
    if case .value = options.selection, !missing.paths.isEmpty {
      return ExitStatus.worse(end, .failure)
    }
    return end
  }

  private func end(
    _ listing: RunListing, _ gate: Gate?, _ remarks: [String], _ context: CommandContext
  ) -> ExitStatus {
    var remarks = remarks
    for folder in listing.folders {
      guard let error = folder.error else { continue }
      context.explain(
        error, run: folder.path, isPrinted: options.answerFormat.coverage == .value)
    }
    if options.answerFormat.coverage != .value, !listing.isWhole {
      remarks.append("warning: " + ListRunsCommand.limitText)
    }
    var end = listing.error == nil ? ExitStatus.success : .failure
    if let gate {
      if gate.rules.outcome(count: gate.count) != .success {
        remarks.append(RunText.count(gate.count, expected: gate.rules.expected))
      }
      end = ExitStatus.worse(end, gate.outcome)
      // What could not be searched may hold a run that failed.
      if !listing.isWhole { end = .failure }
    }
    if listing.matchedRuns == 0, listing.error == nil, listing.isWhole, gate == nil {
      let isRecursive = selection.selection.isRecursive
      remarks += listing.folders.compactMap {
        RunAdvice.text(noRunIn: $0.path, isRecursive: isRecursive, context.inspection)
      }
    }
    remarks.forEach { context.explain($0, isPrinted: false) }
    return end
  }

  /// Makes the row of a run, on any thread.
  private func rowMaker(
    _ printer: any ListPrinter, _ fields: RunFields?, _ context: CommandContext
  ) -> @Sendable (consuming RunStatus) -> Row {
    let (coverage, rules) = (options.answerFormat.coverage, gate)
    let (isQuiet, showsAll) = (context.isQuiet, options.selection.paths.isEmpty)
    let judge = RunJudge(options.answerFormat, rules: gate, context)
    // Nobody asks for the name of a run where it is neither judged nor blamed.
    let isNamed = judge != nil || rules != nil
    let names = operands.count > 1 || selection.selection.isRecursive || !isNamed
    return { run in
      let name = names ? run.runFolder : run.runFolder.lastName
      let values = fields?.values(of: run)
      let outcome = rules?.outcome(of: run) ?? .success
      let reason = outcome == .success ? nil : RunText.sentence(name, run)
      let error = !isQuiet && coverage == .columns && reason == nil ? run.error?.text : nil
      let facts = RunSummary.Facts(run)
      let judged = isQuiet ? nil : judge?.judge(run, name: name)
      let shown = StatusAnswer.Item(
        run: run, fields: showsAll ? nil : values?.shown, judged: judged)
      return Row(
        item: isQuiet ? nil : printer.format(shown), facts: facts, error: error, outcome: outcome,
        reason: reason, key: values?.key ?? .unknown, missing: values?.missing ?? MissingFields())
    }
  }

  private func printer(_ context: CommandContext) -> any ListPrinter {
    if case .value(let path) = options.selection {
      return BareValuePrinter(path: path, isTerminal: context.terminal != nil)
    }
    let paths = options.selection.paths
    return options.answerFormat.adapted(to: context.display).listPrinter(
      paths.isEmpty ? StatusAnswer.list : StatusAnswer.list(paths))
  }

  /// The members of the answer before the runs.
  private func head(_ listing: RunListing) -> JSONObject {
    func text(_ path: RawPath) -> JSONValue {
      .string(JSONString(fileSystemBytes: path.bytes))
    }
    var object: JSONObject = ["error": .optional(listing.error?.text)]
    if listing.folders.count == 1 {
      object.set("folder", text(listing.folders[0].path))
    } else {
      object.set("folder", .null)
      object.set(
        "folders",
        .array(
          listing.folders.map { folder in
            .object(["error": .optional(folder.error?.text), "folder": text(folder.path)])
          }))
    }
    return object
  }

  /// The members after the runs.
  private func tail(_ listing: RunListing, _ shown: Int) -> JSONObject {
    var object: JSONObject = [
      "runs_matched": .integer(listing.matchedRuns),
      "scanned_directories": .integer(listing.scannedFolders),
      "total_count": .integer(shown),
    ]
    if !listing.isWhole {
      object.set("warnings", .array([.string(JSONString(ListRunsCommand.limitText))]))
    }
    return object
  }

  private static let limitText =
    "not all folders were searched: \(RunText.searchLimit)"
}
