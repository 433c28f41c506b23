/// Source text for roff with the macros of man(7), in which backslashes, hyphens and a dot or a quote at
/// the start of a line have to be escaped. Lines are short, as mandoc wants them.
struct Roff {
  private(set) var source = ".\\\" Made from the command table by the tests; edit the table.\n"

  /// Begins a page.
  ///
  /// - Parameter purpose: what it explains, without a capital letter and a full stop.
  init(name: String, section: Int, purpose: String) {
    // mandoc takes a date only with plain hyphens.
    let title = escaped(name.uppercased())
    line(".TH \(title) \(section) \(Tool.date) \"\(Tool.name) \(Tool.version)\"")
    self.section("Name")
    line("\(escaped(name)) \\- \(escaped(purpose))")
  }

  /// Begins a section.
  mutating func section(_ title: String) {
    macro("SH", title.uppercased())
    isAfterHeading = true
  }

  /// Paragraphs of text.
  mutating func paragraphs(_ paragraphs: [String]) {
    for paragraph in paragraphs {
      // The first paragraph of a section needs no request.
      if !isAfterHeading { line(".PP") }
      text(paragraph)
    }
  }

  /// A term and its explanation.
  ///
  /// - Parameter note: what stands behind the term, in another face.
  mutating func item(_ term: String, note: String = "", _ meaning: String) {
    line(".TP")
    if note.isEmpty {
      macro("B", term)
    } else {
      macro("BR", term, " (\(note))")
    }
    text(meaning)
  }

  /// A command line and what it is for.
  mutating func example(_ line: String, _ purpose: String) {
    paragraphs([purpose])
    self.line(".PP")
    self.line(".nf")
    self.line(".RS 4")
    for part in line.split(separator: "\n", omittingEmptySubsequences: false) {
      self.line(guarded(escaped(String(part))))
    }
    self.line(".RE")
    self.line(".fi")
  }

  /// The usage of a command: what has to be typed as it is in bold.
  mutating func usage(_ command: CommandSpecification) {
    macro("B", Tool.name, command.name.rawValue)
    let rest = command.usage.dropFirst(Tool.name.count + command.name.rawValue.count + 2)
    if !rest.isEmpty { text(String(rest)) }
  }

  /// Breaks the line.
  mutating func lineBreak() {
    line(".br")
  }

  /// Other pages.
  mutating func seeAlso(_ pages: [(name: String, section: Int)]) {
    section("See also")
    for (position, page) in pages.enumerated() {
      let comma = position == pages.count - 1 ? "" : ","
      macro("BR", page.name, "(\(page.section))\(comma)")
    }
  }

  private var isAfterHeading = false
  /// The most characters in a line of source.
  private static let width = 78

  /// A request with its arguments.
  private mutating func macro(_ name: String, _ arguments: String...) {
    let words = arguments.map { argument in
      let text = escaped(argument).replacing("\"", with: "\\(dq")
      return text.isEmpty || text.contains(" ") ? "\"\(text)\"" : text
    }
    line("." + ([name] + words).joined(separator: " "))
  }

  /// Text, a sentence or a part of it a line.
  private mutating func text(_ text: String) {
    var current = ""
    for word in escaped(text).split(separator: " ") {
      if !current.isEmpty, current.count + 1 + word.count > Roff.width {
        line(guarded(current))
        current = ""
      }
      current += (current.isEmpty ? "" : " ") + word
      if let last = word.last, ".!?".contains(last) {
        line(guarded(current))
        current = ""
      }
    }
    if !current.isEmpty { line(guarded(current)) }
  }

  private mutating func line(_ text: String) {
    source += text + "\n"
    isAfterHeading = false
  }

  /// The line, such that a dot at its start is not taken for a request; quotes are escaped everywhere.
  private func guarded(_ line: String) -> String {
    line.hasPrefix(".") ? "\\&" + line : line
  }

  private func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("~", with: "\\(ti")
      .replacing("^", with: "\\(ha").replacing("'", with: "\\(aq").replacing("`", with: "\\(ga")
      .unicodeScalars.reduce(into: "") { text, scalar in
        // Not every formatter takes UTF-8.
        text += scalar.isASCII ? String(scalar) : "\\[u\(hexadecimal(scalar))]"
      }
  }

  /// The number of a character with at least four digits.
  private func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension String {
  /// The text with every occurrence of a character replaced.
  fileprivate func replacing(_ part: Character, with other: String) -> String {
    reduce(into: "") { $0 += $1 == part ? other : String($1) }
  }
}
