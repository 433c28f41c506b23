import FileFormats
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunspectCLI

@Suite struct GithubFormatTests {
  private static let messages: [(String, String)] = [
    ("plain é漢😀", "plain é漢😀"), ("50%", "50%25"), ("%0A::error::x", "%250A::error::x"),
    ("two\nlines", "two%0Alines"), ("a\tb", "a\tb"), ("a\r\nb", "a\\u{d}%0Ab"),
    ("a: b, c", "a: b, c"), ("\u{1B}[31m", "\\u{1b}[31m"), ("\u{202E}x", "\\u{202e}x"),
    (String(repeating: "x", count: 4_001), String(repeating: "x", count: 4_000) + "..."),
  ]

  @Test func escapesMessagesAsTheToolkitDoes() {
    for (text, shown) in GithubFormatTests.messages {
      #expect(GithubAnnotation(.error, text).line == "::error::\(shown)\n")
    }
  }

  private static let titles: [(String, String)] = [
    ("runs/r1", "runs/r1"), ("a:b,c", "a%3Ab%2Cc"), ("50%", "50%25"), ("a\nb", "a\\u{a}b"),
    ("::error::x", "%3A%3Aerror%3A%3Ax"), ("\u{1B}", "\\u{1b}"),
  ]

  @Test func escapesTitlesAsTheToolkitDoes() {
    for (title, shown) in GithubFormatTests.titles {
      let line = GithubAnnotation(.warning, "m", title: RawPath(title)).line
      #expect(line == "::warning title=\(shown)::m\n")
    }
  }

  private func world(failed: Int, stale: Int = 0) throws -> FakeWorld {
    let world = try FakeWorld()
    for number in 0..<failed {
      try world.folder.write(
        "runs/f\(number)/run_status.json",
        #"{"status": "failed", "updated_at": 1999990, "message": "m\#(number)"}"#)
    }
    for number in 0..<stale {
      try world.folder.write(
        "runs/s\(number)/run_status.json",
        #"{"status": "running", "updated_at": 1000000, "stale_after_seconds": 60}"#)
      world.folder.setTimes(below: "runs/s\(number)") { _ in
        Moment(seconds: 1_000_000, nanoseconds: 0)
      }
    }
    return world
  }

  private func lines(_ outcome: FakeWorld.Outcome) -> [String] {
    outcome.output.split(separator: "\n").map(String.init)
  }

  @Test func showsAsManyAsGithubDoes() throws {
    let world = try world(failed: 10)
    let lines = lines(world.run("list-runs", "@/runs", "--sort", "name", "--format", "github"))
    #expect(lines == (0..<10).map { "::error title=f\($0)::f\($0): the run failed%0Am\($0)" })
  }

  @Test func theLastSaysHowManyMoreThereAre() throws {
    let world = try world(failed: 12, stale: 11)
    let lines = lines(world.run("list-runs", "@/runs", "--sort", "name", "--format", "github"))
    #expect(lines.count == 20)
    #expect(lines[9] == "::error::and 3 more errors")
    #expect(lines[10] == "::warning title=s0::s0 is running, silent for more than 60s")
    #expect(lines[19] == "::warning::and 2 more warnings")
  }

  @Test func aGateBlamesWhatItCounts() throws {
    let world = try world(failed: 0, stale: 1)
    let line = "title=s0::s0 is running, silent for more than 60s"
    let gated = world.run("list-runs", "@/runs", "--format", "github", "--exit-status")
    #expect(lines(gated) == ["::error \(line)"])
    #expect(gated.status == 2)
  }

  @Test func annotatesErrorsToo() throws {
    let world = try world(failed: 12)
    let outcome = world.run("errors", "@/runs", "--sort", "name", "--format", "github")
    // A failed run counts as no failed element, but each is annotated.
    #expect(lines(outcome).count == 10)
    #expect(lines(outcome)[8] == "::error title=@/runs/f6::@/runs/f6: the run failed%0Am6")
    #expect(lines(outcome)[9] == "::error::and 3 more errors")
    #expect(outcome.status == 1)
  }

  @Test func saysWhyThereIsNoAnswer() throws {
    let world = try FakeWorld()
    #expect(
      world.run("list-runs", "@/none", "--format", "github").output
        == "::error::'@/none' does not exist\n")
    let errors = try FakeWorld().run("errors", "@/none", "--format", "github")
    #expect(errors.output == "::error::'@/none' does not exist\n")
  }
}
