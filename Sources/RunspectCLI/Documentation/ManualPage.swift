/// The manual page of the tool in the man macros of roff, made from the command table.
enum ManualPage {
  /// `runspect(1)`.
  static var text: String {
    var page = Roff()
    page.macro(
      "TH", CommandTable.toolName.uppercased(), "1", "",
      "\(CommandTable.toolName) \(CommandTable.version)")
    page.macro("SH", "NAME")
    page.line("\(CommandTable.toolName) \\- tell from its files what state a run is in")
    page.macro("SH", "SYNOPSIS")
    for command in CommandTable.commands {
      page.macro("B", CommandTable.toolName)
      page.text(HelpText.usage(command).dropFirst(CommandTable.toolName.count + 1))
      page.macro("br")
    }
    page.macro("SH", "DESCRIPTION")
    for paragraph in CommandTable.description { page.paragraph(paragraph) }
    page.macro("SH", "COMMANDS")
    for command in CommandTable.commands { describe(command, in: &page) }
    page.macro("SH", "OPTIONS OF EVERY COMMAND")
    for option in CommandTable.globalOptions { page.item(HelpText.heading(option), option.summary) }
    page.macro("SH", "EXIT STATUS")
    for status in ExitStatus.allCases { page.item("\(status.rawValue)", status.meaning) }
    page.macro("SH", "EXAMPLES")
    for command in CommandTable.commands {
      for example in command.examples { page.item(example.line, example.purpose) }
    }
    return page.source
  }

  private static func describe(_ command: CommandSpecification, in page: inout Roff) {
    page.macro("SS", HelpText.usage(command))
    page.paragraph(command.summary)
    for paragraph in command.description { page.paragraph(paragraph) }
    for operand in command.operands { page.item(operand.name, operand.summary) }
    for option in command.options { page.item(HelpText.heading(option), option.summary) }
  }
}

/// Source text for roff, in which a backslash, a hyphen to be copied and a dot at the start of a line
/// have to be written differently.
struct Roff {
  private(set) var source = ".\\\" Made from the command table by the tests; edit the table.\n"

  /// A request with its arguments.
  mutating func macro(_ name: String, _ arguments: String...) {
    let words = arguments.map { "\"\(escaped($0).replacing("\"", with: "\\(dq"))\"" }
    line("." + ([name] + words).joined(separator: " "))
  }

  /// A line as it is.
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

  /// A term and what it means.
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
