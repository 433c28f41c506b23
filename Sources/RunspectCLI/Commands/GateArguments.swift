extension GateRules {
  /// The rules that a command line asks for; nil if it asks for none.
  init?(_ arguments: ParsedArguments) {
    let options: [OptionName] = [.exitStatus, .failIf, .expect]
    guard options.contains(where: arguments.has) else { return nil }
    self.init()
    if let words = arguments.list(.failIf) {
      conditions = words.compactMap(GateCondition.init(rawValue:))
    }
    expected = arguments.count(.expect) ?? 1
  }
}
