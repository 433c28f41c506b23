import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection
@testable import RunspectCLI

/// One run on a small screen.
@Suite struct RunScreenTests {
  private func lines(outputs: Int, rows: Int, areKept: Bool = true) -> [String] {
    var run = LiveRun(path: RawPath("/runs/r"))
    var status = RunStatus(runFolder: run.path, layout: nil, state: .running)
    let outputs = (0..<outputs).map { OutputStatus(name: JSONString("y\($0)"), storage: "") }
    status.take(outputs, detail: .outputs)
    var kept = status
    if !areKept { kept.outputs = nil }
    run.take(status, kept: kept, at: 0)
    let scene = LiveScene(
      columns: 80, rows: rows, hasColour: false, now: Timestamp(seconds: 0, nanoseconds: 0),
      time: 0, takesKeys: false)
    return RunScreen(run: run, failures: []).lines(scene)
  }

  /// Two lines of the run, an empty one, the heading, and the outputs; the last lines stay empty.
  @Test func showsAllOutputsWhereThereIsRoom() {
    let all = lines(outputs: 3, rows: 8)
    #expect(all.count == 7)
    #expect(all.suffix(3).map { String($0.prefix(5)) } == ["○  y0", "○  y1", "○  y2"])
    let some = lines(outputs: 3, rows: 7)
    #expect(some.last == "and 2 more, 0 of them complete")
    #expect(some.count == 6)
  }

  @Test func tellsThatOutputsAreNotKept() {
    let lines = lines(outputs: 3, rows: 8, areKept: false)
    #expect(lines.count == 4)
    #expect(lines.last == "The outputs are too many to be kept beside those of other runs.")
    #expect(lines[1] == "?  0/3 outputs")
  }
}
