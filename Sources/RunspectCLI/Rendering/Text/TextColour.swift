/// The colours of texts on a terminal (ECMA-48, SGR).
enum TextColour: Int, Sendable {
  case bold = 1
  case faint = 2
  case reverse = 7
  case red = 31
  case green = 32
  case yellow = 33
  case cyan = 36

  /// The text in this colour.
  func apply(_ text: String) -> String {
    text.isEmpty ? text : "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
  }
}

extension TextColour {
  /// A text without the sequences that `apply` adds; texts from disk hold none, as they are escaped.
  static func removed(from text: String) -> String {
    var plain = ""
    var isSequence = false
    for character in text {
      if character == "\u{1B}" { isSequence = true }
      if !isSequence { plain.append(character) }
      if character == "m" { isSequence = false }
    }
    return plain
  }
}

/// Whether colours are used.
enum ColourChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never

  /// Whether colours are used, by this choice and the environment variables that are customary for it.
  ///
  /// - Parameter isTerminal: whether standard output is a terminal.
  func hasColour(isTerminal: Bool, variable: (String) -> String?) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if let value = variable("NO_COLOR"), !value.isEmpty { return false }
      if let value = variable("CLICOLOR_FORCE"), !value.isEmpty, value != "0" { return true }
      return isTerminal && variable("TERM") != "dumb"
    }
  }
}
