import ReadOnlyFiles
import Testing

@testable import RunInspection

/// When a watch of many runs is over.
@Suite struct RunWatcherManyTests {
  private let completesAt2: [ScriptedWatch.Scene] = [(0, .running), (2, .completed)]
  private let failsAt4: [ScriptedWatch.Scene] = [(0, .running), (4, .failed)]
  private let endsNever: [ScriptedWatch.Scene] = [(0, .running)]
  private let staleAt3: [ScriptedWatch.Scene] = [(0, .running), (3, .stale)]

  private func end(
    _ runs: [[ScriptedWatch.Scene]], _ change: (inout WatchRules) -> Void = { _ in }
  ) -> (WatchEnd, Double, [RunVerdict]) {
    let world = ScriptedWatch(zip(["a", "b", "c"], runs).map { ($0, $1) })
    let end = world.run {
      $0.interval = 1
      $0.timeout = 10
      change(&$0)
    }
    return (end, world.now, world.verdicts)
  }

  @Test func untilAllHaveEnded() {
    #expect(end([failsAt4, completesAt2]) == (.finished, 4, [.failure, .success]))
    #expect(end([completesAt2, endsNever]) == (.timeout, 10, [.success, .unfinished]))
  }

  @Test func untilOneHasEnded() {
    #expect(
      end([failsAt4, completesAt2, endsNever]) { $0.endsWithAny = true }
        == (.finished, 2, [.unfinished, .success, .unfinished]))
    #expect(
      end([endsNever, failsAt4]) { $0.endsWithAny = true }
        == (.finished, 4, [.unfinished, .failure]))
  }

  @Test func untilOneHasFailed() {
    #expect(
      end([completesAt2, failsAt4, endsNever]) { $0.endsWithFailure = true }
        == (.finished, 4, [.success, .failure, .unfinished]))
    #expect(
      end([completesAt2, completesAt2]) { $0.endsWithFailure = true }
        == (.finished, 2, [.success, .success]))
  }

  @Test func aStaleRunThatCountsAsAnEndIsAFailureToo() {
    #expect(
      end([endsNever, staleAt3]) {
        $0.endsWithFailure = true
        $0.onStale = .fail
      } == (.finished, 3, [.unfinished, .unfinished]))
  }

  @Test func readsNoRunThatHasEnded() {
    let world = ScriptedWatch([("a", completesAt2), ("b", failsAt4)])
    #expect(world.run { $0.interval = 1 } == .finished)
    #expect(world.told.filter { $0.contains(" a ") }.count == 3)
    #expect(world.readings[.outputs] == [0, 0, 1, 1, 2, 2, 3, 4])
  }
}
