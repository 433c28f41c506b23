/// The help, generated from the command table.
enum HelpText {
  static let exitStatusTopic = "exit-status"

  static var topics: [String] {
    CommandTable.commands.map(\.name.rawValue) + [exitStatusTopic, EnvironmentTable.topic]
  }

  /// The page on a topic, or on the whole tool.
  static func page(_ topic: String?) throws(UsageError) -> String {
    guard let topic else { return overview }
    if topic == exitStatusTopic { return exitStatuses }
    if topic == EnvironmentTable.topic { return environment }
    guard let command = CommandTable.commands.first(where: { $0.name.rawValue == topic }) else {
      throw .unknownTopic(topic, nearest: Suggestion.nearest(to: topic, among: topics))
    }
    return page(command)
  }

  /// The heading for an option: how it is typed.
  static func heading(_ option: OptionSpecification) -> String {
    let short = option.short.map { "-\($0), " } ?? ""
    let value = option.value == nil ? "" : " \(option.placeholder)"
    return short + option.name.spelling + value
  }

  private static var overview: String {
    let commands = CommandTable.commands.map { ($0.name.rawValue, $0.summary) }
    let tool = Tool.name
    return """
      Usage: \(tool) COMMAND [OPTION...] [OPERAND...]

      \(CommandTable.description.map { wrapped($0, indent: 0) }.joined(separator: "\n"))
      Commands:
      \(list(commands))
      Options:
      \(list(CommandTable.globalOptions.map { (heading($0), $0.summary) }))
      '\(tool) help COMMAND' explains a command,
      '\(tool) help \(exitStatusTopic)' the exit statuses,
      '\(tool) help \(EnvironmentTable.topic)' the environment variables.

      """
  }

  private static func page(_ command: CommandSpecification) -> String {
    var page = "Usage: \(command.usage)\n\n\(command.summary)\n"
    for paragraph in command.description { page += "\n" + wrapped(paragraph, indent: 0) }
    if !command.operands.isEmpty {
      page += "\nOperands:\n" + list(command.operands.map { ($0.name, $0.summary) })
    }
    let options = command.options + CommandTable.globalOptions
    page += "\nOptions:\n" + list(options.map { (heading($0), $0.summary) })
    if !command.examples.isEmpty {
      page += "\nExamples:\n"
      for example in command.examples { page += "  \(example.line)\n      \(example.purpose)\n" }
    }
    return page
  }

  private static var exitStatuses: String {
    "Exit statuses of every command:\n\n"
      + list(ExitStatus.allCases.map { ("\($0.rawValue)", $0.meaning) })
  }

  private static var environment: String {
    "Environment variables:\n\n"
      + list(EnvironmentTable.variables.map { ($0.name, $0.meaning) })
  }

  /// Terms with their explanations in a second column.
  static func list(_ items: [(term: String, text: String)]) -> String {
    let indent = 26
    return items.map { item in
      let head = "  " + item.term
      let body = wrapped(item.text, indent: indent)
      guard head.count < indent - 1 else { return head + "\n" + body }
      return head + body.dropFirst(head.count)
    }.joined()
  }

  /// A paragraph in lines of at most 80 characters.
  private static func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines = ""
    var line = margin
    for word in text.split(separator: " ") {
      if line.count > indent, line.count + 1 + word.count > 80 {
        lines += line + "\n"
        line = margin
      }
      line += (line.count > indent ? " " : "") + word
    }
    return lines + line + "\n"
  }
}
