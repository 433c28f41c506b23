import RunInspection

/// The selection that a command line asks for.
struct SelectionArguments {
  /// Which runs, and in which order.
  let selection: RunSelection
  /// The field to order by, if the order is one.
  let key: FieldPath?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    var selection = RunSelection()
    if let words = arguments.list(.status) {
      selection.kinds = words.compactMap(RunKind.init(rawValue:))
    }
    if let words = arguments.list(.layout) {
      selection.layouts = words.map(LayoutName.init(rawValue:))
    }
    selection.since = arguments.seconds(.since)
    if arguments.has(.match) {
      selection.patterns = arguments.texts(.match).map { NamePattern($0.path) }
    }
    selection.shard = arguments.shard(.shard)
    // A gate does not pass because what can't be read is in no state.
    selection.keepsUnreadable = GateRules(arguments) != nil
    selection.isReversed = arguments.has(.reverse)
    selection.isRecursive = arguments.has(.recursive)
    selection.most = arguments.count(.maxRuns)
    var key: FieldPath?
    if let word = arguments.text(.sort) {
      if let order = RunOrder(rawValue: word.text), order != .key {
        selection.order = order
      } else {
        selection.order = .key
        key = try SelectionArguments.field(word)
      }
    }
    self.selection = selection
    self.key = key
  }

  /// The options whose presence means that runs are selected.
  static let options: [OptionName] = [
    .status, .layout, .since, .match, .shard, .sort, .reverse, .recursive, .maxRuns,
  ]

  private static func field(_ argument: Argument) throws(UsageError) -> FieldPath {
    let word = argument.text
    let orders = RunOrder.allCases.filter { $0 != .key }.map(\.rawValue)
    if !word.contains("."), !FieldTable.runs.isKnown(word),
      let nearest = Suggestion.nearest(to: word, among: orders)
    {
      throw .invalidChoice(
        option: OptionName.sort.spelling, value: word, choices: orders + ["a field"],
        nearest: nearest)
    }
    let path = try FieldTable.runs.path(argument)
    if path.parts.count == 1, FieldTable.runs.isContainer(word) {
      throw .invalidValue(
        option: OptionName.sort.spelling, value: word,
        expected: "a field that is a number or a text")
    }
    return path
  }
}
