import Foundation
import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunspectCLI

/// The clock moves only when a test moves it.
@Suite struct ProgressLineTests {
  /// A terminal that standard error, and maybe standard output, goes to.
  private final class Desk: @unchecked Sendable {
    let clock = FakeClock(1_000)
    private let lock = NSLock()
    private var written: [String] = []

    var writes: [String] { lock.withLock { written } }

    func write(_ text: String) { lock.withLock { written.append(text) } }

    func context(
      outputToo: Bool = true, columns: Int = 80, isQuiet: Bool = false, term: String? = "xterm",
      isTerminal: Bool = true
    ) -> CommandContext {
      let clock = clock
      var context = CommandContext(
        writeOutput: { bytes in self.write("out:" + String(decoding: bytes, as: UTF8.self)) },
        writeError: { self.write("err:" + $0) },
        clock: HostClock(
          now: { Timestamp(seconds: 0, nanoseconds: 0) }, monotonic: { clock.now }, sleep: { _ in }),
        terminal: outputToo ? CommandContext.Terminal(columns: { columns }) : nil,
        errorTerminal: {
          isTerminal
            ? CommandContext.ErrorTerminal(
              columns: { columns }, write: { self.write(String(decoding: $0, as: UTF8.self)) })
            : nil
        },
        variable: { $0 == "TERM" ? term : nil })
      context.isQuiet = isQuiet
      return context.showingProgress()
    }
  }

  private let erased = "\r\u{1B}[K"

  @Test func appearsAfterHalfASecondAndIsGoneAtTheEnd() {
    let desk = Desk()
    let context = desk.context()
    context.progress?.note(.runsFound(3))
    desk.clock.pass(0.25)
    context.progress?.note(.runRead)
    #expect(desk.writes == [])
    desk.clock.pass(0.25)
    context.progress?.note(.runRead)
    #expect(desk.writes == ["\rread 2 of 3 runs, 0s\u{1B}[K"])
    context.endProgress()
    context.endProgress()
    #expect(desk.writes.dropFirst() == [erased])
    desk.clock.pass(10)
    context.progress?.note(.runRead)
    #expect(desk.writes.count == 2)
  }

  @Test func shortWorkWritesNothing() throws {
    let desk = Desk()
    let context = desk.context()
    for _ in 0..<100 { context.progress?.note(.runRead) }
    try context.printText("answer\n")
    context.complain("reason")
    context.endProgress()
    #expect(desk.writes == ["out:answer\n", "err:runspect: reason"])
  }

  @Test func changesTenTimesASecond() {
    let desk = Desk()
    let context = desk.context()
    for _ in 0..<2_048 {
      context.progress?.note(.foldersSearched(1))
      desk.clock.pass(1.0 / 1_024)
    }
    #expect((14...16).contains(desk.writes.count))
    #expect(desk.writes.allSatisfy { $0.hasPrefix("\rsearched ") && $0.hasSuffix("\u{1B}[K") })
  }

  @Test func makesRoomForWhatIsPrinted() throws {
    let desk = Desk()
    let context = desk.context()
    func work() {
      desk.clock.pass(1)
      context.progress?.note(.fileVerified)
    }
    work()
    context.complain("reason")
    work()
    try context.printText("half a line")
    // The line would stand in the middle of the answer.
    work()
    try context.printText("\n")
    work()
    #expect(
      desk.writes == [
        "\rverified 1 file, 1s\u{1B}[K", erased, "err:runspect: reason",
        "\rverified 2 files, 2s\u{1B}[K", erased, "out:half a line", "out:\n",
        "\rverified 4 files, 4s\u{1B}[K",
      ])
  }

  @Test func anAnswerThatGoesElsewhereDoesNotMeetTheLine() throws {
    let desk = Desk()
    let context = desk.context(outputToo: false)
    desk.clock.pass(1)
    context.progress?.note(.runRead)
    try context.printText("half a line")
    desk.clock.pass(1)
    context.progress?.note(.runRead)
    #expect(
      desk.writes == [
        "\rread 1 run, 1s\u{1B}[K", "out:half a line", "\rread 2 runs, 2s\u{1B}[K",
      ])
  }

  @Test(arguments: [1, 2, 10, 20])
  func isCutToTheWidth(_ columns: Int) {
    let desk = Desk()
    let context = desk.context(columns: columns)
    desk.clock.pass(1)
    context.progress?.note(.fileVerified)
    let text = String("verified 1 file, 1s".prefix(max(1, columns - 1)))
    #expect(desk.writes == ["\r\(text)\u{1B}[K"])
  }

  @Test func isNotThereWhereNobodyWouldSeeIt() {
    let desk = Desk()
    #expect(desk.context(isQuiet: true).progress == nil)
    #expect(desk.context(term: "dumb").progress == nil)
    #expect(desk.context(isTerminal: false).progress == nil)
    #expect(desk.context(term: nil).progress != nil)
    #expect(desk.context(isTerminal: false).inspection.progress == nil)
  }

  /// Threads that report at the same time lose no step.
  @Test func countsWhatAllThreadsReport() {
    let desk = Desk()
    let context = desk.context()
    let progress = context.inspection.progress
    _ = ParallelMap.map(count: 4_000, .fixed(4)) { _ in progress?.note(.runRead) }
    desk.clock.pass(1)
    progress?.note(.foldersSearched(1))
    #expect(desk.writes == ["\rread 4000 runs, 1s\u{1B}[K"])
  }
}
