import FileFormats
import ReadOnlyFiles
import RunInspection

/// What failed, grouped by type, message and function, with a traceback of each group.
struct ReportFailures {
  let report: RunReport

  /// The most groups that are shown.
  private static let most = 50
  /// How much is shown of the message of an example, and of inputs, in bytes.
  private static let longestMessage = 1_000

  func write(into html: inout HTMLWriter) {
    ReportSection.failures.write(into: &html) { html in
      let all = report.failures.sorted
      // What was not computed as a consequence comes after what failed itself.
      let groups =
        all.filter { $0.key.kind != .propagated } + all.filter { $0.key.kind == .propagated }
      guard !groups.isEmpty else {
        let isKnown = report.counts.unreadableRunCount == 0
        return html.element(
          .p, isKnown ? "No error was found." : "No error was found in what could be read.")
      }
      html.element(
        .p,
        "\(Words.count(report.counts.failureCount, "error")) in "
          + "\(Words.count(report.counts.failedRunCount, "run")), grouped by class, message and function; "
          + "numbers in messages count as equal.")
      for (key, group) in groups.prefix(ReportFailures.most) { write(key, group, into: &html) }
      let left = groups.count - ReportFailures.most
      if left > 0 {
        html.element(
          .p, "\(Words.count(left, "more group")) of errors \(Words.be(left)) not shown.")
      }
    }
  }

  private func write(
    _ key: FailureGroups.Key, _ group: FailureGroup, into html: inout HTMLWriter
  ) {
    html.element(.details, [.style("group")]) { html in
      html.element(.summary) { html in
        html.element(.span, [.style("state failed")]) { html in
          html.element(.span, [HTMLAttribute(.ariaHidden, "true")], "✗")
          html.text(" \(group.count)×")
        }
        html.text(" ")
        html.element(.code, key.values[0] ?? ReportFailures.word(key.kind))
        if let message = key.values[1] {
          html.text(" ")
          html.text(MessagePattern.cut(message, to: 200))
        }
        if let function = key.values[2] {
          html.text(" in ")
          html.element(.code, function)
        }
      }
      if case .string(let message)? = group.example["message"] {
        html.element(.p, "The first of them:")
        html.element(
          .pre, [HTMLAttribute(.tabindex, 0)],
          MessagePattern.cut(message, to: ReportFailures.longestMessage))
      }
      html.element(.p, places(of: group))
      ReportFailures.inputs("Inputs that differ", group.inputs.differing, into: &html)
      ReportFailures.inputs("Inputs that are the same", group.inputs.same, into: &html)
      if let traceback = group.exampleTraceback {
        html.element(.details) { html in
          html.element(.summary, "Traceback of the first")
          html.element(.pre, [HTMLAttribute(.tabindex, 0)], traceback)
        }
      }
    }
    html.newline()
  }

  /// Inputs of the function that failed, as JSON.
  private static func inputs(
    _ title: String, _ inputs: JSONObject, into html: inout HTMLWriter
  ) {
    guard !inputs.keys.isEmpty else { return }
    let text = JSONString(generalisedUTF8: JSONWriter.text(.object(inputs)))
    html.element(.p) { html in
      html.text("\(title): ")
      html.element(.code, MessagePattern.cut(text, to: longestMessage))
    }
  }

  private func places(of group: FailureGroup) -> String {
    let places = group.places.map { place in
      place.text(run: report.runs.count == 1 ? nil : place.run?.lastName)
    }
    let left = group.count - places.count
    return "Where: " + places.joined(separator: ", ") + (left > 0 ? ", and \(left) more" : "")
  }

  private static func word(_ kind: Failure.Kind) -> JSONString {
    switch kind {
    case .error: "error"
    case .propagated: "not computed, because an input had failed"
    case .unrecorded: "failed; the producer stored no exception"
    }
  }
}
