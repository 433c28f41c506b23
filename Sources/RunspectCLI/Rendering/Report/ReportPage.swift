import FileFormats
import ReadOnlyFiles
import RunInspection

/// A report as one page of HTML that needs nothing from elsewhere: no script, no style, no picture. What
/// is in it that isn't in the source of this program is text.
struct ReportPage {
  let report: RunReport

  /// About how many bytes a page may have. The details of runs share what the other sections leave of it.
  private static let mostBytes = 2_000_000

  /// The page.
  func text() -> [UInt8] {
    var overview = HTMLWriter()
    writeHeader(into: &overview)
    overview.element(.main, [HTMLAttribute(.id, "main")]) { html in
      ReportSummary(report: report).write(into: &html)
      ReportTable(runs: report.runs).write(into: &html)
      ReportTimeline(runs: report.runs).write(into: &html)
      ReportFailures(report: report).write(into: &html)
      ReportWarnings(report: report).write(into: &html)
      let left = ReportPage.mostBytes - html.bytes.count
      ReportDetails(report: report).write(into: &html, most: left)
    }
    writeFooter(into: &overview)
    var page = HTMLWriter()
    page.beginDocument()
    page.element(.html, [HTMLAttribute(.lang, "en")]) { html in
      html.newline()
      writeHead(into: &html)
      html.element(.body) { html in
        html.newline()
        html.append(overview)
        html.script(ReportScript.text)
      }
      html.newline()
    }
    page.newline()
    return page.bytes
  }

  /// What the page may load and do: its own style and script, by their hashes.
  static var policy: String {
    [
      "default-src 'none'", "style-src \(ContentHash.policySource(of: ReportStyle.text))",
      "script-src \(ContentHash.policySource(of: ReportScript.text))", "img-src data:",
      "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
  }

  private var title: String {
    report.runs.count == 1
      ? "Run \(report.runs[0].name)" : "Report on \(Words.count(report.runs.count, "run"))"
  }

  private func writeHead(into html: inout HTMLWriter) {
    html.element(.head) { html in
      html.newline()
      html.empty(.meta, [HTMLAttribute(.charset, "utf-8")])
      html.newline()
      html.empty(
        .meta,
        [
          HTMLAttribute(.httpEquivalent, "Content-Security-Policy"),
          HTMLAttribute(.content, ReportPage.policy),
        ])
      html.newline()
      for (name, content) in [
        ("viewport", "width=device-width, initial-scale=1"), ("color-scheme", "light dark"),
        ("referrer", "no-referrer"), ("generator", "\(Tool.name) \(Tool.version)"),
      ] {
        html.empty(.meta, [HTMLAttribute(.name, name), HTMLAttribute(.content, content)])
        html.newline()
      }
      html.empty(.link, [HTMLAttribute(.rel, "icon"), .noIcon])
      html.newline()
      html.element(.title, title)
      html.newline()
      html.style(ReportStyle.text)
    }
    html.newline()
  }

  private func writeHeader(into html: inout HTMLWriter) {
    html.element(
      .a, [.style("skip"), .link(to: HTMLAnchor("main"))], "Skip to the contents")
    html.element(.header) { html in
      html.element(.h1, title)
      html.element(.p) { html in
        html.text("As of ")
        ReportParts.moment(report.made, into: &html)
      }
      html.element(.nav, [HTMLAttribute(.ariaLabel, "Sections")]) { html in
        html.element(.ul) { html in
          for section in ReportSection.allCases {
            html.element(.li) { html in
              html.element(.a, [.link(to: section.anchor)], section.title)
            }
          }
        }
      }
    }
    html.newline()
  }

  private func writeFooter(into html: inout HTMLWriter) {
    html.newline()
    html.element(.footer) { html in
      html.element(.p) { html in
        html.text("Made by \(Tool.name) \(Tool.version) on ")
        ReportParts.moment(report.made, into: &html)
        html.text(" with ")
        html.element(.code, report.commandLine)
        html.text(". All times are in UTC.")
      }
      html.element(
        .p,
        "This page is one file, loads nothing, and shows the runs as they were then. Without "
          + "JavaScript, only sorting and filtering the table are missing.")
    }
    html.newline()
  }
}

/// The sections of a report, in their order.
enum ReportSection: CaseIterable {
  case summary, runs, timeline, failures, warnings, details

  /// The heading.
  var title: String {
    switch self {
    case .summary: "Summary"
    case .runs: "Runs"
    case .timeline: "Timeline"
    case .failures: "Errors"
    case .warnings: "Warnings"
    case .details: "Details"
    }
  }

  /// Where the section begins.
  var anchor: HTMLAnchor {
    switch self {
    case .summary: HTMLAnchor("summary")
    case .runs: HTMLAnchor("runs")
    case .timeline: HTMLAnchor("timeline")
    case .failures: HTMLAnchor("errors")
    case .warnings: HTMLAnchor("warnings")
    case .details: HTMLAnchor("details")
    }
  }

  /// Writes the section.
  func write(into html: inout HTMLWriter, _ contents: (inout HTMLWriter) -> Void) {
    let heading = HTMLAttribute(.ariaLabelledBy, anchor.text)
    html.newline()
    html.element(.section, [heading]) { html in
      html.element(.h2, [.anchor(anchor)], title)
      html.newline()
      contents(&html)
    }
    html.newline()
  }
}
