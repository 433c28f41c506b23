import RunInspection

/// How a state is shown: in a colour, and with a sign for those who see none.
enum StateSign {
  /// A sign of one column.
  static func sign(of state: RunState, isStale: Bool) -> String {
    if isStale { return "!" }
    return switch state {
    case .pending: "○"
    case .running: "●"
    case .incomplete: "◐"
    case .completed: "✓"
    case .failed, .missing, .error: "✗"
    case .cancelled: "⊘"
    }
  }

  /// The colour of a state; nil for the terminal's own.
  static func colour(of state: RunState, isStale: Bool) -> TextColour? {
    if isStale { return .yellow }
    return switch state {
    case .pending: nil
    case .running: .cyan
    case .incomplete, .cancelled: .yellow
    case .completed: .green
    case .failed, .missing, .error: .red
    }
  }

  /// All signs with what they stand for, for the documentation.
  static var legend: String {
    var names: [(sign: String, states: [String])] = []
    for state in RunState.allCases {
      let sign = sign(of: state, isStale: false)
      if let position = names.firstIndex(where: { $0.sign == sign }) {
        names[position].states.append(state.rawValue)
      } else {
        names.append((sign, [state.rawValue]))
      }
    }
    return (names + [("!", ["stale"])]).map { "\($0.sign) \(Words.list($0.states, "or"))" }
      .joined(separator: ", ")
  }
}
