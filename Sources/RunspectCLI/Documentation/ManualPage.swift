/// A manual page: the name of its file, and its source.
struct ManualPage: Sendable {
  /// The name, which is also that of the file, with the section.
  let name: String
  let section: Int
  let source: String

  var file: String { "\(name).\(section)" }

  /// All pages.
  static var all: [ManualPage] {
    [overview] + CommandTable.commands.map(page) + [FormatPages.answers, FormatPages.heartbeat]
  }

  private static let formatPages = [
    (name: "\(Tool.name)-json", section: 5), (name: "\(Tool.name)-heartbeat", section: 5),
  ]

  /// The name of the page about a command.
  private static func name(_ command: CommandSpecification) -> String {
    "\(Tool.name)-\(command.name.rawValue)"
  }

  /// `runspect(1)`.
  private static var overview: ManualPage {
    var page = Roff(
      name: Tool.name, section: 1, purpose: "tell from its files what state a run is in")
    page.section("Synopsis")
    for (position, command) in CommandTable.commands.enumerated() {
      if position > 0 { page.lineBreak() }
      page.usage(command)
    }
    page.section("Description")
    page.paragraphs(CommandTable.description)
    page.section("Commands")
    for command in CommandTable.commands {
      page.item(command.name.rawValue, command.summary + " See \(name(command))(1).")
    }
    page.section("Options")
    page.paragraphs(["Options of every command:"])
    for option in CommandTable.globalOptions { page.item(HelpText.heading(option), option.summary) }
    describeExitStatuses(in: &page)
    describe(EnvironmentTable.variables, in: &page)
    page.section("Examples")
    for example in CommandTable.examples { page.example(example.line, example.purpose) }
    page.seeAlso(CommandTable.commands.map { (name($0), 1) } + formatPages)
    return ManualPage(name: Tool.name, section: 1, source: page.source)
  }

  /// The page about a command.
  private static func page(_ command: CommandSpecification) -> ManualPage {
    let name = name(command)
    let purpose = command.summary.prefix(1).lowercased() + command.summary.dropFirst().dropLast()
    var page = Roff(name: name, section: 1, purpose: purpose)
    page.section("Synopsis")
    page.usage(command)
    page.section("Description")
    page.paragraphs(command.description)
    if !command.operands.isEmpty {
      page.section("Operands")
      for operand in command.operands { page.item(operand.name, operand.summary) }
    }
    page.section("Options")
    for option in command.options + CommandTable.globalOptions {
      page.item(HelpText.heading(option), option.summary)
    }
    describeExitStatuses(in: &page)
    if command.options.contains(where: { $0.name == .format }) {
      describe([EnvironmentTable.format], in: &page)
    }
    page.section("Examples")
    for example in command.examples { page.example(example.line, example.purpose) }
    page.seeAlso([(Tool.name, 1)] + formatPages)
    return ManualPage(name: name, section: 1, source: page.source)
  }

  private static func describeExitStatuses(in page: inout Roff) {
    page.section("Exit status")
    for status in ExitStatus.allCases { page.item("\(status.rawValue)", status.meaning) }
  }

  private static func describe(
    _ variables: [EnvironmentVariableSpecification], in page: inout Roff
  ) {
    page.section("Environment")
    for variable in variables { page.item(variable.name, variable.meaning) }
  }
}
