/// What a shell reads in order to complete command lines. The scripts ask the tool itself
/// (`CompletionAnswer`), so that they never need to be made again for a new command or option.
enum CompletionScript {
  static func text(_ shell: CompletionShell) -> String {
    switch shell {
    case .bash: BashCompletion.script
    case .zsh: ZshCompletion.script
    case .fish: FishCompletion.script
    }
  }
}
