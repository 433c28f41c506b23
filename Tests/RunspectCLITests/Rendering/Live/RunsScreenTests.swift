import ReadOnlyFiles
import Testing

@testable import RunInspection
@testable import RunspectCLI

/// Many runs on a small screen.
@Suite struct RunsScreenTests {
  private func run(_ name: String, _ state: RunState) -> LiveRun {
    var run = LiveRun(path: RawPath("/runs/\(name)"))
    var status = RunStatus(runFolder: run.path, layout: nil, state: state)
    status.take([], detail: .outputs)
    run.take(status, at: 0)
    return run
  }

  private func lines(
    _ runs: [LiveRun], rows: Int, selected: Int? = nil, takesKeys: Bool = false
  ) -> [String] {
    let scene = LiveScene(
      columns: 60, rows: rows, hasColour: false, now: Timestamp(seconds: 0, nanoseconds: 0),
      time: 0,
      takesKeys: takesKeys)
    return RunsScreen(runs: runs, selected: selected).lines(scene, room: rows)
  }

  private var many: [LiveRun] {
    (0..<271).map { run("done\($0)", .completed) } + (0..<27).map { run("bad\($0)", .failed) }
      + (0..<3).map { run("going\($0)", .running) }
  }

  @Test func theActiveOnesAreOnTheScreenHoweverManyFailed() {
    let lines = lines(many, rows: 12)
    #expect(lines.count == 12)
    let names = lines.dropFirst().map {
      $0.split(separator: " ").dropFirst().first.map(String.init)
    }
    #expect(
      names.prefix(9) == [
        "bad0", "bad1", "bad2", "bad3", "bad4", "bad5", "going0", "going1", "going2",
      ])
    #expect(lines[10] == "and 21 more")
    #expect(lines[11] == "271 completed, 3 running, 27 failed of 301")
  }

  @Test func theChosenOneIsAlwaysOnTheScreen() {
    let lines = lines(many, rows: 12, selected: 271 + 26, takesKeys: true)
    #expect(lines.contains { $0.hasPrefix("›  bad26") })
    #expect(lines.count == 12)
  }

  @Test(arguments: 1...5) func aTinyScreenIsNotExceeded(_ rows: Int) {
    #expect(lines(many, rows: rows).count <= rows)
    #expect(lines([], rows: rows) == ["waiting for runs"])
  }
}
