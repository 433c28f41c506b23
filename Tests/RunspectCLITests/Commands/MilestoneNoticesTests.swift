import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection
@testable import RunspectCLI

@Suite struct MilestoneNoticesTests {
  private func run(_ path: String, _ modules: JSONString...) -> RunStatus {
    var status = RunStatus(
      runFolder: RawPath(path), layout: LayoutName(rawValue: "krixik"), state: .running)
    for (index, name) in modules.enumerated() {
      status.milestones.append(.moduleComplete(name, position: index + 1, of: 3))
    }
    return status
  }

  @Test func tellsEachThingOnceForEachRun() {
    var teller = MilestoneNotices()
    #expect(teller.newLines(for: run("/a")) == [])
    #expect(teller.newLines(for: run("/a", "m")) == ["module 1 of 3 (m) complete"])
    #expect(teller.newLines(for: run("/a", "m")) == [])
    #expect(teller.newLines(for: run("/b", "m")) == ["module 1 of 3 (m) complete"])
    #expect(
      teller.newLines(for: run("/a", "m", "n", "o"))
        == ["module 2 of 3 (n) complete", "module 3 of 3 (o) complete"])
  }

  @Test func nothingReadReachesATerminalAsItIs() {
    var teller = MilestoneNotices()
    let lines = teller.newLines(for: run("/a", "\u{1B}[2J\n"))
    #expect(lines.count == 1)
    #expect(lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\n") })
  }
}
