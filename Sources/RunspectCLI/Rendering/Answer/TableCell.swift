import ReadOnlyFiles
import RunInspection

/// A cell of a table for people: what it means, from which its text and its colour are made where the
/// table is printed.
enum TableCell: Equatable, Sendable {
  /// A text without control characters.
  case text(String)
  /// A whole number; nil if it is unknown.
  case number(Int?)
  /// How many elements failed; nil if that is unknown.
  case failures(Int?)
  /// The sign of a state, a single character.
  case sign(RunState, isStale: Bool)
  /// A state in one word.
  case state(RunState, isStale: Bool)
  /// A fraction from 0 to 1 as a percentage, rounded down, so that 100% means all; nil if it is unknown.
  case percentage(Double?)
  /// A fraction from 0 to 1 as a bar; nil if it is unknown.
  case bar(Double?)
  /// A stretch of an axis from 0 to 1; nil if it is unknown.
  case span(ClosedRange<Double>?)
  /// A number of bytes; nil if it is unknown.
  case size(Int?)
  /// A number of seconds; nil if it is unknown.
  case duration(Double?)
  /// How long ago a moment was, or the moment itself in UTC; nil if it is unknown.
  case moment(Timestamp?)
  /// How long ago a moment was, in words, or the moment itself in UTC; nil if it is unknown.
  case past(Timestamp?)
  /// What there is to say about a run, and since when it has been silent, if it is.
  case message(String, silentSince: Timestamp?)
  /// Several cells after each other.
  case sequence([TableCell])
}

extension TableCell {
  /// Texts as cells.
  static func texts(_ rows: [[String]]) -> [[TableCell]] {
    rows.map { $0.map { .text($0) } }
  }

  /// How many bytes its own text takes.
  var textSize: Int {
    switch self {
    case .text(let text), .message(let text, _): text.utf8.count
    case .sequence(let cells): cells.reduce(0) { $0 + $1.textSize }
    default: 0
    }
  }

  /// Whether there is nothing in it.
  var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty || text == "-"
    case .number(let value), .failures(let value), .size(let value): value == nil
    case .percentage(let value), .bar(let value), .duration(let value): value == nil
    case .span(let value): value == nil
    case .moment(let value), .past(let value): value == nil
    case .message(let text, let silentSince): text.isEmpty && silentSince == nil
    case .sign, .state: false
    case .sequence(let cells): cells.allSatisfy(\.isEmpty)
    }
  }
}
