import ReadOnlyFiles

extension ParsedArguments {
  /// A command line that means the same, as it has to be typed in a shell: long options with their values,
  /// and then the operands.
  var commandLine: String {
    var words = [Tool.name, command.rawValue]
    for option in OptionName.allCases {
      guard let value = values[option] else { continue }
      switch value {
      case .flag: words.append(option.spelling)
      case .count(let count): words += [option.spelling, String(count)]
      case .seconds(let seconds): words += [option.spelling, ParsedArguments.text(seconds)]
      case .choice(let word): words += [option.spelling, word]
      case .text(let text): words.append(ParsedArguments.text(option, text))
      case .texts(let texts): words += texts.map { ParsedArguments.text(option, $0) }
      case .list(let list): words += [option.spelling, list.joined(separator: ",")]
      case .shard(let shard): words += [option.spelling, "\(shard.index)/\(shard.count)"]
      }
    }
    let quoted = operands.map { ShellWord.quoted($0.path) }
    if operands.contains(where: { $0.text.hasPrefix("-") }) { words.append("--") }
    return (words + quoted).joined(separator: " ")
  }

  private static func text(_ option: OptionName, _ value: Argument) -> String {
    // A value may begin with a hyphen.
    "\(option.spelling)=\(ShellWord.quoted(value.path))"
  }

  private static func text(_ seconds: Double) -> String {
    Int(exactly: seconds).map(String.init) ?? String(seconds)
  }
}
