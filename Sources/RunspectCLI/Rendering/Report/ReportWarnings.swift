import FileFormats
import RunInspection

/// What could not be read, and what the reader had to work around.
struct ReportWarnings {
  let report: RunReport

  /// The most sentences that are shown.
  private static let most = 300

  func write(into html: inout HTMLWriter) {
    ReportSection.warnings.write(into: &html) { html in
      let sentences = sentences
      guard !sentences.isEmpty else { return html.element(.p, "There are none.") }
      html.element(.ul) { html in
        for (run, text) in sentences.prefix(ReportWarnings.most) {
          html.element(.li) { html in
            if let run {
              html.element(.a, [.link(to: HTMLAnchor("run", run + 1))], report.runs[run].name)
              html.text(": ")
            }
            html.text(text)
          }
          html.newline()
        }
      }
      let left = sentences.count - ReportWarnings.most
      if left > 0 {
        html.element(.p, "\(Words.count(left, "more warning")) \(Words.be(left)) not shown.")
      }
    }
  }

  /// The sentences, each with the position of the run that it is about.
  private var sentences: [(run: Int?, text: String)] {
    var sentences: [(run: Int?, text: String)] = report.problems.map { (nil, $0) }
    for (index, run) in report.runs.enumerated() {
      let position = run.detail == nil ? nil : index
      var said: Set<String> = []
      func add(_ text: String) {
        // An error of an output may be one of the run, too.
        guard said.insert(text).inserted else { return }
        sentences.append((position, position == nil ? "\(run.name): \(text)" : text))
      }
      if let error = run.status.error { add(error.text) }
      for warning in run.status.warnings { add(warning.text) }
      for output in run.status.outputs ?? [] {
        if let error = output.error { add(error.text) }
      }
      for problem in run.detail?.problems ?? [] { add(problem) }
      // More than can be shown need not be put into words.
      if sentences.count > ReportWarnings.most * 10 { break }
    }
    return sentences + report.counts.warnings.map { (nil, $0) }
  }
}
