import FileFormats
import RunInspection

/// The fields that an answer can show, for `--fields help` and to find misspelt ones.
struct FieldTable {
  /// The documented keys, with what comes before them in a path.
  let groups: [(prefix: String, keys: DocumentedKeys)]
  /// Whether there may be others, which a run reports of itself.
  var isOpen = false

  /// The fields of a run.
  static let runs = FieldTable(
    groups: [
      ("", RunFieldKeys.own), ("", JSONKeys.run), ("outputs.NAME.", JSONKeys.output),
      ("outputs.NAME.", RunFieldKeys.ofOutputs), ("inputs.", RunFieldKeys.ofInputs),
    ] + DocumentedKeys.ofLayouts.map { ("", $0) }, isOpen: true)

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

  /// The keys of an output.
  static var outputKeys: [String] {
    runs.groups.filter { $0.prefix == "outputs.NAME." }
      .flatMap { $0.keys.keys.map(\.name.description) }
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

  /// Reads a path. A run may report keys of its own, which are not documented; but one that is nearly a
  /// documented key is a mistake, and so is anything below a key that holds no other.
  func path(_ argument: Argument) throws(UsageError) -> FieldPath {
    let word = argument.text
    guard let path = FieldPath(JSONString(fileSystemBytes: argument.bytes)) else {
      throw .unknownField(word, nearest: nil)
    }
    let parts = path.parts.map(\.description)
    guard isKnown(parts[0]) else {
      let nearest = Suggestion.nearest(to: parts[0], among: firstLevel)
      if nearest == nil, isOpen { return path }
      throw .unknownField(
        word,
        nearest: nearest.map {
          ([$0] + (holdsOthers($0) ? parts.dropFirst() : [])).joined(separator: ".")
        })
    }
    if parts.count > 1, !holdsOthers(parts[0]) {
      throw .unknownField(word, nearest: parts[0])
    }
    // The key of an output comes after its name, which may contain dots.
    if isOpen, parts.count > 2, parts[0] == "outputs",
      !parts.contains(RunFieldKeys.value.description), let last = parts.last,
      !parts.dropFirst(2).contains(where: FieldTable.outputKeys.contains),
      let nearest = Suggestion.nearest(to: last, among: FieldTable.outputKeys)
    {
      throw .unknownField(word, nearest: (parts.dropLast() + [nearest]).joined(separator: "."))
    }
    return path
  }

  /// Whether a documented field is no number and no text, but holds others.
  func isContainer(_ word: String) -> Bool {
    groups.contains { group in
      guard group.prefix.isEmpty else { return group.prefix.hasPrefix(word + ".") }
      return group.keys.keys.contains { key in
        guard key.name.description == word else { return false }
        switch key.type {
        case .object, .list: return true
        default: return false
        }
      }
    }
  }

  /// Whether there may be keys or elements below a documented key.
  private func holdsOthers(_ word: String) -> Bool {
    groups.contains { group in
      group.prefix.isEmpty
        ? group.keys.keys.contains { $0.name.description == word && $0.type?.holdsOthers != false }
        : group.prefix.hasPrefix(word + ".")
    }
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
