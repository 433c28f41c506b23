import Foundation
import TestSupport
import Testing

/// `report`, through the built binary. `.ci/check_report.py` opens its pages in a browser.
@Suite(.blocking) struct ReportTests {
  private func world() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy("pipefunc", "0.93.2-file_array-complete", to: folder, as: "runs/r1")
    try Fixtures.copy("pipefunc", "0.93.2-file_array-continue", to: folder, as: "runs/r2")
    try Fixtures.copy("petsard", "state-parts-and-log", to: folder, as: "experiment")
    try folder.makeFolder("empty")
    return folder
  }

  @Test func writesAPageIntoANewFile() throws {
    let folder = try world()
    let words = ["report", "runs", "experiment", "--to", "report.html"]
    let outcome = try Runspect.run(words, in: folder)
    let page = try folder.read("report.html")
    #expect(
      outcome
        == Outcome(
          stdout:
            "{\"report\": {\"bytes\": \(page.count), \"file\": \"report.html\", \"n_runs\": 3}}\n",
          stderr: "", status: 0))
    let text = String(decoding: page, as: UTF8.self)
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(text.hasSuffix("</html>\n"))
    // What failed, with its traceback; a value of an output; a step.
    #expect(text.contains("Traceback (most recent call last)"))
    #expect(text.contains("<th scope=\"row\">total</th>"))
    #expect(text.contains("Steps"))
    #expect(try Runspect.run(words, in: folder).status == 1)
    #expect(try folder.read("report.html") == page)
  }

  @Test(arguments: [
    "runs/r1/report.html", "runs/r1/outputs/report.html", "link/report.html", "experiment/x.html",
    "runs/../runs/r2/report.html",
  ])
  func writesNothingIntoARun(_ target: String) throws {
    let folder = try world()
    try folder.makeLink("link", to: "runs/r1")
    // The run around the file need not be one of those that are shown.
    let outcome = try Runspect.run(["report", "runs/r2", "--to", target], in: folder)
    #expect(outcome.status == 1)
    #expect(
      try JSON(parsing: outcome.stdout)["error"]?.string?.hasSuffix("nothing is ever written")
        == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/" + target))
  }

  @Test(
    arguments: [
      (["runs"], 0), (["runs/r1", "experiment"], 0),
      (["runs", "--status", "cancelled"], 0), (["none"], 1), (["runs", "none"], 1), (["empty"], 1),
      (["runs", "--shard", "2/1"], 64), ([], 64), (["runs", "--format", "table"], 64),
      (["runs", "--sort", "nmae"], 64),
    ] as [([String], Int32)])
  func tellsByTheExitStatusWhetherAllCouldBeRead(_ words: [String], _ status: Int32) throws {
    let outcome = try Runspect.run(["report"] + words, in: world())
    #expect(outcome.status == status, "\(outcome.stderr)")
    #expect(outcome.stdout.hasSuffix("</html>\n") == (status != 64))
    let isSilent = status == 0 && !outcome.stdout.contains("No run was selected.")
    #expect(outcome.stderr.isEmpty == isSilent, "\(outcome.stderr)")
  }

  @Test func showsTheRunsOfEveryLayout() throws {
    let runs = Fixtures.root.appendingPathComponent("runs").path
    let outcome = try Runspect.run(["report", "--recursive", runs], in: try TemporaryFolder())
    #expect(outcome.status == 1)
    #expect(outcome.stdout.utf8.count < 3_000_000)
    for layout in ["heartbeat", "krixik", "petsard", "pipefunc", "rocketride"] {
      #expect(outcome.stdout.contains("<td>\(layout)</td>"))
    }
  }

  @Test func showsMarkupAsText() throws {
    let folder = try TemporaryFolder()
    let markup = "<script>alert(1)<\\/script><img src=x onerror=alert(2)>\\\"'"
    let name = "r<script>alert(1)<script>\"'&"
    try folder.write(
      "runs/\(name)/run_status.json",
      """
      {"status": "failed", "error": "\(markup)", "\(markup)": "\(markup)",
       "outputs": {"\(markup)": {"progress": 0.5}}}
      """)
    try folder.write("runs/\(name)2/run_status.json", markup)
    let outcome = try Runspect.run(["report", "runs"], in: folder)
    #expect(outcome.stdout.components(separatedBy: "<script").count == 2)
    #expect(outcome.stdout.components(separatedBy: "<img").count == 1)
    #expect(outcome.stdout.contains("r&lt;script&gt;alert(1)&lt;script&gt;&quot;&#39;&amp;"))
  }

  /// Everybody's names, texts and numbers are bounded.
  @Test func staysSmallWithAThousandRuns() throws {
    let folder = try TemporaryFolder()
    for number in 0..<1_000 {
      try folder.write(
        "runs/r\(number)/run_status.json",
        "{\"status\": \"running\", \"message\": \"\(String(repeating: "x", count: 5_000))\"}")
    }
    let outcome = try Runspect.run(["report", "runs"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.stdout.utf8.count < 3_000_000)
    #expect(outcome.stdout.components(separatedBy: "<tr>").count > 1_000)
  }
}
