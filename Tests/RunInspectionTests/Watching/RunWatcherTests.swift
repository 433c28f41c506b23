import HostProcess
import ReadOnlyFiles
import Testing

@testable import RunInspection

/// When a watch of one run reads and when it ends. Nothing sleeps: the world is told in advance.
@Suite struct RunWatcherTests {
  @Test(
    arguments: [
      (1, 3.5, [0, 1, 2, 3]), (2, 4, [0, 2]), (5, 0.25, [0]), (60, 7, [0]), (5, 0, []),
    ] as [(Double, Double, [Double])])
  func tellsAtEachIntervalAndOnceMoreAtTheDeadline(
    _ interval: Double, _ timeout: Double, _ intervals: [Double]
  ) {
    let world = ScriptedWatch((0, .running))
    let end = world.run {
      $0.interval = interval
      $0.timeout = timeout
    }
    #expect(end == .timeout)
    #expect(world.times("a running interval") == intervals)
    #expect(world.times("a running end") == [timeout])
    #expect(world.now == timeout)
    #expect(world.verdicts == [.unfinished])
  }

  @Test func countsTheTimeOfAReadingInTheInterval() {
    let world = ScriptedWatch((0, .running), (25, .completed))
    world.readingTime = 3
    #expect(world.run { $0.interval = 10 } == .finished)
    #expect(world.readings[.outputs] == [0, 10, 20, 30])
  }

  @Test func checksOnceWhereThereIsNoTime() {
    let world = ScriptedWatch((0, .running), (0.001, .completed))
    #expect(world.run { $0.timeout = 0 } == .timeout)
    #expect(world.readings == [.outputs: [0], .summary: []])
    let complete = ScriptedWatch((0, .completed))
    #expect(complete.run { $0.timeout = 0 } == .finished)
    #expect(complete.told == ["0.0 a completed end"])
  }

  @Test(arguments: [RunState.completed, .failed, .cancelled, .missing, .error])
  func endsAtOnceWhenAChangeTellsOfAnEnd(_ state: RunState) {
    let world = ScriptedWatch((0, .running), (7.25, .run(state)))
    world.changes = [7.25]
    #expect(world.run { $0.interval = 60 } == .finished)
    #expect(world.told == ["0.0 a running interval", "7.25 a \(state.rawValue) end"])
  }

  @Test func readsNoMoreThanItsStateWhereNothingButEndsAreOfInterest() {
    let world = ScriptedWatch((0, .running), (30, .completed))
    world.changes = [1, 2, 3]
    #expect(world.run { $0.interval = 60 } == .finished)
    #expect(world.readings == [.outputs: [0, 60], .summary: [1, 2, 3]])
  }

  /// Five thousand changes a second for two seconds, by what one reading costs: the most looks at the
  /// state, the most full readings, and how late the end may be noticed.
  @Test(
    arguments: [
      (0, true, 110, 22), (0, false, 110, 2), (0.001, true, 110, 22), (0.02, true, 30, 14),
      (0.1, false, 6, 2), (0.1, true, 6, 5),
    ] as [(Double, Bool, Int, Int)])
  func readsSeldomHoweverMuchChanges(
    _ readingTime: Double, _ tellsChanges: Bool, _ looks: Int, _ readings: Int
  ) throws {
    let world = ScriptedWatch((0, .running), (2, .completed))
    world.readingTime = readingTime
    world.changes = (0...10_000).map { Double($0) / 5_000 }
    let end = world.run {
      $0.interval = 60
      $0.tellsChanges = tellsChanges
    }
    #expect(end == .finished)
    #expect(try #require(world.readings[.summary]).count <= looks)
    #expect(try #require(world.readings[.outputs]).count <= readings)
    #expect(try #require(world.times("a completed end").first) <= 2.04 + 10 * readingTime)
  }

