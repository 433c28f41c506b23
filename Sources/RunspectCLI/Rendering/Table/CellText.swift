import FileFormats
import ReadOnlyFiles
import RunInspection

/// The text of a cell with its colour.
struct CellText: Equatable {
  var text: String
  var colour: TextColour?

  /// How long bars are, in characters.
  static let barWidth = 10
  /// How long axes are, in characters.
  static let axisWidth = 24

  init(_ text: String, _ colour: TextColour? = nil) {
    self.text = text
    self.colour = colour
  }

  init(_ cell: TableCell, _ display: TableDisplay) {
    switch cell {
    case .text(let text): self.init(text)
    case .number(let number): self.init(number.map(String.init) ?? "?")
    case .failures(let number):
      self.init(number.map(String.init) ?? "?", number == 0 ? nil : .red)
    case .sign(let state, let isStale):
      self.init(
        StateSign.sign(of: state, isStale: isStale), StateSign.colour(of: state, isStale: isStale))
    case .state(let state, let isStale):
      self.init(state.rawValue, StateSign.colour(of: state, isStale: isStale))
    case .percentage(let share): self.init(CellText.percentage(share))
    case .bar(let share):
      self.init(share.map { ShareBar.text($0, width: CellText.barWidth) } ?? "-")
    case .span(let span):
      self.init(span.map { ShareBar.text($0, width: CellText.axisWidth) } ?? "-")
    case .size(let bytes): self.init(bytes.map(ShortText.size) ?? "?")
    case .duration(let seconds): self.init(seconds.map(ShortText.duration) ?? "-")
    case .moment(let moment): self.init(moment.map { CellText.moment($0, display) } ?? "-")
    case .past(let moment): self.init(moment.map { CellText.past($0, display) } ?? "?")
    case .message(let text, let silentSince):
      let silence = silentSince.map { CellText.silence($0, display) }
      self.init([silence ?? "", text].filter { !$0.isEmpty }.joined(separator: "; "))
      if silence != nil { colour = .yellow }
    case .sequence(let cells):
      let parts = cells.map { CellText($0, display) }
      self.init(parts.map(\.text).joined(separator: " "), parts.lazy.compactMap(\.colour).first)
    }
  }

  private static func moment(_ moment: Timestamp, _ display: TableDisplay) -> String {
    display.isUTC
      ? stamp(moment) : ShortText.age(display.now.secondsSince(moment))
  }

  private static func past(_ moment: Timestamp, _ display: TableDisplay) -> String {
    if display.isUTC { return stamp(moment) }
    let age = display.now.secondsSince(moment)
    let words = ShortText.ageInWords(age.magnitude)
    return age <= -1 ? "in \(words)" : "\(words) ago"
  }

  private static func silence(_ moment: Timestamp, _ display: TableDisplay) -> String {
    display.isUTC
      ? "silent since " + stamp(moment)
      : "silent for " + ShortText.ageInWords(max(0, display.now.secondsSince(moment)))
  }

  /// A moment in UTC to the second, such as `2026-11-21T05:36:51Z`.
  static func stamp(_ moment: Timestamp) -> String {
    ISO8601.text(Timestamp(seconds: moment.seconds, nanoseconds: 0)).prefix { $0 != "+" } + "Z"
  }

  private static func percentage(_ share: Double?) -> String {
    guard let share, share >= 0, share <= 1 else { return "?" }
    return "\(Percentage.wholePercent(share))%"
  }
}
