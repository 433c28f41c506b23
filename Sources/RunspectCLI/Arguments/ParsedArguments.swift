/// What a command line says.
struct ParsedArguments: Sendable {
  /// The value of an option.
  enum Value: Equatable, Sendable {
    case flag
    case count(Int)
    case seconds(Double)
    case choice(String)
    case text(Argument)
  }

  let command: CommandName
  var values: [OptionName: Value] = [:]
  var operands: [Argument] = []

  /// Whether an option is there.
  func has(_ option: OptionName) -> Bool {
    values[option] != nil
  }

  /// The number that an option gives.
  func count(_ option: OptionName) -> Int? {
    if case .count(let value) = values[option] { return value }
    return nil
  }

  /// The span of time that an option gives, in seconds.
  func seconds(_ option: OptionName) -> Double? {
    if case .seconds(let value) = values[option] { return value }
    return nil
  }

  /// The text that an option gives.
  func text(_ option: OptionName) -> Argument? {
    if case .text(let value) = values[option] { return value }
    return nil
  }

  /// The word that an option gives.
  func choice(_ option: OptionName) -> String? {
    if case .choice(let value) = values[option] { return value }
    return nil
  }
}
