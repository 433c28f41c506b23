import ReadOnlyFiles
import Testing

@testable import RunInspection

/// What a watch waits for: half-written documents, runs that are not there, and silent ones.
@Suite struct RunWatcherPatienceTests {
  /// A run that can't be read now holds up none of those after it.
  @Test func theEndOfARunBehindOneThatIsHeld() {
    let world = ScriptedWatch([
      ("a", [(0, .torn)]), ("b", [(0, .running), (0.005, .completed)]),
    ])
    world.changes = [0.01]
    #expect(world.run { $0.interval = 5 } == .finished)
    #expect(world.times("b completed end") == [0.01])
  }

  @Test func readsAHalfWrittenDocumentAgain() {
    let world = ScriptedWatch((0, .torn), (0.25, .running), (5, .torn), (6.75, .completed))
    #expect(world.run() == .finished)
    // While it can't be read, what was read before it stands.
    #expect(
      world.told == ["0.25 a running interval", "5.0 a running interval", "6.75 a completed end"])
  }

  @Test func takesADocumentThatStaysUnreadableForTwoSecondsAsAnError() throws {
    let world = ScriptedWatch((0, .running), (5, .torn))
    #expect(world.run() == .finished)
    #expect(world.told == ["0.0 a running interval", "5.0 a running interval", "7.0 a error end"])
    #expect(world.verdicts == [.failure])
  }

  @Test func countsEachTimeThatADocumentCantBeReadForItself() {
    let world = ScriptedWatch(
      (0, .running), (5, .torn), (6.5, .running), (6.7, .torn), (8.4, .running), (20, .completed))
    world.changes = [6.5, 6.7, 8.4]
    #expect(world.run { $0.interval = 1 } == .finished)
    #expect(world.verdicts == [.success])
  }

  @Test func readsSeldomWhileADocumentCantBeReadAndMuchChanges() throws {
    let world = ScriptedWatch((0, .running), (0.5, .torn), (2, .completed))
    world.changes = (0...10_000).map { Double($0) / 5_000 }
    #expect(world.run { $0.interval = 60 } == .finished)
    #expect(try #require(world.readings[.outputs]).count <= 90)
    #expect(try #require(world.readings[.summary]).count <= 120)
    #expect(try #require(world.times("a completed end").first) <= 2.05)
  }

  /// A run that failed looks complete to one who can't read its heartbeat.
  @Test func doesNotTakeTheFilesWordForAnEndWhileTheHeartbeatIsHalfWritten() {
    let world = ScriptedWatch(
      (0, .running), (3, RunStatus.completed.withTornHeartbeat()), (4.5, .failed))
    world.changes = [3]
    #expect(world.run { $0.interval = 60 } == .finished)
    #expect(world.told == ["0.0 a running interval", "4.5 a failed end"])
  }

  @Test func takesTheFilesWordWhereTheHeartbeatStaysUnreadable() {
    let world = ScriptedWatch((0, .running), (3, RunStatus.completed.withTornHeartbeat()))
    world.changes = [3]
    #expect(world.run { $0.interval = 60 } == .finished)
    #expect(world.told == ["0.0 a running interval", "5.0 a completed end"])
  }

  @Test func tellsNothingOfAHeartbeatThatIsHalfWritten() {
    let world = ScriptedWatch(
      (0, .running), (5, RunStatus.run(.pending).withTornHeartbeat()), (5.2, .running),
      (11, .completed))
    #expect(world.run() == .finished)
    #expect(world.times("a pending interval") == [])
  }

  @Test func tellsWhatItReadAtTheDeadlineEvenIfHalfWritten() {
    let world = ScriptedWatch((0, .torn))
    #expect(world.run { $0.timeout = 0 } == .timeout)
    #expect(world.told == ["0.0 a error end"])
    let later = ScriptedWatch((0, .running), (4.5, .torn))
    #expect(later.run { $0.timeout = 5 } == .timeout)
    #expect(later.told == ["0.0 a running interval", "5.0 a running end"])
    #expect(later.verdicts == [.unfinished])
  }

  @Test func endsAtOnceWhereARunIsNotThere() {
    let world = ScriptedWatch()
    #expect(world.run() == .finished)
    #expect(world.told == ["0.0 a missing end"])
    #expect(world.verdicts == [.failure])
  }

  @Test func waitsForARunToBeginAndToComeBack() {
    let world = ScriptedWatch((3.2, .running), (7.1, .missing), (8.3, .running), (12, .completed))
    world.changes = [7.1]
    let end = world.run {
      $0.waitsForStart = true
      $0.interval = 1
    }
    #expect(end == .finished)
    #expect(world.verdicts == [.success])
    #expect(world.told.last == "12.0 a completed end")
    #expect(world.times("a missing end") == [])
  }

  @Test func looksTwiceASecondForARunThatIsWaitedFor() {
    let world = ScriptedWatch((1.9, .completed))
    let end = world.run {
      $0.waitsForStart = true
      $0.interval = 60
    }
    #expect(end == .finished)
    #expect(world.told == ["0.0 a missing interval", "2.0 a completed end"])
  }

  @Test func aRunThatNeverBeganHasNotFailed() {
    let world = ScriptedWatch()
    let end = world.run {
      $0.waitsForStart = true
      $0.timeout = 3
    }
    #expect(end == .timeout)
    #expect(world.verdicts == [.unfinished])
  }

  @Test(
    arguments: [
      (.warn, ["2.0 a stale", "4.0 a alive", "6.0 a completed end"]),
      (.ignore, ["6.0 a completed end"]), (.fail, ["2.0 a stale", "2.0 a running end"]),
    ] as [(WatchRules.StaleRule, [String])])
  func tellsOfARunThatShowsNoSignOfLife(_ rule: WatchRules.StaleRule, _ told: [String]) {
    let world = ScriptedWatch((0, .running), (2, .stale), (4, .running), (6, .completed))
    let end = world.run {
      $0.interval = 1
      $0.onStale = rule
    }
    #expect(end == .finished)
    #expect(world.told.filter { !$0.hasSuffix("interval") } == told)
    #expect(world.endedStale == [rule == .fail])
  }

  @Test func doesNotTakeAVanishedRunForALivingOne() {
    let world = ScriptedWatch((0, .stale), (1, .missing))
    #expect(world.run { $0.interval = 1 } == .finished)
    #expect(world.told == ["0.0 a stale", "0.0 a running interval", "1.0 a missing end"])
  }

  /// How long a heartbeat of the future stays fresh, by our own clock.
  @Test(arguments: [(10, [11]), (nil, [])] as [(Double?, [Double])])
  func aHeartbeatFromTheFutureIsNotFreshForEver(_ limit: Double?, _ stale: [Double]) {
    let world = ScriptedWatch((0, RunStatus.running.fromFuture(staleAfter: limit)))
    let end = world.run {
      $0.interval = 1
      $0.timeout = 30
    }
    #expect(end == .timeout)
    #expect(world.times("a stale") == stale)
  }

  @Test func aHeartbeatFromTheFutureThatGoesOnIsAlive() {
    let world = ScriptedWatch(
      (0, RunStatus.running.fromFuture(staleAfter: 10)),
      (8, RunStatus.running.fromFuture(staleAfter: 10, updated: 9_001)), (17, .completed))
    #expect(world.run { $0.interval = 1 } == .finished)
    #expect(world.times("a stale") == [])
  }
}
