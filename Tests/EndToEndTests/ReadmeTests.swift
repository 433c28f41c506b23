import Foundation
import TestSupport
import Testing

/// What the README shows is what a reader gets.
@Suite(.blocking) struct ReadmeTests {
  private let readme: String

  init() throws {
    let file = Fixtures.root.deletingLastPathComponent().appendingPathComponent("README.md")
    readme = try String(contentsOf: file, encoding: .utf8)
  }

  /// The first block of a language.
  private func block(_ language: String) throws -> String {
    let parts = readme.components(separatedBy: "```\(language)\n")
    return try #require(parts.dropFirst().first?.components(separatedBy: "```").first)
  }

  @Test func theAnswerIsTheOneOfTheFirstCommand() throws {
    #expect(
      readme.contains(
        "swift run runspect status fixtures/runs/pipefunc/0.93.2-dict-parquet --pretty"))
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-dict-parquet", to: folder, as: "r")
    let outcome = try Runspect.run(["status", "r", "--pretty"], in: folder)
    func withoutTimes(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { line in
        !["last_activity", "last_modified", "run_folder"].contains { line.contains("\"\($0)\"") }
      }
    }
    #expect(withoutTimes(try block("json")) == withoutTimes(outcome.stdout))
  }

  @Test func theScriptCanBeWatched() throws {
    let folder = try TemporaryFolder()
    let script = try block("sh").replacingOccurrences(of: "sleep 1", with: "sleep 0.05")
    try folder.write("produce.sh", script)
    let producer = try Runspect.start([Array("produce.sh".utf8)], in: folder, program: "/bin/sh")
    let outcome = try Runspect.run(
      ["watch", "runs/convert", "--wait-for-start", "--timeout", "30", "--changes"], in: folder)
    #expect(producer.wait() == Outcome(stdout: "", stderr: "", status: 0))
    #expect(outcome.status == 0)
    let last = try JSON(parsing: String(outcome.stdout.split(separator: "\n").last ?? ""))
    #expect(last["status"] == .string("completed"))
    #expect(last["message"] == .string("done"))
  }

  /// Each command about many runs, as it stands there, over runs of several layouts.
  @Test func theCommandsAboutManyRunsWork() throws {
    let folder = try TemporaryFolder()
    for (name, layout, run) in [
      ("r1", "pipefunc", "0.93.2-file_array-complete"),
      ("r2", "pipefunc", "0.93.2-file_array-continue"),
      ("r3", "rocketride", "completed-exit-code"), ("deep/er/r4", "heartbeat", "failed"),
    ] {
      try Fixtures.copy(layout, run, to: folder, as: "runs/\(name)")
    }
    try folder.makeFolder(".bin")
    try folder.makeLink(".bin/runspect", to: Runspect.binary)
    // The watch would wait for runs that never come.
    let lines = try block("console").replacingOccurrences(of: "--timeout 2h", with: "--timeout 0.1")
      .replacingOccurrences(of: "--since 2d", with: "--since 36500d")
      .split(separator: "\n").map(String.init)
    let commands = lines.filter { $0.hasPrefix("$ ") && !$0.hasPrefix("$ #") }.map {
      $0.dropFirst(2)
    }
    var answers: [String] = []
    for command in commands {
      let outcome = try Runspect.run(
        ["-c", String(command)], in: folder, program: "/bin/sh",
        environment: ["PATH": "\(folder.path)/.bin:/usr/bin:/bin"])
      let count = outcome.stdout.split(separator: "\n").count
      answers.append("\(outcome.status) \(count) \(outcome.stderr.split(separator: "\n").count)")
    }
    // The exit status, the lines of the answer, and the lines on standard error.
    #expect(answers == ["0 4 0", "0 4 0", "1 0 3", "1 0 0", "1 0 0", "1 7 1", "1 4 2", "0 3 0"])
  }

  @Test func theCommandsExist() throws {
    let folder = try TemporaryFolder()
    var commands: Set<String> = []
    for part in readme.components(separatedBy: "`runspect ").dropFirst() {
      let name = part.prefix { $0.isLetter || $0 == "-" }
      if !name.hasPrefix("-") { commands.insert(String(name)) }
    }
    #expect(commands.count > 8)
    for command in commands {
      #expect(try Runspect.run(["help", command], in: folder).status == 0, "\(command)")
    }
  }
}
