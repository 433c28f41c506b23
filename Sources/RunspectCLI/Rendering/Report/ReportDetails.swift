import FileFormats
import ReadOnlyFiles
import RunInspection

/// What is known of each run: its outputs, its steps, its throughput and its values.
struct ReportDetails {
  let report: RunReport

  /// How many runs there may be so that their details are open at first.
  private static let mostOpen = 1
  /// The longest value that is shown, in bytes.
  private static let longestValue = 300
  /// How much is shown of what a run reports about itself, in bytes.
  private static let longestAccount = 4_000
  /// The most rows of a table, or bars of a chart.
  private static let mostRows = 200

  /// - Parameter most: how many bytes there may be in all. A run may have an equal share of what the runs
  ///   before it have left.
  func write(into html: inout HTMLWriter, most: Int) {
    let runs = report.runs.enumerated().filter { $0.element.detail != nil }
    ReportSection.details.write(into: &html) { html in
      if runs.isEmpty { html.element(.p, "There are none.") }
      var left = most
      for (done, run) in runs.enumerated() {
        let before = html.bytes.count
        write(
          run.element, run.offset, isOpen: runs.count <= ReportDetails.mostOpen,
          most: left / (runs.count - done), into: &html)
        left -= html.bytes.count - before
      }
      if runs.count < report.runs.count {
        let left = report.runs.count - runs.count
        html.element(.p, "\(Words.count(left, "more run")) \(Words.be(left)) in the table only.")
      }
    }
  }

  private func write(
    _ run: ReportedRun, _ index: Int, isOpen: Bool, most: Int, into html: inout HTMLWriter
  ) {
    html.element(.details, [.style("run")] + (isOpen ? [HTMLAttribute(.open)] : [])) { html in
      html.element(.summary) { html in
        html.element(.h3, run.name)
        html.text(" ")
        ReportParts.state(run.status, into: &html)
      }
      // A browser opens what a link leads into.
      html.element(
        .div, [.anchor(HTMLAnchor("run", index + 1)), HTMLAttribute(.tabindex, -1)]
      ) { html in
        html.element(.p) { html in
          html.text("Folder ")
          html.element(.code, JSONString(fileSystemBytes: run.status.runFolder.bytes))
          if let error = run.status.error { html.text(". " + error.text) }
        }
        var used = 600
        var isWhole = !run.isShortened
        for part in parts(of: run) {
          var writer = HTMLWriter()
          part(&writer)
          guard used + writer.bytes.count <= most else {
            isWhole = false
            continue
          }
          used += writer.bytes.count
          html.append(writer)
        }
        if !isWhole {
          html.element(
            .p,
            "The page is full. A report on this run alone shows the rest of it.")
        }
      }
    }
    html.newline()
  }

  /// What is shown of a run, the most important first.
  private func parts(of run: ReportedRun) -> [(inout HTMLWriter) -> Void] {
    let detail = run.detail ?? RunDetail()
    return [
      { ReportDetails.outputs(run, into: &$0) },
      { ReportDetails.steps(detail.steps, of: run.name, into: &$0) },
      { ReportThroughput(outputs: detail.throughput, name: run.name).write(into: &$0) },
      { ReportDetails.values(detail, of: run.name, into: &$0) },
      { ReportDetails.account(run.status, into: &$0) },
    ]
  }

  private static func outputs(_ run: ReportedRun, into html: inout HTMLWriter) {
    guard let outputs = run.status.outputs, !outputs.isEmpty else { return }
    ReportParts.table(
      "Outputs of \(run.name)",
      ["Output", "Progress", "Done", "Failed", "Total", "Size", "Shape", "Storage"],
      numbers: [1, 2, 3, 4, 5], into: &html
    ) { html in
      for output in outputs.prefix(mostRows) {
        html.element(.tr) { html in
          html.element(.th, [HTMLAttribute(.scope, "row")], output.name)
          html.element(.td, [.style("n")]) { html in
            ReportParts.progress(output.progress.fraction, into: &html)
          }
          for count in [output.completedCount, output.failedCount, output.totalCount] {
            html.element(.td, [.style("n")], ReportText.number(count))
          }
          html.element(
            .td, [.style("n")], output.size.bytes.map(ReportText.bytes) ?? ReportText.unknown)
          html.element(.td, shape(output.shape))
          html.element(.td, output.storage)
        }
        html.newline()
      }
    }
    more(outputs.count, "output", into: &html)
  }