  @Test func tellsOfChangesAtOnceWhereTheyAreOfInterest() {
    let world = ScriptedWatch((0, .run(.pending)), (3, .running), (9, .completed))
    world.changes = [3, 9]
    let end = world.run {
      $0.interval = 60
      $0.tellsChanges = true
    }
    #expect(end == .finished)
    #expect(
      world.told == ["0.0 a pending interval", "3.0 a running change", "9.0 a completed end"])
  }

  @Test func losesNoChangeThatComesSoonAfterAnother() {
    let world = ScriptedWatch(
      (0, .run(.pending)), (3, .running), (3.05, .run(.incomplete)), (9, .completed))
    world.changes = [3, 3.05, 9]
    let end = world.run {
      $0.interval = 60
      $0.tellsChanges = true
    }
    #expect(end == .finished)
    #expect(
      world.told == [
        "0.0 a pending interval", "3.0 a running change", "3.1 a incomplete change",
        "9.0 a completed end",
      ])
  }

  @Test func asksToBeToldOfTheFoldersOfOutputsBeforeTheFirstWait() throws {
    let world = ScriptedWatch((0, RunStatus.running.watching("outputs", "outputs/y")))
    #expect(world.run { $0.timeout = 1 } == .timeout)
    #expect(world.watched == ["/runs", "/runs/a", "/runs/a/outputs", "/runs/a/outputs/y"])
    // What was written before they were watched is read.
    #expect(world.readings[.outputs] == [0, 0, 1])
    #expect(world.told == ["0.0 a running interval", "1.0 a running end"])
  }

  @Test func readsARunByTheLayoutThatItHadBefore() {
    let world = ScriptedWatch((0, .running), (3, .missing), (4, .completed))
    let end = world.run {
      $0.waitsForStart = true
      $0.interval = 1
    }
    #expect(end == .finished)
    // A run that has vanished may come back as another.
    #expect(world.layouts == [nil, "pipefunc", "pipefunc", "pipefunc", nil, nil])
  }

  @Test(arguments: [ProcessSignal.interrupt, .terminate])
  func endsWithASignal(_ signal: ProcessSignal) {
    let world = ScriptedWatch((0, .running))
    world.signals = [(1, .resized), (2.5, signal)]
    #expect(world.run() == .signal(signal))
    #expect(world.told == ["0.0 a running interval", "1.0 resized"])
    #expect(world.now == 2.5)
  }

  @Test func heedsSignalsWhileItRestsBetweenTwoLooks() {
    let world = ScriptedWatch((0, .running))
    world.changes = [1]
    world.signals = [(1.005, .resized), (1.01, .interrupt)]
    #expect(world.run() == .signal(.interrupt))
    #expect(world.told == ["0.0 a running interval", "1.005 resized"])
  }

  @Test func whatAReportThrowsEndsTheWatch() {
    struct Closed: Error {}
    var watcher = RunWatcher(
      [RawPath("/r")], rules: WatchRules(),
      environment: WatchEnvironment(
        read: { readings, _ in readings.map { _ in .running } }, monotonic: { 0 },
        waiter: Waiter(wait: { _, _ in .elapsed }, watch: { _, _ in })))
    #expect(throws: Closed.self) { try watcher.run { _ throws(Closed) in throw Closed() } }
  }

  /// A reading that is interrupted is no status, and the end of the watch.
  @Test(arguments: [nil, .interrupt, .terminate, .hangUp] as [ProcessSignal?])
  func aReadingThatIsInterruptedEndsTheWatch(_ signal: ProcessSignal?) {
    var rounds = 0
    var waits = 0
    var told: [String] = []
    var watcher = RunWatcher(
      [RawPath("/a"), RawPath("/b")], rules: WatchRules(),
      environment: WatchEnvironment(
        read: { readings, _ in
          rounds += 1
          return rounds < 4 ? readings.map { _ in .running } : nil
        }, monotonic: { Double(waits) * 5 },
        waiter: Waiter(
          wait: { seconds, _ in
            if seconds == 0, let signal { return .signal(signal) }
            waits += 1
            return .elapsed
          }, watch: { _, _ in })))
    let end = watcher.run { event in
      if case .status(let run, let status, let occasion) = event {
        told.append("\(run) \(status.state.rawValue) \(occasion)")
      }
    }
    #expect(end == signal.map { .signal($0) } ?? .timeout)
    // What was known before is the last that is told, unless a signal ends the watch.
    #expect(
      told == ["0 running interval", "1 running interval", "0 running interval"]
        + (signal == nil ? ["0 running end", "1 running end"] : []))
    #expect(rounds == 4)
    #expect(watcher.outcomes.map(\.hasEnded) == [false, false])
  }
}
