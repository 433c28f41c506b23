import FileFormats
import ReadOnlyFiles
import RunInspection

/// What the tool answers when a shell asks it how a command line may go on.
///
/// The first line is the kind of the proposals: `words`, `paths` (names of folders and files, which the
/// shell quotes), or `folders` and `files`, where the shell is to look itself. Each further line is a
/// proposal, a tab and its meaning. A proposal that ends with `/`, `=` or `.` is not a whole word. Reads no
/// more than a bounded number of names, so that it answers at once.
struct CompletionAnswer {
  /// A word that may be typed.
  struct Proposal: Equatable {
    let word: [UInt8]
    var meaning = ""
  }

  private(set) var kind = "words"
  private(set) var proposals: [Proposal] = []

  private let line: CompletionLine
  /// The value of an environment variable.
  private let variable: (String) -> String?

  /// How many paths are proposed; where there are more, the shell proposes them.
  private static let mostPaths = 1_000

  /// Answers.
  ///
  /// - Parameter words: the words after the name of the tool; the last one is being typed.
  init(
    _ words: [Argument], environment: InspectionEnvironment, variable: @escaping (String) -> String?
  ) {
    line = CompletionLine(words)
    self.variable = variable
    switch line.wanted {
    case .command:
      propose(CommandTable.commands.map { Choice(word: $0.name.rawValue, meaning: $0.summary) })
    case .option:
      propose(
        line.options.map { option in
          Choice(
            word: option.name.spelling, meaning: CompletionAnswer.firstSentence(option.summary))
        })
    case .value(let source): propose(source, environment)
    }
  }

  /// The lines for the shell.
  var text: [UInt8] {
    let newline = UInt8(ascii: "\n")
    var text = Array(kind.utf8) + [newline]
    for proposal in proposals {
      // A name with control characters can't be told in a line, and no terminal should show it.
      guard !proposal.word.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { continue }
      text += proposal.word + [UInt8(ascii: "\t")] + Array(proposal.meaning.utf8) + [newline]
    }
    return text
  }

  private mutating func propose(_ source: CompletionSource, _ environment: InspectionEnvironment) {
    switch source {
    case .nothing: break
    case .words(let choices): propose(choices)
    case .list(let choices): proposeList(choices)
    case .fields: proposeList(fields(environment))
    case .field(let choices):
      propose(choices + fields(environment).filter { $0.word != ArgumentParser.fieldsHelp })
    case .runs: proposePaths(wantsFiles: false, wantsRuns: true)
    case .folders: proposePaths(wantsFiles: false, wantsRuns: false)
    case .files: kind = "files"
    case .topics: propose(HelpText.topics.map { Choice(word: $0, meaning: "") })
    case .names(let record):
      propose(names(of: record, environment).map { Choice(word: $0, meaning: "") })
    }
  }

  /// The fields of the command's answer. Those of an output or an input are proposed when its kind has
  /// been typed, with the names in the run that the line names.
  private func fields(_ environment: InspectionEnvironment) -> [Choice] {
    guard let command = line.command?.name else { return [] }
    let table = FieldTable.table(of: command)
    let typed =
      Argument(bytes: line.typed).text.split(
        separator: ",", omittingEmptySubsequences: false
      ).last ?? ""
    var words: Set<String> = []
    // Several layouts may have the same key.
    var choices = table.choices.filter { words.insert($0.word).inserted }
    var kinds: Set<String> = []
    for group in table.groups where !group.prefix.isEmpty {
      let kind = String(group.prefix.prefix { $0 != "." }) + "."
      guard typed.hasPrefix(kind) else {
        if kinds.insert(kind).inserted { choices.append(Choice(word: kind, meaning: "")) }
        continue
      }
      let isOfInputs = kind == CompletionAnswer.inputs
      for name in names(of: isOfInputs ? .inputs : .outputs, environment) {
        if isOfInputs {
          choices.append(Choice(word: kind + name, meaning: ""))
          continue
        }
        for key in group.keys.keys {
          choices.append(Choice(word: "\(kind)\(name).\(key.name)", meaning: key.meaning))
        }
      }
    }
    return choices
  }

