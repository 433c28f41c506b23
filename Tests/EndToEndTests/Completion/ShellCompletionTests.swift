import Foundation
import TestSupport
import Testing

/// The completions, in the real shells.
@Suite(.blocking) struct ShellCompletionTests {
  /// A folder with runs, of which some have names that a shell has to quote.
  private func world() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeFolder(".bin")
    let info =
      #"{"all_output_names": ["loss", "y"], "shapes": {"y": [2]}, "storage": "file_array"}"#
    for run in ["runs/r1", "runs/other", "my runs/a run", "runs/x=1:2", "it's/$(date)*\"é"] {
      try folder.write(run + "/run_info.json", info)
    }
    try folder.makeFolder("runs/none")
    try folder.write("answer.json", "")
    return folder
  }

  /// What is typed, with `<TAB>`, and the words that the tool then gets.
  private static let typed: [(keys: String, words: [String])] = [
    ("runspect list\t", ["list-runs"]),
    ("runspect status --inc\truns/r\t", ["status", "--include-run-info", "runs/r1"]),
    ("runspect status runs/r1 --format=ta\t", ["status", "runs/r1", "--format=table"]),
    ("runspect watch runs/o\t --on-stale fa\t", ["watch", "runs/other", "--on-stale", "fail"]),
    ("runspect outputs runs/r1 lo\t", ["outputs", "runs/r1", "loss"]),
    ("runspect errors runs/r1 -o lo\t", ["errors", "runs/r1", "-o", "loss"]),
    ("runspect list-runs --layout pipe\t", ["list-runs", "--layout", "pipefunc"]),
    ("runspect help exit\t", ["help", "exit-status"]),
    ("runspect completions z\t", ["completions", "zsh"]),
    ("runspect status my\\ r\ta\t", ["status", "my runs/a run"]),
    ("runspect status 'my r\ta\t", ["status", "my runs/a run"]),
    ("runspect status \"my runs/a\t", ["status", "my runs/a run"]),
    ("runspect status runs/x\t", ["status", "runs/x=1:2"]),
    ("runspect status runs/x=1\t", ["status", "runs/x=1:2"]),
    ("runspect status it\t\t", ["status", "it's/$(date)*\"é"]),
    ("runspect status ~/runs/oth\t", ["status", "{HOME}/runs/other"]),
    ("runspect status @latest:fai\t", ["status", "@latest:failed"]),
    ("runspect list-runs --status failed,sta\t", ["list-runs", "--status", "failed,stale"]),
    (
      "runspect status runs/r1 --fields status_s\t",
      ["status", "runs/r1", "--fields", "status_source"]
    ),
    (
      "runspect status runs/r1 -F name,outputs.lo\tn_fai\t",
      ["status", "runs/r1", "-F", "name,outputs.loss.n_failed"]
    ),
    (
      "runspect status runs/r1 --get=outputs.y.pro\t",
      ["status", "runs/r1", "--get=outputs.y.progress"]
    ),
    ("runspect list-runs --sort dur\t", ["list-runs", "--sort", "duration"]),
    ("runspect restore runs/r1 s --to an\t", ["restore", "runs/r1", "s", "--to", "answer.json"]),
  ]

  /// Bash ends a folder with a slash, whatever is in it.
  private func neutral(_ words: [String]) -> [String] {
    words.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  @Test(.enabled(if: Shell.bash.isInstalled, "bash is not installed"))
  func bashCompletesAtATerminal() throws { try completesAtATerminal(.bash) }

  @Test(.enabled(if: Shell.zsh.isInstalled, "zsh is not installed"))
  func zshCompletesAtATerminal() throws { try completesAtATerminal(.zsh) }

  @Test(.enabled(if: Shell.fish.isInstalled, "fish is not installed"))
  func fishCompletesAtATerminal() throws { try completesAtATerminal(.fish) }

  /// The file that is installed works as well as what a shell evaluates at its start.
  @Test(.enabled(if: Shell.allCases.allSatisfy(\.isInstalled), "a shell is not installed"))
  func theInstalledFilesAreFound() throws {
    for shell in Shell.allCases {
      let session = try ShellSession(shell, in: try world(), isInstalled: true)
      for (keys, words) in ShellCompletionTests.typed.prefix(3) {
        try #require(neutral(session.words(of: keys)) == words, "\(shell): \(keys)")
      }
    }
  }

  private func completesAtATerminal(_ shell: Shell) throws {
    let folder = try world()
    let session = try ShellSession(shell, in: folder)
    for (keys, words) in ShellCompletionTests.typed {
      let expected = words.map { $0.replacingOccurrences(of: "{HOME}", with: folder.path) }
      try #require(neutral(session.words(of: keys)) == expected, "\(keys)")
    }
  }

  /// Several proposals, as the shell's own hook tells them.
  @Test(.enabled(if: Shell.bash.isInstalled, "bash is not installed"))
  func bashListsProposals() throws {
    let script = """
      eval "$(runspect completions bash)"
      COMP_LINE='runspect watch --on-stale=' COMP_WORDS=(runspect watch --on-stale =) COMP_CWORD=3
      _runspect runspect '' --on-stale
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let folder = try world()
    try folder.makeLink(".bin/runspect", to: Runspect.binary)
    let outcome = try Runspect.run(
      ["-c", script], in: folder, program: Shell.bash.path ?? "",
      environment: ["PATH": "\(folder.path)/.bin:/usr/bin:/bin"])
    #expect(outcome == Outcome(stdout: "warn\nignore\nfail\n", stderr: "", status: 0))
  }

  @Test(.enabled(if: Shell.fish.isInstalled, "fish is not installed"))
  func fishListsProposalsWithTheirMeanings() throws {
    let script = """
      function runspect; \(Runspect.binary) $argv; end
      runspect completions fish | source
      complete -C 'runspect status runs/'
      complete -C 'runspect list-runs --format=js'
      """
    let folder = try world()
    let outcome = try Runspect.run(
      ["--no-config", "-c", script], in: folder, program: Shell.fish.path ?? "",
      environment: ["HOME": folder.path])
    let expected = """
      runs/none/
      runs/other\tpipefunc run
      runs/r1\tpipefunc run
      runs/x=1:2\tpipefunc run
      --format=json\tone JSON value (the default)
      --format=jsonl\tone compact JSON value a line, for each item

      """
    #expect(outcome == Outcome(stdout: expected, stderr: "", status: 0))
  }
}
