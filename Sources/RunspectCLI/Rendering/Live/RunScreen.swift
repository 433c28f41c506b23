import FileFormats
import ReadOnlyFiles
import RunInspection

/// The screen that shows one run: the run itself, a line for each output, and the last errors.
struct RunScreen {
  let run: LiveRun
  /// The last failures, in order.
  let failures: [Failure]

  /// The most errors that are shown below the outputs.
  private static let mostErrors = 5
  /// The longest bar of a run.
  private static let longestBar = 40

  /// The lines, no more than the terminal has.
  func lines(_ scene: LiveScene) -> [String] {
    guard let status = run.status, let work = run.work else {
      return [scene.line("\(run.name)  waiting")]
    }
    var head = heading(status, work, scene)
    let outputs = status.outputs ?? []
    var errors = errorLines(status, scene)
    // A small terminal shows the run, then its outputs, then its errors.
    let room = scene.rows - head.count
    if errors.count + 3 > room { errors = [] }
    let outputRoom = room - (errors.isEmpty ? 0 : errors.count + 1) - 2
    if !outputs.isEmpty, outputRoom >= 1 {
      head += [""] + outputLines(outputs, room: outputRoom, scene)
    } else if run.lacksOutputs, room >= 2 {
      head += ["", scene.line("The outputs are too many to be kept beside those of other runs.")]
    }
    if !errors.isEmpty { head += [""] + errors }
    return Array(head.prefix(scene.rows))
  }

  private func heading(
    _ status: RunStatus, _ work: LiveWork, _ scene: LiveScene
  ) -> [String] {
    let sign = StateSign.sign(of: status.state, isStale: status.isStale)
    let colour = StateSign.colour(of: status.state, isStale: status.isStale)
    var lines = [scene.line("\(sign) \(status.state.rawValue)  \(run.name)", colour)]
    if status.error == nil { lines.append(scene.line(progress(status, work, scene))) }
    let text = status.error.map { JSONString($0.text) } ?? status.message
    let message = CellText(
      .message(text.map { TerminalText.escaped($0) } ?? "", silentSince: status.silentSince),
      TableDisplay(now: scene.now))
    if !message.text.isEmpty { lines.append(scene.line(message.text, message.colour)) }
    return lines
  }

  private func progress(_ status: RunStatus, _ work: LiveWork, _ scene: LiveScene) -> String {
    var facts: [String] = []
    facts.append(work.share.map { "\(Percentage.wholePercent(min(max($0, 0), 1)))%" } ?? "?")
    if let total = work.total {
      facts.append("\(work.done)/\(total)")
    } else if let tally = status.tally, tally.outputCount > 0 {
      facts.append("\(tally.completedOutputCount)/\(tally.outputCount) outputs")
    }
    if let failed = status.tally?.failedCount, failed > 0 { facts.append("\(failed) failed") }
    if !status.hasEnded, let rate = run.pace.rate(at: scene.time) {
      facts.append(ShortText.rate(rate))
    }
    if let elapsed = run.elapsed(now: scene.now) {
      facts.append("elapsed " + ShortText.duration(elapsed))
    }
    if let left = run.left(at: scene.time) { facts.append("left " + ShortText.duration(left)) }
    let text = facts.joined(separator: "  ")
    let room = min(RunScreen.longestBar, scene.columns - TerminalText.width(of: text) - 2)
    guard room >= 5, let share = work.share else { return text }
    return ShareBar.text(share, width: room) + "  " + text
  }

  private static let columns = [
    TableColumn("S"), TableColumn("OUTPUT", isCuttable: true),
    TableColumn("FUNCTION", isCuttable: true, rank: 8), TableColumn("BAR", rank: 4),
    TableColumn("DONE", .right), TableColumn("FAILED", .right, rank: 3),
    TableColumn("RATE", .right, rank: 5), TableColumn("ELAPSED", .right, rank: 7),
    TableColumn("LEFT", .right, rank: 2),
  ]

  private func outputLines(
    _ outputs: [OutputStatus], room: Int, _ scene: LiveScene
  ) -> [String] {
    // Where there is no room for all, what is active or failed is shown first.
    var shown = outputs
    var rest: [OutputStatus] = []
    // The heading takes a line, too.
    if outputs.count + 1 > room {
      let order = outputs.indices.sorted {
        (RunScreen.rank(outputs[$0]), $0) < (RunScreen.rank(outputs[$1]), $1)
      }
      let most = max(1, room - 2)
      shown = order.prefix(most).sorted().map { outputs[$0] }
      rest = order.dropFirst(most).map { outputs[$0] }
    }
    let rows = shown.map { row($0, scene) }
    var lines = scene.lines(of: .grid(RunScreen.columns, rows))
    if !rest.isEmpty {
      let complete = rest.count(where: \.isComplete)
      lines.append(scene.line("and \(rest.count) more, \(complete) of them complete"))
    }
    return lines
  }

  private static func rank(_ output: OutputStatus) -> Int {
    if output.failedCount ?? 0 > 0 { return 0 }
    if output.isComplete { return 3 }
    return LiveWork.settled(output) ?? 0 > 0 ? 1 : 2
  }

  private func row(_ output: OutputStatus, _ scene: LiveScene) -> [TableCell] {
    let settled = LiveWork.settled(output)
    let done = settled.map(String.init) ?? "?"
    let share = output.progress.fraction
    let rate = output.isComplete ? nil : run.rate(of: output, at: scene.time)
    return [
      .sign(state(of: output), isStale: false), .text(TerminalText.escaped(output.name)),
      .text(output.functionName.map { TerminalText.escaped($0) } ?? ""), .bar(share),
      .text("\(done)/\(output.totalCount.map(String.init) ?? "?")"),
      .failures(output.failedCount), .text(rate.map(ShortText.rate) ?? ""),
      .duration(output.elapsedSeconds), .duration(run.left(of: output, at: scene.time)),
    ]
  }

  private func state(of output: OutputStatus) -> RunState {
    if output.error != nil || output.failedCount ?? 0 > 0 { return .failed }
    if output.isComplete { return .completed }
    let hasBegun = output.progress.fraction ?? 0 > 0 || LiveWork.settled(output) ?? 0 > 0
    return hasBegun ? .running : .pending
  }

  private func errorLines(_ status: RunStatus, _ scene: LiveScene) -> [String] {
    guard !failures.isEmpty else { return [] }
    let rows: [[TableCell]] = failures.suffix(RunScreen.mostErrors).map { failure in
      [
        .text(TerminalText.escaped(JSONString(FailureGroup.Place(failure, nil).word))),
        .text(failure.type.map { TerminalText.escaped($0) } ?? ""),
        .text(FailureTable.message(failure)),
      ]
    }
    let columns = [
      TableColumn("LAST ERRORS", isCuttable: true), TableColumn("TYPE", isCuttable: true, rank: 1),
      TableColumn("MESSAGE", isCuttable: true),
    ]
    return scene.lines(of: .grid(columns, rows))
  }
}
