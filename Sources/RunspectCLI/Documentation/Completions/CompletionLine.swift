/// A command line that is being typed: what is wanted at its end. Whatever is wrong with the words before
/// is overlooked.
struct CompletionLine {
  /// What the last word is.
  enum Wanted {
    /// The name of a command.
    case command
    /// An option.
    case option
    /// A value from this source.
    case value(CompletionSource)
  }

  /// What the last word is.
  private(set) var wanted = Wanted.command
  /// The options that can be given.
  private(set) var options = CommandTable.globalOptions
  /// The operands before the last word.
  private(set) var operands: [Argument] = []
  /// The part of the last word that stands before the value, such as `--format=`.
  private(set) var lead: [UInt8] = []
  /// The part of the last word that the proposals begin with.
  private(set) var typed: [UInt8] = []

  /// The command; nil if none is named yet.
  private(set) var command: CommandSpecification?
  /// The option whose value comes next.
  private var pending: OptionSpecification?
  private var onlyOperands = false
  private static let hyphen = UInt8(ascii: "-")

  /// Reads a command line.
  ///
  /// - Parameter words: the words after the name of the tool; the last one is being typed, and may be
  ///   empty.
  init(_ words: [Argument]) {
    for word in words.dropLast() { pass(word) }
    finish(words.last ?? "")
  }

  /// Passes over a word that is complete.
  private mutating func pass(_ word: Argument) {
    if pending != nil {
      pending = nil
    } else if !onlyOperands, word.text == "--" {
      onlyOperands = true
    } else if !onlyOperands, word.bytes.first == CompletionLine.hyphen, word.bytes.count > 1 {
      pending = openOption(word.bytes)
    } else if command == nil {
      if let name = CommandName(rawValue: word.text) {
        let specification = CommandTable.command(name)
        command = specification
        options = specification.options + CommandTable.globalOptions
      } else {
        // Nothing can be proposed for an unknown command.
        onlyOperands = true
        command = CommandSpecification(
          name: .help, summary: "", description: [], operands: [], options: [], examples: [])
        options = []
      }
      onlyOperands = false
    } else {
      operands.append(word)
    }
  }

  /// The option in a word whose value is the next word.
  private func openOption(_ word: [UInt8]) -> OptionSpecification? {
    let text = Argument(bytes: word).text
    if text.hasPrefix("--") {
      return options.first { $0.name.spelling == text && $0.value != nil }
    }
    for (position, letter) in text.enumerated().dropFirst() {
      guard let option = options.first(where: { $0.short == letter }) else { return nil }
      if option.value != nil { return position == text.count - 1 ? option : nil }
    }
    return nil
  }

  private mutating func finish(_ word: Argument) {
    typed = word.bytes
    if let pending {
      wanted = .value(pending.completion)
    } else if !onlyOperands, word.bytes.first == CompletionLine.hyphen {
      finishOption(word)
    } else if let command {
      wanted = .value(operandSource(command))
    }
  }

  /// `--option`, `--option=value` or `-ovalue`.
  private mutating func finishOption(_ word: Argument) {
    wanted = .option
    let bytes = word.bytes
    if bytes.starts(with: [CompletionLine.hyphen, CompletionLine.hyphen]) {
      guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return }
      let spelling = Argument(bytes: Array(bytes[..<equals])).text
      take(options.first { $0.name.spelling == spelling }, lead: equals + 1)
    } else if bytes.count > 1 {
      let letter = Character(Unicode.Scalar(bytes[1]))
      take(options.first { $0.short == letter && $0.value != nil }, lead: 2)
    }
  }

  private mutating func take(_ option: OptionSpecification?, lead count: Int) {
    lead = Array(typed[..<count])
    typed = Array(typed[count...])
    wanted = .value(option?.completion ?? .nothing)
  }

  private func operandSource(_ command: CommandSpecification) -> CompletionSource {
    var most = 0
    for operand in command.operands {
      if operand.arity == .any || operand.arity == .some { return operand.completion }
      most += 1
      if operands.count < most { return operand.completion }
    }
    return .nothing
  }
}
