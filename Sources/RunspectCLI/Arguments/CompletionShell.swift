/// The shells that can complete command lines of the tool.
enum CompletionShell: String, CaseIterable, Sendable {
  case bash
  case zsh
  case fish
}
