import Foundation
import RunInspection
import TestSupport
import Testing

@testable import RunspectCLI

/// What the tool proposes to a shell.
@Suite struct CompletionAnswerTests {
  /// The proposals for words below a folder; a word that begins with `@/` is a path below it.
  private func answer(
    _ words: [String], in folder: TemporaryFolder? = nil
  ) throws -> (kind: String, words: [String]) {
    let path = folder?.path ?? ""
    let arguments = words.map { Argument($0.hasPrefix("@/") ? path + $0.dropFirst() : $0) }
    let answer = CompletionAnswer(
      arguments, environment: InspectionEnvironment(), variable: { $0 == "HOME" ? path : nil })
    let lines = String(decoding: answer.text, as: UTF8.self).split(separator: "\n")
    return (
      String(lines[0]),
      lines.dropFirst().map { line in
        let word = line.prefix { $0 != "\t" }
        return word.hasPrefix(path + "/") ? "@" + word.dropFirst(path.count) : String(word)
      }
    )
  }

  @Test(
    arguments: [
      (["st"], ["status"]),
      (["--v"], ["--version"]),
      (["--compat", "st"], ["status"]),
      (["status", "--exit"], ["--exit-status"]),
      (["status", "--nope"], []),
      (["watch", "--on-stale", ""], ["warn", "ignore", "fail"]),
      (["watch", "--on-stale=i"], ["--on-stale=ignore"]),
      (["status", "-pf", "js"], ["json", "jsonl"]),
      (["status", "-fjs"], ["-fjson", "-fjsonl"]),
      (["status", "-f=x"], []),
      (["watch", "--timeout", ""], []),
      (["help", "exit"], ["exit-status"]),
      (["completions", ""], ["bash", "zsh", "fish"]),
      (["completions", "bash", ""], []),
      (["frobnicate", ""], []),
      (["frobnicate", "--f"], []),
      (["list-runs", "--layout", "p"], ["pipefunc", "petsard", "papermill"]),
      // A value that looks like an option, and an operand that looks like one.
      (["errors", "--output", "--limit", "--no-t"], ["--no-traceback"]),
      (["completions", "--", "b"], ["bash"]),
      (["completions", "--", "--v"], []),
    ] as [([String], [String])])
  func proposesWords(_ words: [String], _ proposals: [String]) throws {
    let answer = try answer(words)
    #expect(answer.kind == "words")
    #expect(answer.words == proposals)
  }

  @Test func proposesEveryCommandAndEveryOptionOfACommand() throws {
    #expect(try answer([""]).words == CommandName.allCases.map(\.rawValue))
    #expect(try answer([]).words == CommandName.allCases.map(\.rawValue))
    for command in CommandTable.commands {
      let options = (command.options + CommandTable.globalOptions).map(\.name.spelling)
      #expect(try answer([command.name.rawValue, "-"]).words == options)
    }
  }

  /// Every value and every operand that is a word of a closed set, a run or a folder is completed.
  @Test func everyRunAndEveryFolderIsCompleted() {
    for command in CommandTable.commands {
      for operand in command.operands {
        if case .nothing = operand.completion {
          Issue.record("\(operand.name) of \(command.name.rawValue) is never completed")
        }
      }
      for option in command.options {
        guard case .choice = option.value, case .nothing = option.completion else { continue }
        Issue.record("\(option.name.spelling) of \(command.name.rawValue) is never completed")
      }
    }
  }

  private func world() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeRun("runs/r1", stored: 2)
    try folder.makeRun("runs/r2", stored: 0)
    try folder.makeRun("runs/.hidden", stored: 0)
    try folder.makeRun("runs/r1/deep/inner", stored: 0)
    try folder.makeRun("runs/new\nline", stored: 0)
    try folder.makeFolder("runs/plain")
    try folder.write("runs/file", "")
    try folder.write("runs/beat/run_status.json", #"{"status": "running", "outputs": {"z": {}}}"#)
    return folder
  }

