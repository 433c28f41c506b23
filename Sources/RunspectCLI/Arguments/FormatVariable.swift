/// The format that the environment asks for.
enum FormatVariable {
  /// The formats that it may name: those that any command has.
  static var words: [String] {
    var words: [String] = []
    for command in CommandTable.commands {
      for word in choices(of: command) where !words.contains(word) { words.append(word) }
    }
    return words
  }

  /// The format for a command line without `--format`; nil if the environment doesn't ask for one that
  /// the command has.
  ///
  /// - Parameter variable: the value of an environment variable.
  static func format(
    for parsed: ParsedArguments, variable: (String) -> String?
  ) throws(UsageError) -> String? {
    guard let word = variable(EnvironmentTable.format.name), !word.isEmpty, !parsed.has(.format)
    else { return nil }
    let own = choices(of: CommandTable.command(parsed.command))
    guard !own.isEmpty else { return nil }
    guard words.contains(word) else {
      throw .invalidVariable(
        EnvironmentTable.format.name, value: word,
        expected: "one of " + words.joined(separator: ", "))
    }
    return own.contains(word) ? word : nil
  }

  private static func choices(of command: CommandSpecification) -> [String] {
    for option in command.options where option.name == .format {
      if case .choice(let choices)? = option.value { return choices.map(\.word) }
    }
    return []
  }
}
