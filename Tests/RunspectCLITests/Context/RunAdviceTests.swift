import FileFormats
import ReadOnlyFiles
import RunInspection
import TestSupport
import Testing

@testable import RunspectCLI

/// What the user may have meant.
@Suite struct RunAdviceTests {
  private func advice(_ run: String, in folder: TemporaryFolder) -> String? {
    let path = RawPath("\(folder.path)/\(run)")
    return RunInspector().status(of: path).error.flatMap { error in
      RunAdvice.text(error, run: path, .one).map { text in
        text.split(separator: folder.path + "/", omittingEmptySubsequences: false)
          .joined(separator: "@/")
      }
    }
  }

  @Test(
    arguments: [
      ("runs/r11", "did you mean '@/runs/r1'?"),
      ("rusn/r1", "did you mean '@/runs/r1'?"),
      ("rusn/r1/", "did you mean '@/runs/r1'?"),
      // What is below the misspelt name has to be there.
      ("rusn/r9", nil),
      ("runs/completely-different", nil),
      ("runs/r1/run_info.json/x", nil),
      ("runs", "it contains runs, try: runspect list-runs @/runs"),
      ("empty", nil),
      ("runs/\u{1B}[31m", nil),
      (String(repeating: "r", count: 200), nil),
      (String(repeating: "x/", count: 500), nil),
    ] as [(String, String?)])
  func tellsWhatMayHaveBeenMeant(_ run: String, _ expected: String?) throws {
    let folder = try TemporaryFolder()
    try folder.makeRun("runs/r1", stored: 1)
    try folder.makeFolder("empty")
    #expect(advice(run, in: folder) == expected)
  }

  /// A terminal shows the answer and the advice; the reason is not repeated.
  @Test func isGivenAtATerminalToo() throws {
    let world = try FakeWorld(atTerminal: true)
    try world.folder.makeRun("runs/r1", stored: 1)
    let outcome = world.run("status", "@/runs/r2")
    #expect(outcome.output.hasPrefix("{\"error\": \"'@/runs/r2' does not exist\""))
    #expect(outcome.errors == ["runspect: did you mean '@/runs/r1'?"])
    #expect(outcome.status == 1)
  }

  @Test(
    arguments: [
      ("runs/r1", "runs/r1"), ("my runs", "'my runs'"), ("it's", "'it'\\''s'"), ("", "''"),
      ("$(x)", "'$(x)'"), ("é", "é"), ("a*b", "'a*b'"), ("~", "'~'"), ("a\nb", "'a\nb'"),
    ])
  func quotesForAShell(_ path: String, _ word: String) {
    #expect(ShellWord.quoted(RawPath(path)) == word)
  }
}
