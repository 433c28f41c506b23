import FileFormats
import RunInspection

/// The table of the runs. A script in the page sorts it by the values in `data-v`, and filters it.
struct ReportTable {
  let runs: [ReportedRun]

  private static let headings = [
    "Run", "State", "Progress", "Outputs", "Failed", "Size", "Time", "Last activity (UTC)",
    "Layout",
  ]
  /// The columns that hold numbers.
  private static let numbers: Set = [2, 3, 4, 5, 6]

  func write(into html: inout HTMLWriter) {
    ReportSection.runs.write(into: &html) { html in
      guard !runs.isEmpty else { return html.element(.p, "There are none.") }
      writeFilter(into: &html)
      html.element(.div, [HTMLAttribute(.id, "run-table")]) { html in
        ReportParts.table(
          "Runs", ReportTable.headings, numbers: ReportTable.numbers, into: &html
        ) { html in
          for (index, run) in runs.enumerated() { row(run, index, into: &html) }
        }
      }
    }
  }

  /// The script shows it: without one it can do nothing.
  private func writeFilter(into html: inout HTMLWriter) {
    html.element(
      .div,
      [
        HTMLAttribute(.id, "filter"), HTMLAttribute(.role, "search"),
        HTMLAttribute(.ariaLabel, "Filter the runs"), HTMLAttribute(.hidden),
      ]
    ) { html in
      html.element(.label, [HTMLAttribute(.forControl, "filter-text")], "Text ")
      html.empty(.input, [HTMLAttribute(.id, "filter-text"), HTMLAttribute(.type, "search")])
      html.text(" ")
      html.element(.label, [HTMLAttribute(.forControl, "filter-state")], "State ")
      html.element(.select, [HTMLAttribute(.id, "filter-state")]) { html in
        html.element(.option, [HTMLAttribute(.value, "")], "all")
        for state in RunState.reportOrder where runs.contains(where: { $0.status.state == state }) {
          html.element(.option, state.rawValue)
        }
        if runs.contains(where: \.status.isStale) { html.element(.option, "stale") }
      }
      html.element(
        .p,
        [
          HTMLAttribute(.id, "filter-count"), HTMLAttribute(.role, "status"),
          HTMLAttribute(.ariaLive, "polite"),
        ], Words.count(runs.count, "run"))
    }
    html.newline()
  }

  private func row(_ run: ReportedRun, _ index: Int, into html: inout HTMLWriter) {
    let status = run.status
    html.element(.tr) { html in
      html.element(.th, [HTMLAttribute(.scope, "row")]) { html in
        if run.detail == nil {
          html.text(run.name)
        } else {
          html.element(.a, [.link(to: HTMLAnchor("run", index + 1))], run.name)
        }
      }
      let rank = RunState.reportOrder.firstIndex(of: status.state) ?? 0
      cell(Double(rank), into: &html) { html in ReportParts.state(status, into: &html) }
      let progress = status.tally?.progressFraction
      number(progress, into: &html) { html in ReportParts.progress(progress, into: &html) }
      number(status.tally.map { Double($0.completedOutputCount) }, into: &html) { html in
        html.text(
          status.tally.map { "\($0.completedOutputCount)/\($0.outputCount)" }
            ?? ReportText.unknown)
      }
      let failed = status.tally?.failedCount
      number(failed.map(Double.init), into: &html) { html in
        if let failed, failed > 0 {
          html.element(.span, [.style("state failed")], "✗ \(failed)")
        } else {
          html.text(ReportText.number(failed))
        }
      }
      let bytes = status.totalBytes
      number(bytes.map(Double.init), into: &html) { html in
        html.text(bytes.map(ReportText.bytes) ?? ReportText.unknown)
      }
      let seconds = status.elapsedSeconds
      number(seconds, into: &html) { html in
        html.text(seconds.map(ReportText.duration) ?? ReportText.unknown)
      }
      cell(status.lastActivity?.secondsSinceEpoch, into: &html) { html in
        if let time = status.lastActivity {
          ReportParts.moment(time, withZone: false, into: &html)
        } else {
          html.text(ReportText.unknown)
        }
      }
      html.element(.td, status.layout?.rawValue ?? ReportText.unknown)
    }
    html.newline()
  }

  private func number(
    _ value: Double?, into html: inout HTMLWriter, _ contents: (inout HTMLWriter) -> Void
  ) {
    cell(value, [.style("n")], into: &html, contents)
  }

  /// A cell with a value to sort by; without a value it comes last.
  private func cell(
    _ value: Double?, _ attributes: [HTMLAttribute] = [], into html: inout HTMLWriter,
    _ contents: (inout HTMLWriter) -> Void
  ) {
    let known = value.flatMap { $0.isFinite ? $0 : nil }
    let key = HTMLAttribute(.dataValue, known.map { PythonFloat.json($0) } ?? "")
    html.element(.td, attributes + [key], contents)
  }
}