  private static func shape(_ shape: [Int?]?) -> String {
    guard let shape else { return "one value" }
    return shape.map(ReportText.number).joined(separator: " × ")
  }

  private static func steps(
    _ steps: [StepTiming], of name: JSONString, into html: inout HTMLWriter
  ) {
    let bars = steps.compactMap(bar)
    guard !bars.isEmpty else { return }
    html.element(.h4, "Steps")
    if steps.contains(where: { $0.secondsSource == .upperBound }) {
      html.element(.p, "The sign ≤ marks times that were not measured and can't be more.")
    }
    TimelineChart(
      title: "When the steps of \(name) were executed", bars: Array(bars.prefix(mostRows)),
      labels: .durations
    ).write(into: &html)
    more(bars.count, "step", into: &html)
  }

  private static func bar(_ step: StepTiming) -> TimelineChart.Bar? {
    guard let start = step.start, let end = step.end ?? step.seconds.map({ start + $0 }),
      TimelineChart.isDrawable(start), TimelineChart.isDrawable(end), end >= start
    else { return nil }
    let words = [step.module, step.experiment, step.step].compactMap { $0?.description }
    let label = words.joined(separator: " ")
    let bound = step.secondsSource == .upperBound ? "≤ " : ""
    let seconds = step.seconds.map { bound + ReportText.duration($0) } ?? ""
    return TimelineChart.Bar(
      label: label, start: start, end: end, style: step.error == nil ? "step" : "failed",
      note: (step.error == nil ? "" : "✗ ") + seconds,
      description: "\(label): \(seconds), until \(ReportText.moment(seconds: end))")
  }

  private static func values(
    _ detail: RunDetail, of name: JSONString, into html: inout HTMLWriter
  ) {
    let rows =
      detail.values.map { ($0.name, "output", $0.value) }
      + detail.inputs.map { ($0.name, $0.source == .inputs ? "input" : "default", $0.value) }
    guard !rows.isEmpty else { return }
    ReportParts.table(
      "Values of \(name)", ["Name", "Kind", "Value, as JSON"], into: &html
    ) { html in
      for (name, kind, value) in rows.prefix(mostRows) {
        html.element(.tr) { html in
          html.element(.th, [HTMLAttribute(.scope, "row")], name)
          html.element(.td, kind)
          html.element(.td) { html in
            html.element(.code, ReportText.value(value, longest: longestValue))
          }
        }
        html.newline()
      }
    }
    more(rows.count, "value", into: &html)
  }

  /// What a run reports about itself, such as the message of a script, and what only its layout knows.
  private static func account(_ run: RunStatus, into html: inout HTMLWriter) {
    var object = JSONObject()
    if let passedThrough = run.passedThrough {
      object.merge(passedThrough)
      object.remove("outputs")
    }
    object.merge(run.facts.json)
    guard !object.keys.isEmpty else { return }
    let text = JSONString(
      generalisedUTF8: JSONWriter.text(.object(object), style: .indented))
    html.element(.details) { html in
      html.element(.summary, "What the run reports about itself, as JSON")
      html.element(
        .pre, [HTMLAttribute(.tabindex, 0)], MessagePattern.cut(text, to: longestAccount))
    }
  }

  private static func more(_ count: Int, _ noun: String, into html: inout HTMLWriter) {
    if count > mostRows {
      html.element(.p, "\(Words.count(count - mostRows, "more \(noun)")) not shown.")
    }
  }
}