  /// What the fields of inputs begin with.
  private static let inputs = "inputs."
  /// How many names of a run are proposed.
  private static let mostNames = 200

  /// The names of records in the run that the line names.
  private func names(
    of record: CompletionSource.NamedRecord, _ environment: InspectionEnvironment
  ) -> [String] {
    guard let run = run(environment) else { return [] }
    return RunNames.names(of: record, in: run, environment: environment)
      .prefix(CompletionAnswer.mostNames).map(\.description)
  }

  /// The run that the line names; nil if it names none.
  private func run(_ environment: InspectionEnvironment) -> RawPath? {
    guard let operand = line.operands.first, let reference = try? RunReference(operand) else {
      return nil
    }
    switch reference {
    case .path(let path): return RawPath(bytes: expanded(path.bytes))
    case .requestID: return nil
    case .latest(let kind):
      let variable = variable(EnvironmentTable.runs.name) ?? ""
      var request = StatusRequest()
      request.detail = .summary
      let search = RunLister(environment: environment).latest(
        kind, below: RawPath(variable.isEmpty ? "runs" : variable), request: request)
      if case .found(let path, _) = search { return path }
      return nil
    }
  }

  private mutating func propose(_ choices: [Choice]) {
    for choice in choices where Array(choice.word.utf8).starts(with: line.typed) {
      add(Array(choice.word.utf8), choice.meaning)
    }
  }

  /// Words of a list with commas: those before the last comma stay, and are not proposed again.
  private mutating func proposeList(_ choices: [Choice]) {
    let comma = UInt8(ascii: ",")
    let parts = line.typed.split(separator: comma, omittingEmptySubsequences: false).map(Array.init)
    let before = parts.dropLast()
    let lead = Array(before.map { $0 + [comma] }.joined())
    for choice in choices {
      let word = Array(choice.word.utf8)
      guard word.starts(with: parts.last ?? []), !before.contains(word) else { continue }
      add(lead + word, choice.meaning)
    }
  }

  /// The folders below the one that the typed path is in. Below a run, only runs are proposed.
  private mutating func proposePaths(wantsFiles: Bool, wantsRuns: Bool) {
    if wantsRuns, line.typed.first == UInt8(ascii: "@") {
      propose(RunReference.selectors.map { Choice(word: $0, meaning: "") })
      return
    }
    let slash = UInt8(ascii: "/")
    let start = line.typed.lastIndex(of: slash).map { $0 + 1 } ?? 0
    let parent = Array(line.typed[..<start])
    let survey = SubfolderSurvey(
      RawPath(bytes: expanded(parent)), startingWith: Array(line.typed[start...]),
      most: CompletionAnswer.mostPaths, wantsFiles: wantsRuns)
    guard survey.isWhole else {
      kind = "folders"
      return
    }
    kind = "paths"
    let found = survey.entries.sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
    for entry in found {
      let isRun = entry.layout != nil
      if wantsRuns, survey.isRun, !isRun { continue }
      let ending = isRun && wantsRuns ? [] : [slash]
      add(parent + entry.name.bytes + ending, entry.layout.map { "\($0.rawValue) run" } ?? "")
    }
  }

  /// The path with the home folder in the place of `~`.
  private func expanded(_ path: [UInt8]) -> [UInt8] {
    guard path.starts(with: Array("~/".utf8)), let home = variable("HOME") else { return path }
    return Array(home.utf8) + path.dropFirst()
  }

  private mutating func add(_ word: [UInt8], _ meaning: String) {
    proposals.append(Proposal(word: line.lead + word, meaning: meaning))
  }

  /// The first sentence of an explanation, which is what a list has room for.
  private static func firstSentence(_ text: String) -> String {
    var sentence = ""
    for character in text {
      if character == " ", let last = sentence.last, ".;:".contains(last) { break }
      sentence.append(character)
    }
    while let last = sentence.last, ".;:".contains(last) { sentence.removeLast() }
    return sentence
  }
}
