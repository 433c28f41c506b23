import FileFormats
import RunInspection

/// The counts over all runs.
struct ReportSummary {
  let report: RunReport

  func write(into html: inout HTMLWriter) {
    ReportSection.summary.write(into: &html) { html in
      html.element(.p, sentence)
      html.element(.ul, [.style("counts")]) { html in
        for state in RunState.reportOrder {
          let count = report.runs.count { $0.status.state == state }
          if count > 0 { self.count(count, state.rawValue, sign: state.reportSign, into: &html) }
        }
        let stale = report.runs.count { $0.status.isStale }
        if stale > 0 { count(stale, "stale", sign: "⚠", into: &html) }
      }
      html.element(.ul, [.style("counts")]) { html in
        fact("Failed elements", failedElements, into: &html)
        fact("Outputs complete", completeOutputs, into: &html)
        fact("Size of the outputs", size, into: &html)
        html.element(.li) { html in
          html.element(.span, "Progress")
          html.element(.strong) { html in ReportParts.progress(progress, into: &html) }
        }
      }
    }
  }

  private func count(
    _ count: Int, _ word: String, sign: String, into html: inout HTMLWriter
  ) {
    html.element(.li) { html in
      html.element(.span) { html in ReportParts.badge(word, sign: sign, into: &html) }
      html.element(.strong, String(count))
    }
  }

  private func fact(_ name: String, _ value: String, into html: inout HTMLWriter) {
    html.element(.li) { html in
      html.element(.span, name)
      html.element(.strong, value)
    }
  }

  private var sentence: String {
    let runs = report.runs
    guard !runs.isEmpty else { return "No run was selected." }
    let good = runs.count { $0.status.verdict == .success }
    let bad = runs.count { $0.status.verdict == .failure }
    let open = runs.count - good - bad
    if runs.count == 1 {
      return RunText.sentence(runs[0].status.runFolder.lastName, runs[0].status) + "."
    }
    return
      "Of \(Words.count(runs.count, "run")), \(good) succeeded, \(bad) failed, were cancelled, hold failed "
      + "elements or can't be read, and \(open) \(open == 1 ? "is" : "are") not finished."
  }

  /// The sum over the runs for which a number is known, and a sign where it is not known for some.
  private func sum(_ number: (RunStatus) -> Int?) -> (sum: Int, isWhole: Bool) {
    report.runs.reduce((0, true)) { total, run in
      guard let number = number(run.status) else { return (total.0, false) }
      return (total.0.addingSaturated(number), total.1)
    }
  }

  private var failedElements: String {
    let failed = sum { $0.tally?.failedCount }
    return "\(failed.isWhole ? "" : "at least ")\(failed.sum)"
  }

  private var completeOutputs: String {
    let outputs = sum { $0.tally?.outputCount }
    let complete = sum { $0.tally?.completedOutputCount }
    return "\(complete.sum) of \(outputs.sum)"
  }

  private var size: String {
    let bytes = sum { $0.totalBytes }
    if bytes.sum == 0, !bytes.isWhole { return ReportText.unknown }
    return (bytes.isWhole ? "" : "at least ") + ReportText.bytes(bytes.sum)
  }

  /// The mean over the runs for which it is known.
  private var progress: Double? {
    let known = report.runs.compactMap(\.status.tally?.progressFraction).filter {
      (0...1).contains($0)
    }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}
