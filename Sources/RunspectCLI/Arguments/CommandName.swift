/// The commands by their names.
enum CommandName: String, CaseIterable, Sendable {
  case status
  case listRuns = "list-runs"
  case watch
  case errors
  case outputs
  case inputs
  case timing
  case snapshots
  case changes
  case summary
  case restore
  case report
  case completions
  case help

  /// What other tools call a command.
  private static let wordsOfOtherTools: [String: CommandName] = [
    "ls": .listRuns, "list": .listRuns, "runs": .listRuns, "ps": .listRuns, "queue": .listRuns,
    "show": .status, "info": .status, "get": .status, "describe": .status, "stat": .status,
    "wait": .watch, "follow": .watch, "tail": .watch, "top": .watch, "monitor": .watch,
    "failures": .errors, "failed": .errors, "logs": .errors, "traceback": .errors,
    "cat": .outputs, "values": .outputs, "results": .outputs, "load": .outputs,
    "time": .timing, "profile": .timing, "diff": .changes, "log": .changes,
  ]

  /// What a word that is no command was probably meant to say; nil if nothing is similar enough. A path
  /// is a run whose status is wanted.
  static func nearest(to word: String) -> String? {
    if let command = wordsOfOtherTools[word] { return command.rawValue }
    if word.contains("/") { return "\(status.rawValue) \(word)" }
    return Suggestion.nearest(to: word, among: allCases.map(\.rawValue))
  }
}
