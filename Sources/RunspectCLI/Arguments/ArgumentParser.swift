import RunInspection

/// Parses a command line according to the command table. Does no input or output.
///
/// The syntax is that of POSIX (guidelines 3 to 10) and GNU: `--option value`, `--option=value`, `-o
/// value`, `-ovalue`, several short options in one word, options after operands, and `--` before
/// operands that begin with a hyphen. If an option is given twice, the last one counts.
struct ArgumentParser {
  /// What to do.
  enum Outcome: Sendable {
    case run(ParsedArguments)
    case help(topic: String?)
    case fields(CommandName)
    case version
  }

  /// Parses the words after the name of the tool.
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
      throw .unknownCommand(name.text, nearest: CommandName.nearest(to: name.text))
    }
    var parser = ArgumentParser(
      specification: CommandTable.command(command), words: words,
      parsed: ParsedArguments(command: command))
    try parser.parseWords()
    if parser.parsed.has(.help) { return .help(topic: command.rawValue) }
    if parser.parsed.has(.version) { return .version }
    if parser.wantsFields { return .fields(command) }
    try parser.checkOperands()
    if command == .help { return .help(topic: parser.parsed.operands.first?.text) }
    return .run(parser.parsed)
  }

  /// The value of `--fields` that asks for the list of fields.
  static let fieldsHelp = "help"
  /// The command that a command line names, even if the rest of the line is invalid.
  static func command(in arguments: [Argument]) -> CommandName? {
    arguments.first { !$0.text.hasPrefix("-") }.flatMap { CommandName(rawValue: $0.text) }
  }

  private let specification: CommandSpecification
  private var words: ArraySlice<Argument>
  private var parsed: ParsedArguments
  private var wantsFields = false

  private init(
    specification: CommandSpecification, words: ArraySlice<Argument>, parsed: ParsedArguments
  ) {
    self.specification = specification
    self.words = words
    self.parsed = parsed
  }

  /// The options that the command takes, once one is given.
  private lazy var options = specification.options + CommandTable.globalOptions

  private mutating func parseWords() throws(UsageError) {
    let hyphen = UInt8(ascii: "-")
    while let word = words.popFirst() {
      if word.bytes == [hyphen, hyphen] {
        parsed.operands += words
        return
      }
      if word.bytes.starts(with: [hyphen, hyphen]) {
        try parseLong(word)
      } else if word.bytes.first == hyphen, word.bytes.count > 1 {
        try parseShort(word)
      } else {
        parsed.operands.append(word)
      }
    }
  }

  /// `--option` or `--option=value`; the value keeps its bytes.
  private mutating func parseLong(_ word: Argument) throws(UsageError) {
    let parts = word.bytes.split(
      separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = Argument(bytes: Array(parts[0])).text
    guard let option = options.first(where: { $0.name.spelling == spelling }) else {
      throw ArgumentParser.unknownOption(spelling, options)
    }
    let attached = parts.count > 1 ? Argument(bytes: Array(parts[1])) : nil
    try take(option, spelling: spelling, attached: attached)
  }

  /// Several short options may share a word; for one that takes a value, the rest of the word is the
  /// value, which keeps its bytes.
  private mutating func parseShort(_ word: Argument) throws(UsageError) {
    var rest = word.bytes.dropFirst()
    while let byte = rest.popFirst() {
      let letter = Character(Unicode.Scalar(byte))
      guard byte < 0x80, let option = options.first(where: { $0.short == letter }) else {
        let unknown = Argument(bytes: [byte] + rest).text.prefix(1)
        throw ArgumentParser.unknownOption("-\(unknown)", options)
      }
      let takesRest = option.value != nil && !rest.isEmpty
      try take(
        option, spelling: "-\(letter)",
        attached: takesRest ? Argument(bytes: Array(rest)) : nil)
      if takesRest { return }
    }
  }

  private mutating func take(
    _ option: OptionSpecification, spelling: String, attached: Argument?
  ) throws(UsageError) {
    guard let kind = option.value else {
      guard attached == nil else { throw .unexpectedValue(option: spelling) }
      parsed.values[option.name] = .flag
      return
    }
    guard let value = attached ?? words.popFirst() else {
      throw .missingValue(option: spelling)
    }
    let text = value.text
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
    case .text:
      if case .field = option.completion, text == ArgumentParser.fieldsHelp { wantsFields = true }
      parsed.values[option.name] = .text(value)
    case .texts: parsed.values[option.name] = .texts(parsed.texts(option.name) + [value])
    case .fields:
      if text.split(separator: ",").contains(Substring(ArgumentParser.fieldsHelp)) {
        wantsFields = true
      }
      parsed.values[option.name] = .text(value)
    case .choice(let choices):
      parsed.values[option.name] = .choice(
        try ArgumentParser.word(text, of: choices, spelling: spelling))
    case .list(let choices):
      var words = parsed.list(option.name) ?? []
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        words.append(try ArgumentParser.word(String(word), of: choices, spelling: spelling))
      }
      parsed.values[option.name] = .list(words)
    case .shard:
      let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard numbers.count == 2, let index = numbers[0], let count = numbers[1],
        let shard = RunShard(index: index, count: count)
      else { throw invalid("a part and the number of parts, such as 1/4") }
      parsed.values[option.name] = .shard(shard)
    }
  }

  /// A word that an option accepts.
  private static func word(
    _ text: String, of choices: [Choice], spelling: String
  ) throws(UsageError) -> String {
    guard !choices.contains(where: { $0.word == text }) else { return text }
    let words = choices.map(\.word)
    throw .invalidChoice(
      option: spelling, value: text, choices: words,
      nearest: Suggestion.nearest(to: text, among: words))
  }

  private func checkOperands() throws(UsageError) {
    var most = 0
    // An empty operand is an unset variable, not a folder.
    if let first = parsed.operands.first, first.bytes.isEmpty,
      let name = specification.operands.first
    {
      throw .missingOperand(name.name)
    }
    for operand in specification.operands {
      // A run that is given by its request id need not be given by its folder.
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
