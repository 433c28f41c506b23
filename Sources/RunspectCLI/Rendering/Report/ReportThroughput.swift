import FileFormats
import RunInspection

/// How many elements of each output of a run were written when, in numbers and as SVG.
struct ReportThroughput {
  let outputs: [OutputThroughput]
  /// What the run is called.
  let name: JSONString

  private static let width = 300
  private static let height = 36
  /// The most outputs that are shown.
  private static let most = 100

  func write(into html: inout HTMLWriter) {
    let outputs = outputs.filter { $0.writes.total > 1 }
    guard !outputs.isEmpty else { return }
    ReportParts.table(
      "Throughput of \(name), by the times of its files",
      ["Output", "Files", "From", "For", "Mean", "Peak", "Over time"], numbers: [1, 3, 4, 5],
      into: &html
    ) { html in
      for output in outputs.prefix(ReportThroughput.most) { row(output, into: &html) }
    }
    if outputs.count > ReportThroughput.most {
      html.element(.p, "Of \(outputs.count - ReportThroughput.most) more it is not shown.")
    }
  }

  private func row(_ output: OutputThroughput, into html: inout HTMLWriter) {
    let writes = output.writes
    let seconds = Double(writes.counts.count) * writes.spanSeconds
    let peak = Double(writes.counts.max() ?? 0) / writes.spanSeconds
    html.element(.tr) { html in
      html.element(.th, [HTMLAttribute(.scope, "row")], output.name)
      html.element(.td, [.style("n")], String(writes.total))
      html.element(.td, ReportText.moment(seconds: writes.start))
      html.element(.td, [.style("n")], ReportText.duration(seconds))
      html.element(.td, [.style("n")], ReportText.rate(Double(writes.total) / seconds))
      html.element(.td, [.style("n")], ReportText.rate(peak))
      html.element(.td) { html in
        ReportThroughput.chart(
          writes.counts,
          title: "\(output.name): bars of \(ReportText.duration(writes.spanSeconds)) each",
          into: &html)
      }
    }
    html.newline()
  }

  private static func chart(_ counts: [Int], title: String, into html: inout HTMLWriter) {
    guard let most = counts.max(), most > 0 else { return }
    html.element(
      .svg,
      [
        .style("chart"), HTMLAttribute(.role, "img"), HTMLAttribute(.ariaLabel, title),
        HTMLAttribute(.width, width), HTMLAttribute(.height, height),
        HTMLAttribute(.viewBox, "0 0 \(width) \(height)"),
      ]
    ) { html in
      let step = Double(width) / Double(counts.count)
      for (position, count) in counts.enumerated() where count > 0 {
        let tall = max(1, Double(count) / Double(most) * Double(height))
        html.empty(
          .rect,
          [
            .style("fill step"), HTMLAttribute(.x, ReportText.decimal(Double(position) * step)),
            HTMLAttribute(.y, ReportText.decimal(Double(height) - tall)),
            HTMLAttribute(.width, ReportText.decimal(max(1, step - 1))),
            HTMLAttribute(.height, ReportText.decimal(tall)),
          ])
      }
    }
  }
}
