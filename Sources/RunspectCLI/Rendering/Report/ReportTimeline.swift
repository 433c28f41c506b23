import FileFormats
import RunInspection

/// When the runs were active, on a common axis.
struct ReportTimeline {
  let runs: [ReportedRun]

  /// The most runs that are drawn.
  private static let most = 300

  func write(into html: inout HTMLWriter) {
    ReportSection.timeline.write(into: &html) { html in
      let bars = runs.compactMap(ReportTimeline.bar)
      guard !bars.isEmpty else {
        return html.element(.p, "It is not known of any run when it was active.")
      }
      html.element(
        .p,
        "From the first to the last sign of life of each run. The table of the runs has the same times."
      )
      let drawn = Array(bars.prefix(ReportTimeline.most))
      TimelineChart(
        title:
          "Activity of \(Words.count(drawn.count, "run"))",
        bars: drawn, labels: .moments
      ).write(into: &html)
      if bars.count > drawn.count {
        let left = bars.count - drawn.count
        html.element(.p, "\(Words.count(left, "more run")) \(Words.be(left)) not drawn.")
      }
      if drawn.count < runs.count, bars.count == drawn.count {
        html.element(
          .p, "Of \(Words.count(runs.count - drawn.count, "run")) no time is known.")
      }
    }
  }

  private static func bar(_ run: ReportedRun) -> TimelineChart.Bar? {
    guard let end = run.status.lastActivity?.secondsSinceEpoch, TimelineChart.isDrawable(end)
    else { return nil }
    let seconds = run.status.elapsedSeconds.flatMap { $0 >= 0 && $0 < 1e11 ? $0 : nil }
    let failed = run.status.tally?.failedCount ?? 0
    let remarks = [
      seconds.map(ReportText.duration), run.status.isStale ? "⚠ stale" : nil,
      failed > 0 ? "✗ \(failed) failed" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
    let state = run.status.state
    return TimelineChart.Bar(
      label: run.name.description, start: end - (seconds ?? 0), end: end,
      style: state == .completed && failed > 0 ? RunState.incomplete.rawValue : state.rawValue,
      note: "\(state.reportSign) \(remarks)",
      description: "\(run.name): "
        + [state.rawValue, remarks, "until \(ReportText.moment(seconds: end))"]
        .filter { !$0.isEmpty }.joined(separator: ", "))
  }
}
