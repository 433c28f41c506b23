import Foundation
import TestSupport
import Testing

/// Every example of the manual pages, run as it stands there.
@Suite(.blocking) struct ManualExampleTests {
  /// An example, and the page that it is from.
  struct Example: Sendable, CustomTestStringConvertible {
    let page: String
    let line: String

    var testDescription: String { "\(page): \(line)" }
  }

  /// The examples of a page: the lines between `.nf` and `.fi` below EXAMPLES, without roff's escapes.
  static func examples(_ page: String, _ source: String) -> [Example] {
    let sections = source.components(separatedBy: "\n.SH ")
    guard let section = sections.first(where: { $0.hasPrefix("EXAMPLES\n") }) else { return [] }
    return section.components(separatedBy: "\n.nf\n").dropFirst().map { block in
      let lines = block.components(separatedBy: "\n.fi").first?.split(separator: "\n") ?? []
      var text = lines.filter { !$0.hasPrefix(".") }.joined(separator: "\n")
      for (escape, character) in [
        ("\\&", ""), ("\\-", "-"), ("\\(ti", "~"), ("\\(ha", "^"), ("\\(aq", "'"), ("\\(ga", "`"),
        ("\\e", "\\"),
      ] {
        text = text.replacingOccurrences(of: escape, with: character)
      }
      return Example(page: page, line: text)
    }
  }

  /// All examples, by page.
  static func pages() throws -> [(page: String, examples: [Example])] {
    let folder = Fixtures.root.deletingLastPathComponent().appendingPathComponent("man")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try RecordedCases.checked(names, atLeast: 15, from: "man/").map { name in
      let source = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      return (name, examples(name, source))
    }
  }

  /// The folder in which the examples make sense: runs of several layouts, and a next step.
  private func world() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "runs/r1")
    try Fixtures.copy("pipefunc", "0.93.2-file_array-continue", to: folder, as: "runs/r2")
    let cancelled = "0.93.2-file_array-heartbeat_cancelled"
    try Fixtures.copy("pipefunc", cancelled, to: folder, as: "runs/r3")
    try Fixtures.copy("petsard", "state-parts-and-log", to: folder, as: "experiment")
    try folder.makeFolder(".config/fish/completions")
    try folder.makeFolder(".bin")
    try folder.makeLink(".bin/runspect", to: Runspect.binary)
    try folder.makeLink("next-step", to: "/bin/true")
    return folder
  }

  /// Each example with its exit status, how many lines it prints, and what it says on standard error.
  @Test func printsTheRecordedAnswersOfTheExamples() throws {
    var text = ""
    for (page, examples) in try ManualExampleTests.pages() {
      #expect(!examples.isEmpty, "\(page) has no examples")
      let folder = try world()
      for example in examples {
        let outcome = try Runspect.run(
          ["-c", example.line], in: folder, program: "/bin/sh",
          environment: ["PATH": "\(folder.path)/.bin:/usr/bin:/bin", "HOME": folder.path])
        let said = outcome.stderr.replacingOccurrences(of: folder.path, with: "@")
        text += """
          \(page)
          $ \(example.line)
          \(said)=> \(outcome.status), lines: \(outcome.stdout.split(separator: "\n").count)


          """
        #expect(outcome.status < 64, "\(example): \(outcome)")
      }
    }
    #expect(
      try Fixtures.matchesRecording("expected/manual-examples.txt", text),
      "RUNSPECT_RECORD=1 records what is printed now: \(text)")
  }
}
