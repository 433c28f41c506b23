import HostProcess
import ReadOnlyFiles
import RunInspection

/// `status RUN...`: runs by their names.
struct StatusCommand: Command {
  private let target: RunTarget
  private let selection: SelectionArguments
  private let request: StatusRequest
  private let options: AnswerOptions
  private let gate: GateRules?
  /// Whether the answer is a list, although it may have one element only.
  private let isList: Bool
  private let isSorted: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    target = try RunTarget(arguments, takesAll: true)
    selection = try SelectionArguments(arguments)
    var request = StatusRequest()
    request.includesRunInfo = arguments.has(.includeRunInfo)
    request.verifies = arguments.has(.verify)
    request.staleAfter = arguments.seconds(.staleAfter)
    self.request = request
    options = try AnswerOptions(arguments)
    gate = GateRules(arguments)
    isSorted = arguments.has(.sort)
    isList =
      arguments.operands.count > 1 || SelectionArguments.options.contains(where: arguments.has)
    if isList, case .value = options.selection, arguments.operands.count > 1 {
      throw .conflict("more than one RUN", OptionName.get.spelling)
    }
  }

  /// A run that was asked for.
  private struct Row {
    let found: RunTarget.Found
    let run: RunStatus
    /// The fields that are asked for; nil if none is.
    let fields: RunFieldValues?
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let now = context.clock.now()
    let context = context.showingProgress()
    defer { context.endProgress() }
    let inspector = RunInspector(environment: context.inspection)
    let fields = RunFields(options.selection.paths, key: selection.key, inspector: inspector)
    let found = target.find(context)
    context.progress?.note(.runsFound(found.count))
    var rows = found.map { found in
      let run = found.search.status(request, context.inspection)
      return Row(found: found, run: run, fields: fields?.values(of: run))
    }
    if rows.count > 1 {
      // Who names a run twice means one run.
      var seen: Set<RawPath> = []
      rows = rows.filter { seen.insert($0.run.runFolder.resolved()).inserted }
    }
    if isList {
      rows = rows.filter { selection.selection.includes($0.run, now: now) }
      rows = sorted(rows)
    }
    let shown = Array(rows.prefix(selection.selection.most ?? .max))
    let judged = RunJudge(options.answerFormat, rules: gate, context).map { judge in
      shown.map { judge.judge($0.run, name: $0.found.name) }
    }
    var end = try show(shown, judged ?? [], matched: rows.count, context)
    var missing = MissingFields()
    for row in rows { row.fields.map { missing.add($0.missing) } }
    // Who asks for one value is told that there is none.
    if case .value = options.selection {} else { missing = missing.unknown }
    context.explain(missing, isOne: rows.count == 1, of: .status)
    if let gate { return pass(rows, by: gate, context, end) }
    for row in rows where row.run.error != nil {
      end = .failure
      explain(row, context)
    }
    return end
  }

  /// The runs in the requested order, or as they were named.
  private func sorted(_ rows: [Row]) -> [Row] {
    guard isSorted else { return selection.selection.isReversed ? rows.reversed() : rows }
    return selection.selection.ordered(rows.map { ($0.run, $0.fields?.key ?? .unknown) }).map {
      rows[$0]
    }
  }

  private func show(
    _ rows: [Row], _ judged: [JudgedRun], matched: Int, _ context: CommandContext
  ) throws(OutputFailure) -> ExitStatus {
    if case .value(let path) = options.selection {
      guard let row = rows.first else {
        context.explain("no run was selected", isPrinted: false)
        return .failure
      }
      // Where none was found, the status is that of the folder in which it was looked for.
      guard case .found = row.found.search else { return .failure }
      guard let values = row.fields, !values.missing.paths.contains(path) else { return .failure }
      try context.printField(values.shown[path.name] ?? .null)
      return .success
    }
    let shown = options.selection.paths.isEmpty ? nil : rows.compactMap(\.fields?.shown)
    let answer =
      isList
      ? StatusAnswer.several(
        rows.map(\.run), matched: matched, shown, columns: options.selection.paths.map(\.name),
        judged: judged)
      : rows.first.map { StatusAnswer.one($0.run, shown?.first, judged: judged.first) }
    if let answer { try context.print(answer, options.answerFormat) }
    return .success
  }

  private func pass(
    _ rows: [Row], by rules: GateRules, _ context: CommandContext, _ end: ExitStatus
  ) -> ExitStatus {
    var gate = Gate(rules)
    for row in rows {
      let outcome = rules.outcome(of: row.run)
      gate.add(outcome)
      if outcome != .success { explain(row, context) }
    }
    if rules.outcome(count: gate.count) != .success {
      context.explain(RunText.count(gate.count, expected: rules.expected), isPrinted: false)
    }
    return ExitStatus.worse(gate.outcome, end)
  }

  /// Says why a run is to blame for the exit status.
  private func explain(_ row: Row, _ context: CommandContext) {
    // The answer says it, too, unless it consists of a few columns or fields.
    let isPrinted = options.answerFormat.coverage != .columns && options.selection.paths.isEmpty
    if let error = row.run.error {
      context.explain(error, run: row.found.name, isPrinted: isPrinted)
    } else {
      context.explain(RunText.sentence(row.found.name, row.run), isPrinted: isPrinted)
    }
  }
}
