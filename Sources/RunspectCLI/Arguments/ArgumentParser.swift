/// Makes sense of a command line by the command table. Does no input or output.
///
/// The syntax is that of POSIX (guidelines 3 to 10) and GNU: `--option value`, `--option=value`, `-o
/// value`, `-ovalue`, several short options in one word, options after operands, and `--` before
/// operands that begin with a hyphen. Of an option that is given twice the last one counts.
struct ArgumentParser {
  /// What to do.
  enum Outcome: Sendable {
    case run(ParsedArguments)
    case help(topic: String?)
    case version
  }

  /// - Parameter arguments: the words after the name of the tool.
  static func parse(_ arguments: [Argument]) throws(UsageError) -> Outcome {
    var words = arguments[...]
    while let word = words.first, word.text.hasPrefix("-"), word.text != "-" {
      words.removeFirst()
      if word.text == "--" { break }
      switch word.text {
      case "--help", "-h": return .help(topic: nil)
      case "--version", "-V": return .version
      default: throw unknownOption(word.text, CommandTable.globalOptions)
      }
    }
    guard let name = words.popFirst() else { throw .missingCommand }
    guard let command = CommandName(rawValue: name.text) else {
      let names = CommandName.allCases.map(\.rawValue)
      throw .unknownCommand(name.text, nearest: Suggestion.nearest(to: name.text, among: names))
    }
    var parser = ArgumentParser(
      specification: CommandTable.command(command), words: words,
      parsed: ParsedArguments(command: command))
    try parser.parseWords()
    if parser.parsed.has(.help) { return .help(topic: command.rawValue) }
    if parser.parsed.has(.version) { return .version }
    try parser.checkOperands()
    if command == .help { return .help(topic: parser.parsed.operands.first?.text) }
    return .run(parser.parsed)
  }

  private let specification: CommandSpecification
  private var words: ArraySlice<Argument>
  private var parsed: ParsedArguments

  private init(
    specification: CommandSpecification, words: ArraySlice<Argument>, parsed: ParsedArguments
  ) {
    self.specification = specification
    self.words = words
    self.parsed = parsed
  }

  private var options: [OptionSpecification] {
    specification.options + CommandTable.globalOptions
  }

  private mutating func parseWords() throws(UsageError) {
    while let word = words.popFirst() {
      let text = word.text
      if text == "--" {
        parsed.operands += words
        return
      }
      if text.hasPrefix("--") {
        try parseLong(text)
      } else if text.hasPrefix("-"), text != "-" {
        try parseShort(text)
      } else {
        parsed.operands.append(word)
      }
    }
  }

  private mutating func parseLong(_ text: String) throws(UsageError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = String(parts[0])
    guard let option = options.first(where: { $0.name.spelling == spelling }) else {
      throw ArgumentParser.unknownOption(spelling, options)
    }
    try take(option, spelling: spelling, attached: parts.count > 1 ? String(parts[1]) : nil)
  }

  /// Several short options may share a word; one that takes a value takes the rest of it.
  private mutating func parseShort(_ text: String) throws(UsageError) {
    var rest = text.dropFirst()
    while let letter = rest.popFirst() {
      let spelling = "-\(letter)"
      guard let option = options.first(where: { $0.short == letter }) else {
        throw ArgumentParser.unknownOption(spelling, options)
      }
      let takesRest = option.value != nil && !rest.isEmpty
      try take(option, spelling: spelling, attached: takesRest ? String(rest) : nil)
      if takesRest { return }
    }
  }

  private mutating func take(
    _ option: OptionSpecification, spelling: String, attached: String?
  ) throws(UsageError) {
    guard let kind = option.value else {
      guard attached == nil else { throw .unexpectedValue(option: spelling) }
      parsed.values[option.name] = .flag
      return
    }
    guard let text = attached ?? words.popFirst()?.text else {
      throw .missingValue(option: spelling)
    }
    func invalid(_ expected: String) -> UsageError {
      .invalidValue(option: spelling, value: text, expected: expected)
    }
    switch kind {
    case .count:
      guard let count = Int(text), count >= 1 else { throw invalid("a whole number from 1") }
      parsed.values[option.name] = .count(count)
    case .duration:
      guard let seconds = DurationText.seconds(text) else { throw invalid(DurationText.expected) }
      parsed.values[option.name] = .seconds(seconds)
    case .text: parsed.values[option.name] = .text(Argument(text))
    case .choice(let words):
      guard words.contains(text) else {
        throw invalid("one of " + words.joined(separator: ", "))
      }
      parsed.values[option.name] = .choice(text)
    }
  }

  private func checkOperands() throws(UsageError) {
    var most = 0
    // An unset variable is no folder.
    if let first = parsed.operands.first, first.bytes.isEmpty,
      let name = specification.operands.first
    {
      throw .missingOperand(name.name)
    }
    for operand in specification.operands {
      // A run that is told by its request id need not be told by its folder.
      let isNeeded = operand.arity == .one || operand.arity == .some
      if isNeeded, parsed.operands.count == most, !parsed.has(.requestID) {
        throw .missingOperand(operand.name)
      }
      most += operand.arity == .any || operand.arity == .some ? parsed.operands.count : 1
    }
    if parsed.operands.count > most { throw .extraOperand(parsed.operands[most].text) }
  }

  private static func unknownOption(
    _ spelling: String, _ options: [OptionSpecification]
  ) -> UsageError {
    let spellings = options.map(\.name.spelling)
    return .unknownOption(
      spelling,
      nearest: spelling.hasPrefix("--") ? Suggestion.nearest(to: spelling, among: spellings) : nil)
  }
}
