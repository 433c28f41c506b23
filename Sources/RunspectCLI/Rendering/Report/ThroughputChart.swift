import FileFormats
import RunInspection

/// How many elements of an output were written when, as SVG and in words.
struct ThroughputChart {
  let output: OutputThroughput

  private static let width = 720
  private static let height = 60

  func write(into html: inout HTMLWriter) {
    let writes = output.writes
    let most = writes.counts.max() ?? 0
    guard writes.total > 1, most > 0 else { return }
    html.element(.h4) { html in
      html.text("Throughput of ")
      html.element(.code, output.name)
    }
    let text = description
    html.element(.p, text)
    ReportParts.scrolling("Throughput of \(output.name)", into: &html) { html in
      html.element(
        .svg,
        [
          .style("chart"), HTMLAttribute(.role, "img"), HTMLAttribute(.ariaLabel, text),
          HTMLAttribute(.width, ThroughputChart.width),
          HTMLAttribute(.height, ThroughputChart.height),
          HTMLAttribute(.viewBox, "0 0 \(ThroughputChart.width) \(ThroughputChart.height)"),
        ]
      ) { html in
        let step = Double(ThroughputChart.width) / Double(writes.counts.count)
        for (position, count) in writes.counts.enumerated() where count > 0 {
          let height = max(1, Double(count) / Double(most) * Double(ThroughputChart.height - 2))
          html.empty(
            .rect,
            [
              .style("fill step"), HTMLAttribute(.x, ReportText.decimal(Double(position) * step)),
              HTMLAttribute(.y, ReportText.decimal(Double(ThroughputChart.height) - height)),
              HTMLAttribute(.width, ReportText.decimal(max(1, step - 1))),
              HTMLAttribute(.height, ReportText.decimal(height)),
            ])
        }
      }
    }
  }

  private var description: String {
    let writes = output.writes
    let span = Double(writes.counts.count) * writes.spanSeconds
    let most = Double(writes.counts.max() ?? 0) / writes.spanSeconds
    return
      "\(Words.count(writes.total, "file")) from \(ReportText.moment(seconds: writes.start)) to "
      + "\(ReportText.moment(seconds: writes.start + span)): on average "
      + "\(ReportText.rate(Double(writes.total) / span)), at most \(ReportText.rate(most)) "
      + "(over \(DurationText.text(writes.spanSeconds)))."
  }
}
