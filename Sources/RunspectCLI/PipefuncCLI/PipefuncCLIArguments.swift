import FileFormats
import RunInspection

/// A command line, parsed as argparse does it for the peer (CPython 3.11, `argparse`; pipefunc 0.93.2,
/// `_run_status_cli.py`).
struct PipefuncCLIArguments {
  /// The name by which the peer calls itself.
  static let toolName = "pipefunc-cli"

  enum Outcome {
    case status(run: Argument, includesRunInfo: Bool, isPretty: Bool)
    case listRuns(folder: Argument, most: Int?, isPretty: Bool)
    case watch(run: Argument, interval: Double, timeout: Double?, isPretty: Bool)
    /// Text for standard output; exit status 0.
    case help(String)
  }

  /// A usage error: what argparse prints on standard error before it exits with 2.
  struct UsageFailure: Error {
    let text: String
  }

  static func parse(_ arguments: [Argument]) throws(UsageFailure) -> Outcome {
    var words = arguments[...]
    var unrecognised: [String] = []
    while let word = words.first, isOption(word.text), word.text != "--" {
      words.removeFirst()
      var (name, attached) = split(word.text)
      if name.hasPrefix("-h"), name != "-h" { (name, attached) = ("-h", String(name.dropFirst(2))) }
      guard let option = match(name, among: ["--help"]) ?? (name == "-h" ? "--help" : nil) else {
        unrecognised.append(word.text)
        continue
      }
      if let attached {
        throw failure(
          nil,
          "argument -h/\(option): ignored explicit argument "
            + PythonText.representation(JSONString(attached)))
      }
      return .help(PipefuncCLIText.help)
    }
    guard let name = words.popFirst() else {
      throw failure(nil, "the following arguments are required: command")
    }
    guard let command = PipefuncCLIText.Command(rawValue: name.text) else {
      let names = PipefuncCLIText.Command.allCases.map { "'\($0.rawValue)'" }.joined(
        separator: ", ")
      let given = PythonText.representation(JSONString(fileSystemBytes: name.bytes))
      throw failure(nil, "argument command: invalid choice: \(given) (choose from \(names))")
    }
    var parser = PipefuncCLIArguments(command: command, words: words)
    try parser.parseWords()
    if parser.wantsHelp { return .help(command.help) }
    guard let operand = parser.operands.first ?? (command == .listRuns ? "runs" : nil) else {
      throw failure(command, "the following arguments are required: run_folder")
    }
    unrecognised += parser.unrecognised
    if !unrecognised.isEmpty {
      throw failure(nil, "unrecognized arguments: " + unrecognised.joined(separator: " "))
    }
    switch command {
    case .status:
      return .status(
        run: operand, includesRunInfo: parser.flags.contains("--include-run-info"),
        isPretty: parser.flags.contains("--pretty"))
    case .listRuns:
      return .listRuns(
        folder: operand, most: parser.most, isPretty: parser.flags.contains("--pretty"))
    case .watch:
      return .watch(
        run: operand, interval: parser.seconds["--interval"] ?? 5,
        timeout: parser.seconds["--timeout"], isPretty: parser.flags.contains("--pretty"))
    }
  }

  private let command: PipefuncCLIText.Command
  private var words: ArraySlice<Argument>
  private var operands: [Argument] = []
  private var unrecognised: [String] = []
  private var flags: Set<String> = []
  private var seconds: [String: Double] = [:]
  private var most: Int?
  private var wantsHelp = false

  private init(command: PipefuncCLIText.Command, words: ArraySlice<Argument>) {
    self.command = command
    self.words = words
  }

  private mutating func parseWords() throws(UsageFailure) {
    var onlyOperands = false
    while let word = words.popFirst() {
      let text = word.text
      if onlyOperands || !PipefuncCLIArguments.isOption(text) {
        if operands.isEmpty { operands.append(word) } else { unrecognised.append(text) }
      } else if text == "--" {
        onlyOperands = true
      } else {
        try parseOption(text)
        if wantsHelp { return }
      }
    }
  }

  private mutating func parseOption(_ text: String) throws(UsageFailure) {
    let (name, attached) = PipefuncCLIArguments.split(text)
    let options = command.flags + command.valued + ["--help"]
    if text.hasPrefix("-h"), !text.hasPrefix("--") {
      guard text == "-h" else { throw ignored(String(text.dropFirst(2)), "-h/--help") }
      wantsHelp = true
      return
    }
    guard let option = PipefuncCLIArguments.match(name, among: options) else {
      unrecognised.append(text)
      return
    }
    guard command.valued.contains(option) else {
      if let attached { throw ignored(attached, option == "--help" ? "-h/--help" : option) }
      if option == "--help" { wantsHelp = true } else { flags.insert(option) }
      return
    }
    guard let value = attached ?? takeValue() else {
      throw PipefuncCLIArguments.failure(command, "argument \(option): expected one argument")
    }
    if option == "--max-runs" {
      guard let number = PythonNumber.integer(value) else { throw invalid("int", value, option) }
      most = number
    } else {
      guard let number = PythonNumber.float(value) else { throw invalid("float", value, option) }
      seconds[option] = number
    }
  }

  private mutating func takeValue() -> String? {
    guard let word = words.first, !PipefuncCLIArguments.isOption(word.text) else { return nil }
    words.removeFirst()
    return word.text
  }

  private func ignored(_ value: String, _ option: String) -> UsageFailure {
    PipefuncCLIArguments.failure(
      command,
      "argument \(option): ignored explicit argument "
        + PythonText.representation(JSONString(value)))
  }

  private func invalid(_ type: String, _ value: String, _ option: String) -> UsageFailure {
    PipefuncCLIArguments.failure(
      command,
      "argument \(option): invalid \(type) value: " + PythonText.representation(JSONString(value)))
  }

  private static func failure(_ command: PipefuncCLIText.Command?, _ message: String)
    -> UsageFailure
  {
    let name = [toolName, command?.rawValue].compactMap { $0 }.joined(separator: " ")
    return UsageFailure(
      text: (command?.usage ?? PipefuncCLIText.usage) + "\(name): error: \(message)")
  }

  /// Whether argparse takes a word for an option: it begins with a hyphen and is not a lone hyphen, a
  /// negative number or a word that contains a space.
  private static func isOption(_ text: String) -> Bool {
    guard text.hasPrefix("-"), text != "-" else { return false }
    if text.hasPrefix("--"), !text.contains(" ") { return true }
    let (name, attached) = split(text)
    if attached != nil, name.hasPrefix("--") { return true }
    return !isNegativeNumber(text) && !text.contains(" ")
  }

  /// `^-\d+$|^-\d*\.\d+$`.
  private static func isNegativeNumber(_ text: String) -> Bool {
    let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard let fraction = parts.last, !fraction.isEmpty, parts.count <= 2 else { return false }
    return parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
  }

  private static func split(_ text: String) -> (name: String, attached: String?) {
    guard text.hasPrefix("--"), let mark = text.firstIndex(of: "=") else { return (text, nil) }
    return (String(text[..<mark]), String(text[text.index(after: mark)...]))
  }

  /// The option that a word names, in full or by a prefix. No two options of a command share a prefix.
  private static func match(_ name: String, among options: [String]) -> String? {
    guard name.hasPrefix("--"), name.count > 2 else { return nil }
    return options.first { $0 == name } ?? options.first { $0.hasPrefix(name) }
  }
}
