/// Source text for roff, in which backslashes, hyphens and a dot at the start of a line have to be
/// escaped.
struct Roff {
  private(set) var source = ".\\\" Made from the command table by the tests; edit the table.\n"

  /// A request with its arguments.
  mutating func macro(_ name: String, _ arguments: String...) {
    let words = arguments.map { "\"\(escaped($0).replacing("\"", with: "\\(dq"))\"" }
    line("." + ([name] + words).joined(separator: " "))
  }

  /// A line that is not escaped.
  mutating func line(_ text: String) {
    source += text + "\n"
  }

  /// A line of text.
  mutating func text(_ text: some StringProtocol) {
    let line = escaped(String(text))
    self.line(line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line)
  }

  /// A paragraph of text.
  mutating func paragraph(_ words: String) {
    macro("PP")
    text(words)
  }

  /// A term and its explanation.
  mutating func item(_ term: String, _ meaning: String) {
    macro("TP")
    line(".B " + escaped(term).replacing("\"", with: "\\(dq"))
    text(meaning)
  }

  private func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
  }
}

extension String {
  /// The text with every occurrence of a part replaced.
  fileprivate func replacing(_ part: Character, with other: String) -> String {
    reduce(into: "") { $0 += $1 == part ? other : String($1) }
  }
}
