import FileFormats
import ReadOnlyFiles
import RunInspection

/// Parts that several sections of a report have.
enum ReportParts {
  /// A moment.
  ///
  /// - Parameter withZone: whether to name the zone, where nothing near it does.
  static func moment(_ time: Timestamp, withZone: Bool = true, into html: inout HTMLWriter) {
    let text = ReportText.moment(time)
    html.element(
      .time, [HTMLAttribute(.datetime, ReportText.machineReadable(time))],
      withZone ? text : String(text.dropLast(4)))
  }

  /// The state of a run as a word and a sign, and whether it is stale.
  static func state(_ run: RunStatus, into html: inout HTMLWriter) {
    badge(run.state.rawValue, sign: run.state.reportSign, into: &html)
    guard run.isStale else { return }
    html.text(" ")
    badge("stale", sign: "⚠", into: &html)
  }

  /// A word with a sign, in the colour of the word.
  static func badge(_ word: String, sign: String, into html: inout HTMLWriter) {
    html.element(.span, [.style("state \(word)")]) { html in
      html.element(.span, [HTMLAttribute(.ariaHidden, "true")], sign)
      html.text(" \(word)")
    }
  }

  /// How much is done: a bar, and the percentage in words.
  static func progress(_ share: Double?, into html: inout HTMLWriter) {
    let text = ReportText.percentage(share)
    if let share, share >= 0, share <= 1 {
      html.element(.svg, [.style("bar"), HTMLAttribute(.ariaHidden, "true")]) { html in
        html.empty(
          .rect,
          [
            HTMLAttribute(.width, "\(Percentage.wholePercent(share))%"),
            HTMLAttribute(.height, "100%"),
          ])
      }
      html.text(" ")
    }
    html.text(text)
  }

  /// A table with a caption and headings, which scrolls by itself where it is too wide.
  ///
  /// - Parameter numbers: the columns that hold numbers.
  static func table(
    _ caption: String, _ headings: [String], numbers: Set<Int> = [],
    into html: inout HTMLWriter, _ rows: (inout HTMLWriter) -> Void
  ) {
    scrolling(caption, into: &html) { html in
      html.element(.table) { html in
        html.element(.caption, caption)
        html.element(.thead) { html in
          html.element(.tr) { html in
            for (column, heading) in headings.enumerated() {
              var attributes = [HTMLAttribute(.scope, "col")]
              if numbers.contains(column) { attributes.append(.style("n")) }
              html.element(.th, attributes, heading)
            }
          }
        }
        html.newline()
        html.element(.tbody, [], rows)
      }
    }
  }

  /// Something wide, in a frame that the keyboard can scroll.
  static func scrolling(
    _ label: String, into html: inout HTMLWriter, _ contents: (inout HTMLWriter) -> Void
  ) {
    html.element(
      .div,
      [
        .style("wide"), HTMLAttribute(.role, "group"), HTMLAttribute(.ariaLabel, label),
        HTMLAttribute(.tabindex, 0),
      ], contents)
    html.newline()
  }
}
