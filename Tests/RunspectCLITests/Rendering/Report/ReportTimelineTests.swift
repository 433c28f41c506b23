import ReadOnlyFiles
import Testing

@testable import RunInspection
@testable import RunspectCLI

@Suite struct ReportTimelineTests {
  /// A duration of thousands of years is no duration of a run, and has no bar.
  @Test(arguments: [(0, true), (1e11.nextDown, true), (1e11, false), (-1, false)])
  func drawsWhatARunCanTake(_ seconds: Double, _ isDrawn: Bool) {
    var status = RunStatus(runFolder: RawPath("/r"), layout: nil, state: .completed)
    status.lastActivity = Timestamp(seconds: 1_000, nanoseconds: 0)
    status.elapsedSeconds = seconds
    var html = HTMLWriter()
    ReportTimeline(runs: [ReportedRun(status: status, name: "r", detail: nil)]).write(into: &html)
    let text = String(decoding: html.bytes, as: UTF8.self)
    #expect(text.contains("r: completed, \(ReportText.duration(seconds))") == isDrawn)
    #expect(text.contains("r: completed, until") != isDrawn)
  }
}
