import ReadOnlyFiles
import RunInspection

/// The screen that shows several runs: a line for each that has not completed, the failed and the active
/// ones first, and a footer that counts all.
struct RunsScreen {
  /// The runs; folders are left out.
  let runs: [LiveRun]
  /// The index of the run that was chosen by a key.
  let selected: Int?

  /// The runs that have a line, by their indices, in the order of the lines.
  static func order(of runs: [LiveRun]) -> [Int] {
    let ranked = runs.indices.compactMap { index -> (rank: Int, index: Int)? in
      runs[index].isFolder ? nil : runs[index].rank.map { ($0, index) }
    }
    return ranked.sorted { $0 < $1 }.map(\.index)
  }

  /// The lines.
  ///
  /// - Parameter room: how many there may be.
  func lines(_ scene: LiveScene, room: Int) -> [String] {
    let order = RunsScreen.order(of: runs)
    var lines: [String] = []
    let visible = visible(order, room: room - 3)
    if !visible.isEmpty, room >= 3 {
      let rows = visible.map { row(runs[$0], scene) }
      lines = scene.lines(of: .grid(RunsScreen.columns, rows))
      if let selected, let position = visible.firstIndex(of: selected), scene.takesKeys {
        lines[position + 1] = marked(lines[position + 1], scene)
      }
      if visible.count < order.count {
        lines.append(scene.line("and \(order.count - visible.count) more"))
      }
    }
    return Array((lines + [footer(scene)]).prefix(max(1, room)))
  }

  /// The runs that have room. Where there is none for all, at least half of it is for active ones, and the
  /// chosen one is always among them.
  private func visible(_ order: [Int], room: Int) -> [Int] {
    guard order.count > room else { return order }
    let room = max(0, room)
    let isActive = { (index: Int) in runs[index].rank == 2 }
    let active = order.filter(isActive)
    let others = order.filter { !isActive($0) }
    let activeRoom = min(active.count, max(room / 2, room - others.count))
    var shown = Set(active.prefix(activeRoom) + others.prefix(room - activeRoom))
    if let selected, order.contains(selected), !shown.contains(selected), room > 0 {
      if let last = order.last(where: shown.contains) { shown.remove(last) }
      shown.insert(selected)
    }
    return order.filter(shown.contains)
  }

  private static let columns = [
    TableColumn("S"), TableColumn("RUN", isCuttable: true, least: 18),
    TableColumn("STATE", rank: 9),
    TableColumn("PROGRESS", .right), TableColumn("BAR", rank: 5),
    TableColumn("DONE", .right, rank: 6), TableColumn("FAILED", .right, rank: 1),
    TableColumn("RATE", .right, rank: 7), TableColumn("ELAPSED", .right, rank: 8),
    TableColumn("LEFT", .right, rank: 2), TableColumn("MESSAGE", isCuttable: true, rank: 4),
  ]

  private func row(_ run: LiveRun, _ scene: LiveScene) -> [TableCell] {
    guard let status = run.status, let work = run.work else {
      return [.text("○"), .text(run.name), .text("waiting")]
        + RunsScreen.columns.dropFirst(3).map { _ in .text("") }
    }
    let rate = status.hasEnded ? nil : run.pace.rate(at: scene.time)
    let text = status.error.map { $0.text } ?? status.message?.description ?? ""
    return [
      .sign(status.state, isStale: status.isStale), .text(run.name),
      .state(status.state, isStale: status.isStale), .percentage(work.share), .bar(work.share),
      .text(work.total.map { "\(work.done)/\($0)" } ?? ""), .failures(status.tally?.failedCount),
      .text(rate.map(ShortText.rate) ?? ""), .duration(run.elapsed(now: scene.now)),
      .duration(run.left(at: scene.time)),
      .message(TerminalText.escaped(.init(text)), silentSince: status.silentSince),
    ]
  }

  /// The line of the run that was chosen: reversed, or behind an arrow where there are no colours.
  private func marked(_ line: String, _ scene: LiveScene) -> String {
    guard scene.hasColour else { return scene.line("›" + line.dropFirst()) }
    return TextColour.reverse.apply(TextColour.removed(from: line))
  }

  private func footer(_ scene: LiveScene) -> String {
    var counts = StateCounts()
    var waiting = 0
    for run in runs where !run.isFolder {
      if let status = run.status {
        counts.add(status.state, isStale: status.isStale)
      } else {
        waiting += 1
      }
    }
    if counts.total == 0 { return scene.line("waiting for runs") }
    return scene.line(counts.text + (waiting > 0 ? ", \(waiting) not read yet" : ""))
  }
}
