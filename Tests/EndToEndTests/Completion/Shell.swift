import Foundation
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A shell that may be installed here.
enum Shell: String, CaseIterable, Sendable {
  case bash
  case zsh
  case fish

  /// Where it is; nil if it is not installed.
  var path: String? {
    ["/bin/", "/usr/bin/", "/usr/local/bin/"].map { $0 + rawValue }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  var isInstalled: Bool { path != nil }

  /// How it is started without the configuration of whoever runs the tests.
  var arguments: [String] {
    switch self {
    case .bash: ["--norc", "--noprofile", "-i"]
    case .zsh: ["-f", "-i"]
    case .fish: ["--no-config", "-i"]
    }
  }

  /// The line that makes it read the completions.
  var setUp: String {
    switch self {
    case .bash: "eval \"$(runspect completions bash)\""
    case .zsh: "autoload -U compinit; compinit -D -u; eval \"$(runspect completions zsh)\""
    case .fish: "runspect completions fish | source"
    }
  }
}

extension Shell {
  /// The lines that make it find the completions where an installation puts them, once they are there.
  var setUpInstalled: String {
    switch self {
    case .bash: ". .installed/runspect"
    case .zsh: "fpath=($PWD/.installed $fpath); autoload -U compinit; compinit -D -u"
    case .fish: "set -p fish_complete_path $PWD/.installed"
    }
  }

  /// The name of the installed file.
  var installedName: String {
    switch self {
    case .bash: "runspect"
    case .zsh: "_runspect"
    case .fish: "runspect.fish"
    }
  }
}

/// A shell at a terminal, in a folder where `runspect` completes, but runs nothing: it only tells which
/// words it was started with.
final class ShellSession {
  private let folder: TemporaryFolder
  private let terminal: PseudoTerminal
  private var process = pid_t()

  /// Starts a shell.
  ///
  /// - Parameter isInstalled: whether it finds the completions by itself, in a file.
  init(_ shell: Shell, in folder: TemporaryFolder, isInstalled: Bool = false) throws {
    guard let path = shell.path else { throw POSIXError(.ENOENT) }
    self.folder = folder
    terminal = try PseudoTerminal(columns: 200)
    // A shell writes the script: while this process has a file open, another test may start a process,
    // which inherits it, and what is open for writing can't be run. The words are in place at once, so
    // that nobody reads half of them.
    let script = """
      #!/bin/sh
      case $1 in
        __complete) exec '\(Runspect.binary)' "$@" ;;
        completions) test -e '\(folder.path)/.ready' || exec '\(Runspect.binary)' "$@" ;;
        ready) : >'\(folder.path)/.ready' ;;
      esac
      printf '%s\\n' "$@" >'\(folder.path)/.new' && mv '\(folder.path)/.new' '\(folder.path)/.words'

      """
    try folder.makeFolder(".bin")
    _ = try Runspect.run(
      ["-c", "printf %s \"$0\" >.bin/runspect && chmod +x .bin/runspect", script], in: folder,
      program: "/bin/sh")
    var actions = FileActions()
    var attributes = SpawnAttributes(inNewSession: true)
    defer {
      actions.destroy()
      attributes.destroy()
    }
    actions.open(0, terminal.path, O_RDWR)
    actions.open(1, terminal.path, O_RDWR)
    actions.open(2, terminal.path, O_RDWR)
    let words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path, path] + shell.arguments
    let variables =
      [
        "PATH=\(folder.path)/.bin:/usr/bin:/bin", "TERM=xterm", "HOME=\(folder.path)",
        "LC_ALL=C.UTF-8",
      ] + Sanitizer.variables
    let failure = Runspect.withCStrings(words.map { Array($0.utf8) }) { argv in
      Runspect.withCStrings(variables.map { Array($0.utf8) }) { envp in
        posix_spawn(&process, "/bin/sh", &actions.actions, &attributes.attributes, argv, envp)
      }
    }
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
    if isInstalled {
      try folder.makeFolder(".installed")
      let script = try Runspect.run(["completions", shell.rawValue], in: folder).stdout
      try folder.write(".installed/" + shell.installedName, script)
    }
    let setUp = isInstalled ? shell.setUpInstalled : shell.setUp
    _ = self.words(of: setUp + "; runspect ready")
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// The words that `runspect` is started with after some keys and the return key.
  func words(of keys: String) -> [String] {
    try? FileManager.default.removeItem(at: folder.url(".words"))
    terminal.type(keys + "\r")
    let words = folder.url(".words").path
    guard
      eventually({
        terminal.drain()
        return FileManager.default.fileExists(atPath: words)
      }), let text = try? folder.read(".words")
    else { return ["nothing was run: " + terminal.text] }
    return String(decoding: text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
  }
}
