import FileFormats
import RunInspection

/// The fields that an answer can show, for `--fields help` and to find misspelt ones.
struct FieldTable {
  /// The documented keys, with what comes before them in a path.
  let groups: [(prefix: String, keys: DocumentedKeys)]

  /// The fields of a run.
  static let runs = FieldTable(
    groups: [
      ("", RunFieldKeys.own), ("", JSONKeys.run), ("outputs.NAME.", JSONKeys.output),
      ("outputs.NAME.", RunFieldKeys.ofOutputs), ("inputs.", RunFieldKeys.ofInputs),
    ] + DocumentedKeys.ofLayouts.map { ("", $0) })

  /// The fields of the items of a command's answer.
  static func table(of command: CommandName) -> FieldTable {
    switch command {
    case .status, .listRuns, .watch: runs
    case .errors: FieldTable(groups: [("", JSONKeys.errors), ("", JSONKeys.errorGroups)])
    case .outputs: FieldTable(groups: [("", JSONKeys.outputRow)])
    case .inputs: FieldTable(groups: [("", JSONKeys.inputRow)])
    default: FieldTable(groups: [("", JSONKeys.history)])
    }
  }

  /// How much of a run has to be read for fields.
  static func detail(for paths: [FieldPath]) -> StatusRequest.Detail {
    // What is not documented may be a fact of a layout that only the whole status has.
    paths.allSatisfy(isInSummary) ? .summary : .outputs
  }

  private static func isInSummary(_ path: FieldPath) -> Bool {
    guard let first = path.parts.first else { return true }
    if [RunFieldKeys.name.name, RunFieldKeys.elapsed.name, "inputs"].contains(first) {
      return true
    }
    return first != "outputs" && JSONKeys.run.keys.contains { $0.name == first }
  }

  /// Whether a word is a documented field of the first level.
  func isKnown(_ word: String) -> Bool { firstLevel.contains(word) }

  private var firstLevel: [String] {
    groups.flatMap { group in
      group.prefix.isEmpty ? group.keys.keys.map(\.name.description) : []
    } + groups.compactMap { $0.prefix.split(separator: ".").first.map(String.init) }
  }

  /// Reads a path. Keys that are not documented may be the run's own; but one that is nearly a
  /// documented key is a mistake.
  func path(_ argument: Argument) throws(UsageError) -> FieldPath {
    let word = argument.text
    guard let path = FieldPath(JSONString(fileSystemBytes: argument.bytes)) else {
      throw .unknownField(word, nearest: nil)
    }
    let parts = path.parts.map(\.description)
    if !isKnown(parts[0]),
      let nearest = Suggestion.nearest(to: parts[0], among: firstLevel)
    {
      throw .unknownField(word, nearest: ([nearest] + parts.dropFirst()).joined(separator: "."))
    }
    // The key of an output comes after its name, which may contain dots.
    if parts.count > 2, parts[0] == "outputs", !parts.contains(RunFieldKeys.value.description) {
      let keys = groups.filter { $0.prefix == "outputs.NAME." }
        .flatMap { $0.keys.keys.map(\.name.description) }
      if let last = parts.last, !parts.dropFirst(2).contains(where: keys.contains),
        let nearest = Suggestion.nearest(to: last, among: keys)
      {
        throw .unknownField(word, nearest: (parts.dropLast() + [nearest]).joined(separator: "."))
      }
    }
    return path
  }

  /// Reads a list of paths, separated by commas; a repeated one counts once.
  func paths(_ argument: Argument) throws(UsageError) -> [FieldPath] {
    var paths: [FieldPath] = []
    for word in argument.bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    {
      let path = try path(Argument(bytes: Array(word)))
      if !paths.contains(path) { paths.append(path) }
    }
    return paths
  }

  /// The fields that can be typed as they are, without the name of an output or an input.
  var choices: [Choice] {
    [Choice(word: ArgumentParser.fieldsHelp, meaning: "list all fields")]
      + groups.filter(\.prefix.isEmpty).flatMap { group in
        group.keys.keys.map { Choice(word: $0.name.description, meaning: $0.meaning) }
      }
  }

  /// The list of all fields with their meanings.
  var help: String {
    var text = "Fields:\n\n"
    var title: String?
    for group in groups {
      if group.prefix.isEmpty, title != group.keys.title, !group.keys.keys.isEmpty {
        if title != nil { text += "\n" }
        title = group.keys.title
        text += "\(group.keys.title):\n"
      }
      text += HelpText.list(
        group.keys.keys.map { (group.prefix + $0.name.description, $0.meaning) })
    }
    return text
  }
}
