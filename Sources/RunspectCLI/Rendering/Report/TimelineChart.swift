import FileFormats

/// Bars on a common time axis, as SVG.
struct TimelineChart {
  /// A bar.
  struct Bar {
    /// What it belongs to.
    let label: String
    /// When it begins and ends, in seconds since 1970-01-01T00:00:00Z.
    let start: Double
    let end: Double
    /// The class of the style sheet that gives its colour.
    let style: String
    /// A sign or a few words that stand beside it.
    let note: String
    /// What it says in full.
    let description: String
  }

  /// How the axis is labelled.
  enum Labels {
    /// By the day and the time of the day.
    case moments
    /// By the seconds since the beginning.
    case durations
  }

  /// What the chart shows, for those who don't see it.
  let title: String
  let bars: [Bar]
  let labels: Labels

  private static let width = 960.0
  /// Where the axis begins and ends.
  private static let left = 220.0
  private static let right = 860.0
  private static let rowHeight = 22
  private static let headHeight = 26
  /// The longest label, in characters.
  private static let longestLabel = 30

  /// Whether a time can be drawn.
  static func isDrawable(_ seconds: Double) -> Bool { seconds.magnitude < 1e11 }

  func write(into html: inout HTMLWriter) {
    guard let first = bars.map(\.start).min(), let last = bars.map(\.end).max() else { return }
    let span = max(last - first, 0.001)
    func x(_ time: Double) -> Double {
      TimelineChart.left + (time - first) / span * (TimelineChart.right - TimelineChart.left)
    }
    let height = TimelineChart.headHeight + bars.count * TimelineChart.rowHeight + 4
    ReportParts.scrolling(title, into: &html) { html in
      html.element(
        .svg,
        [
          .style("chart"), HTMLAttribute(.role, "img"), HTMLAttribute(.ariaLabel, title),
          HTMLAttribute(.width, Int(TimelineChart.width)), HTMLAttribute(.height, height),
          HTMLAttribute(.viewBox, "0 0 \(Int(TimelineChart.width)) \(height)"),
        ]
      ) { html in
        let isClock = labels == .moments && span >= 10
        for tick in TimelineChart.ticks(span, from: isClock ? first : 0) {
          let place = ReportText.decimal(x(first + tick))
          html.empty(
            .line,
            [
              HTMLAttribute(.x1, place), HTMLAttribute(.x2, place), HTMLAttribute(.y1, 20),
              HTMLAttribute(.y2, height),
            ])
          html.element(
            .text,
            [
              HTMLAttribute(.x, place), HTMLAttribute(.y, 14), HTMLAttribute(.textAnchor, "middle"),
            ],
            label(tick, first, span))
        }
        html.newline()
        for (row, bar) in bars.enumerated() {
          write(
            bar, from: x(bar.start), to: x(bar.end),
            top: TimelineChart.headHeight + row * TimelineChart.rowHeight, into: &html)
        }
      }
    }
  }

  private func write(
    _ bar: Bar, from start: Double, to end: Double, top: Int, into html: inout HTMLWriter
  ) {
    html.element(.g) { html in
      html.element(.title, bar.description)
      html.element(
        .text, [HTMLAttribute(.x, 0), HTMLAttribute(.y, top + 14)], TimelineChart.short(bar.label))
      html.empty(
        .rect,
        [
          .style("fill \(bar.style)"), HTMLAttribute(.x, ReportText.decimal(start)),
          HTMLAttribute(.y, top + 3),
          HTMLAttribute(.width, ReportText.decimal(max(2, end - start))),
          HTMLAttribute(.height, TimelineChart.rowHeight - 7),
        ])
      html.element(
        .text,
        [
          HTMLAttribute(.x, ReportText.decimal(max(end, start + 2) + 6)),
          HTMLAttribute(.y, top + 14),
        ], bar.note)
    }
    html.newline()
  }

  private func label(_ tick: Double, _ first: Double, _ span: Double) -> String {
    switch labels {
    case .moments where span < 10: return "+\(ReportText.duration(tick))"
    case .durations: return ReportText.duration(tick)
    case .moments:
      let time = first + tick
      return span > 3 * 86_400 ? ReportText.day(seconds: time) : ReportText.time(seconds: time)
    }
  }

  private static func short(_ text: String) -> String {
    text.count > longestLabel ? text.prefix(longestLabel - 1) + "…" : text
  }

  /// Where the axis is marked: at most six places, in seconds from its beginning.
  ///
  /// - Parameter first: the time at its beginning. The places are at round times.
  static func ticks(_ span: Double, from first: Double = 0) -> [Double] {
    let units: [Double] = [
      0.001, 0.01, 0.1, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400,
      21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000, 31_536_000, 315_360_000,
    ]
    let step = units.first { span / $0 <= 5 } ?? span / 5
    let begin = (first / step).rounded(.up) * step - first
    return stride(from: begin, through: span, by: step).prefix(6).map { $0 }
  }
}