  @Test(
    arguments: [
      (["status", "@/ru"], ["@/runs/"]),
      (["status", "@/runs/"], ["@/runs/beat", "@/runs/plain/", "@/runs/r1", "@/runs/r2"]),
      (["status", "@/runs/r"], ["@/runs/r1", "@/runs/r2"]),
      (["status", "@/runs/."], ["@/runs/.hidden"]),
      // Below a run there is nothing to look for but runs.
      (["status", "@/runs/r1/"], []),
      (["status", "@/runs/r1/deep/"], ["@/runs/r1/deep/inner"]),
      (["watch", "@/runs/r1", "--any", "@/runs/r2"], ["@/runs/r2"]),
      (["list-runs", "@/runs/r"], ["@/runs/r1/", "@/runs/r2/"]),
      (["status", "~/runs/r1"], ["~/runs/r1"]),
    ] as [([String], [String])])
  func proposesRuns(_ words: [String], _ proposals: [String]) throws {
    let folder = try world()
    let answer = try answer(words, in: folder)
    #expect(answer.kind == "paths")
    #expect(answer.words == proposals)
  }

  /// The shell looks itself where the tool can't, or would have to look for too long.
  @Test func leavesTheRestToTheShell() throws {
    let folder = try TemporaryFolder()
    for number in 0...1_000 { try folder.makeFolder("many/\(number)") }
    #expect(try answer(["status", "@/many/"], in: folder).kind == "folders")
    #expect(try answer(["status", "@/many/99"], in: folder).words.count == 11)
    #expect(try answer(["status", "@/none/x"], in: folder).kind == "folders")
    #expect(try answer(["restore", "@/r", "id", "--to", "x"], in: folder).kind == "files")
  }

  @Test func proposesTheOutputsOfTheRunInTheLine() throws {
    let folder = try world()
    #expect(try answer(["outputs", "@/runs/r1", ""], in: folder).words == ["y"])
    #expect(try answer(["outputs", "@/runs/r1", "y", ""], in: folder).words == ["y"])
    #expect(try answer(["errors", "@/runs/r1", "-o", ""], in: folder).words == ["y"])
    #expect(try answer(["errors", "@/runs/beat", "-o", ""], in: folder).words == ["z"])
    #expect(try answer(["errors", "-o", ""], in: folder).words == [])
    #expect(try answer(["outputs", "@/runs/none", ""], in: folder).words == [])
    #expect(try answer(["outputs", "@/runs/plain", ""], in: folder).words == [])
  }

  @Test(
    arguments: [
      (
        ["status", "@/runs/r1", "-F", "status,stale"],
        ["status,stale", "status,stale_after_seconds"]
      ),
      (
        ["status", "@/runs/r1", "--fields", "outputs.y.n_t"],
        ["outputs.y.n_total", "outputs.y.n_truncated"]
      ),
      (["status", "@/runs/r1", "--get", "out"], ["outputs", "outputs."]),
      (["list-runs", "@/runs", "--get", "hel"], []),
      (["list-runs", "@/runs", "--fields", "hel"], ["help"]),
      (["list-runs", "--sort", "prog"], ["progress", "progress_fraction"]),
      (["list-runs", "--status", "failed,pend"], ["failed,pending"]),
      (["errors", "@/runs/r1", "--fields", "mess"], ["message"]),
    ] as [([String], [String])])
  func proposesFields(_ words: [String], _ proposals: [String]) throws {
    #expect(try answer(words, in: try world()).words == proposals)
  }

  @Test func proposesSelectors() throws {
    #expect(try answer(["status", "@latest:p"]).words == ["@latest:pending"])
    #expect(try answer(["status", "@"]).words.contains("@latest"))
    #expect(try answer(["list-runs", "@"]).kind == "paths")
  }

  /// `--compat` among the words is not obeyed, and a tool that is named pipefunc-cli knows no such
  /// command.
  @Test func isHiddenBehindItsOwnWord() throws {
    let world = try FakeWorld()
    #expect(
      world.run("__complete", "--", "--compat", "lis").output
        == "words\nlist-runs\t\(CommandTable.command(.listRuns).summary)\n")
    let other = try FakeWorld()
    #expect(other.run("__complete").errors.first == "runspect: unknown command '__complete'")
  }
}
