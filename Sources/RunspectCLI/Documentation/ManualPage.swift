/// The manual page of the tool in the man macros of roff, generated from the command table.
enum ManualPage {
  /// `runspect(1)`.
  static var text: String {
    var page = Roff()
    page.macro(
      "TH", Tool.name.uppercased(), "1", "",
      "\(Tool.name) \(Tool.version)")
    page.macro("SH", "NAME")
    page.line("\(Tool.name) \\- tell from its files what state a run is in")
    page.macro("SH", "SYNOPSIS")
    for command in CommandTable.commands {
      page.macro("B", Tool.name)
      page.text(command.usage.dropFirst(Tool.name.count + 1))
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
    page.macro("SS", command.usage)
    page.paragraph(command.summary)
    for paragraph in command.description { page.paragraph(paragraph) }
    for operand in command.operands { page.item(operand.name, operand.summary) }
    for option in command.options { page.item(HelpText.heading(option), option.summary) }
  }
}
