import Foundation
import TestSupport
import Testing

@testable import RunspectCLI

@Suite struct ReportCommandTests {
  /// A run with a heartbeat, one that is half done, and one that can't be read.
  private func world() throws -> FakeWorld {
    let world = try FakeWorld()
    try world.folder.write(
      "runs/a <b>/run_status.json",
      """
      {"status": "failed", "updated_at": \(Int(FakeWorld.start) - 60), "elapsed_seconds": 90,
       "error": "no <i>room</i> left"}
      """)
    try world.folder.makeRun("runs/half", stored: 1)
    try world.folder.write("runs/torn/run_status.json", "{")
    world.folder.setTimes(below: "runs/torn") { _ in
      Moment(seconds: Int(FakeWorld.start) - 500, nanoseconds: 0)
    }
    world.folder.setTimes(below: "runs/a <b>") { _ in
      Moment(seconds: Int(FakeWorld.start) - 60, nanoseconds: 0)
    }
    return world
  }

  @Test func printsTheRecordedPage() throws {
    let outcome = try world().run("report", "@/runs", "--sort", "name", "--stale-after", "30s")
    #expect(outcome.status == 1)
    #expect(outcome.errors.count == 1)
    #expect(outcome.errors.allSatisfy { $0.contains("/runs/torn/run_status.json' is not JSON") })
    #expect(try FixtureFile.matchesRecording("expected/report/small.html", outcome.output))
  }

  @Test func allowsItsOwnStyleAndScriptAlone() throws {
    let page = try world().run("report", "@/runs/half").output
    let policy =
      "default-src &#39;none&#39;; style-src "
      + ContentHash.policySource(of: ReportStyle.text).replacingOccurrences(of: "'", with: "&#39;")
      + "; script-src "
      + ContentHash.policySource(of: ReportScript.text).replacingOccurrences(of: "'", with: "&#39;")
      + "; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"
    #expect(page.contains("content=\"\(policy)\""))
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(page.components(separatedBy: "<style").count == 2)
    #expect(page.contains("<style>\(ReportStyle.text)</style>"))
    #expect(page.contains("<script>\(ReportScript.text)</script>"))
  }

  @Test func saysThatNoRunWasSelected() throws {
    let outcome = try world().run("report", "@/runs", "--status", "completed")
    #expect(outcome.status == 0)
    #expect(outcome.errors == ["runspect: no run was selected"])
    #expect(outcome.output.contains("<p>No run was selected.</p>"))
  }

  /// The command line in the page means what was typed.
  @Test(
    arguments: [
      (["@/runs"], "runspect report @/runs"),
      (
        [
          "@/runs", "--status", "failed", "--since=90m", "-n", "5", "--match", "a *", "--shard",
          "1/1",
        ],
        "runspect report --match=&#39;a *&#39; --max-runs 5 --shard 1/1 --since 5400 --status failed @/runs"
      ),
      (["--recursive", "@/runs", "--", "-x"], "runspect report --recursive -- @/runs -x"),
    ])
  func tellsHowItWasMade(_ words: [String], _ line: String) throws {
    let outcome = try world().run(["report"] + words)
    #expect(outcome.output.contains("<code>\(line)</code>"), "\(outcome.output.suffix(900))")
  }
}
