/// A parsed command line.
struct ParsedArguments: Sendable {
  /// The value of an option.
  enum Value: Equatable, Sendable {
    case flag
    case count(Int)
    case seconds(Double)
    case choice(String)
    case text(Argument)
    case list([String])
  }

  let command: CommandName
  var values: [OptionName: Value] = [:]
  var operands: [Argument] = []

  /// Whether an option was given.
  func has(_ option: OptionName) -> Bool {
    values[option] != nil
  }

  /// The number that was given for an option.
  func count(_ option: OptionName) -> Int? {
    if case .count(let value) = values[option] { return value }
    return nil
  }

  /// The duration that was given for an option, in seconds.
  func seconds(_ option: OptionName) -> Double? {
    if case .seconds(let value) = values[option] { return value }
    return nil
  }

  /// The text that was given for an option.
  func text(_ option: OptionName) -> Argument? {
    if case .text(let value) = values[option] { return value }
    return nil
  }

  /// The words that were given for an option; nil if it was not given.
  func list(_ option: OptionName) -> [String]? {
    if case .list(let value) = values[option] { return value }
    return nil
  }

  /// The word that was given for an option.
  func choice(_ option: OptionName) -> String? {
    if case .choice(let value) = values[option] { return value }
    return nil
  }
}
