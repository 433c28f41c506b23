import ReadOnlyFiles
import Testing

@testable import RunInspection

/// Watching a folder: the runs in it, and those that appear. Nothing sleeps.
@Suite struct RunWatcherFolderTests {
  private func world(
    _ runs: [(name: String, from: Double, end: Double, state: RunStatus)]
  ) -> ScriptedWatch {
    let world = ScriptedWatch(
      runs.map { ($0.name, [($0.from, .running), ($0.end, $0.state)]) }, named: ["f"])
    world.folders = ["/runs/f": runs.map { ($0.from, $0.name) }]
    return world
  }

  @Test func watchesTheRunsInItAndThoseThatAppear() {
    let world = world([("a", 0, 12, .completed), ("b", 7, 21, .completed)])
    #expect(world.run { $0.interval = 5 } == .finished)
    #expect(
      world.told == [
        "0.0 f folder", "0.0 a found", "0.0 a running interval", "5.0 a running interval",
        "10.0 b found",
        "10.0 a running interval", "10.0 b running interval", "15.0 a completed end",
        "15.0 b running interval", "20.0 b running interval", "25.0 b completed end",
      ])
    #expect(world.verdicts == [.success, .success])
    #expect(world.watched.isSuperset(of: ["/runs/f", "/runs/f/a", "/runs/f/b"]))
  }

  @Test func waitsForAsManyAsAreExpected() {
    let world = world([("a", 0, 1, .completed), ("b", 30, 31, .failed), ("c", 50, 51, .completed)])
    let end = world.run {
      $0.interval = 5
      $0.expectedRuns = 3
    }
    #expect(end == .finished)
    #expect(world.verdicts == [.success, .failure, .success])
    #expect(world.times("c completed end") == [55])
  }

  @Test func isNotOverWhileThereIsNoRun() {
    let world = world([("a", 30, 31, .completed)])
    let end = world.run {
      $0.interval = 5
      $0.timeout = 20
      $0.expectedRuns = 1
    }
    #expect(end == .timeout)
    #expect(world.times("f missing end") == [20])
    #expect(world.verdicts == [.unfinished])
    // Where nothing is expected, a folder without runs is no run either.
    let none = self.world([("a", 30, 31, .completed)])
    #expect(none.run { $0.interval = 5 } == .finished)
    #expect(none.verdicts == [.failure])
  }

  /// A folder whose runs have other names is one all the same.
  @Test func waitsForARunOfTheRightName() {
    let world = world([("a", 0, 1, .completed), ("b", 7, 8, .completed)])
    world.unlisted = ["a"]
    #expect(world.run { $0.interval = 5 } == .finished)
    #expect(world.told == ["0.0 f folder", "10.0 b found", "10.0 b completed end"])
  }

  @Test func leavesOutWhatIsNotSelected() {
    let world = world([("a", 0, 3, .completed), ("b", 0, 100, .completed)])
    world.excluded = [.running]
    let end = world.run {
      $0.interval = 5
      $0.expectedRuns = 1
    }
    // It is looked at again until it is selected.
    #expect(end == .finished)
    #expect(world.told == ["0.0 f folder", "5.0 a found", "5.0 a completed end"])
  }

  @Test func searchesAfterAChangeButNotAtEachOne() {
    let world = world([("a", 0, 40, .completed), ("b", 2, 30, .completed)])
    world.changes = (1...300).map { 2 + Double($0) / 100 }
    #expect(world.run { $0.interval = 60 } == .finished)
    #expect(world.times("b found").first.map { $0 < 2.2 } == true)
    #expect(world.searches.count < 40)
  }

  @Test(arguments: [(true, false), (false, true)])
  func endsWithOneOfThem(_ any: Bool, _ failure: Bool) {
    let world = world([("a", 0, 100, .completed), ("b", 0, 7, .failed)])
    let end = world.run {
      $0.interval = 5
      $0.endsWithAny = any
      $0.endsWithFailure = failure
    }
    #expect(end == .finished)
    #expect(world.now == 10)
  }

  /// After a change, only those runs are looked at that it can be one of; and no run is searched for where
  /// none can have appeared.
  @Test(
    arguments: [
      (["/runs/f/a"], 1, 1), (["/runs/f/a", "/runs/f/b"], 2, 1), (["/runs/f"], 3, 2), ([], 0, 1),
      (["/elsewhere"], 0, 1), (nil, 3, 2),
    ] as [([String]?, Int, Int)])
  func looksAtWhatMayHaveChanged(_ folders: [String]?, _ looks: Int, _ searches: Int) {
    let world = world([
      ("a", 0, 90, .completed), ("b", 0, 90, .completed), ("c", 0, 90, .completed),
    ])
    world.changedFolders = folders
    world.changes = [1]
    let end = world.run {
      $0.interval = 60
      $0.timeout = 5
    }
    #expect(end == .timeout)
    // All three are read once when they are found.
    #expect(world.readings[.summary]?.count == 3 + looks)
    // The first search, that after the change, and the last one.
    #expect(world.searches.count == searches + 1)
  }

  /// The runs that are known have ended, but there may be more.
  @Test func aSearchThatFailsForAMoment() {
    let world = world([("a", 0, 7, .completed), ("b", 8, 12, .completed)])
    world.failingSearches = 10..<11
    #expect(world.run { $0.interval = 5 } == .finished)
    #expect(!world.hasSearchFault)
    #expect(world.times("b found").allSatisfy { (11..<11.1).contains($0) })
    #expect(world.verdicts == [.success, .success])
    #expect(!world.told.contains { $0.hasSuffix("unsearched") })
  }

  @Test func aSearchThatFailsForLong() {
    let world = world([("a", 0, 7, .completed)])
    world.failingSearches = 10..<1_000
    #expect(world.run { $0.interval = 5 } == .finished)
    #expect(world.hasSearchFault)
    #expect(world.times("f unsearched").allSatisfy { (12..<12.1).contains($0) })
    #expect(world.times("f unsearched").count == 1)
    #expect((12..<12.1).contains(world.now))
    // It is told once, and again when it had passed.
    let longer = self.world([("a", 0, 100, .completed)])
    longer.failingSearches = 10..<50
    #expect(longer.run { $0.interval = 5 } == .finished)
    #expect(longer.times("f unsearched").count == 1)
    #expect(!longer.hasSearchFault)
  }

  /// What can't be searched at all is no folder of runs, and fails.
  @Test func aSearchThatNeverWorks() {
    let world = world([("a", 0, 7, .completed)])
    world.failingSearches = 0..<1_000
    #expect(world.run { $0.interval = 5 } == .finished)
    #expect(world.verdicts == [.failure])
    #expect((2..<2.1).contains(world.now))
    let late = self.world([("a", 0, 7, .completed)])
    late.failingSearches = 0..<1
    #expect(late.run { $0.interval = 5 } == .finished)
    #expect(late.verdicts == [.success])
  }

  @Test func aSearchThatFindsAPart() {
    let world = world([("a", 0, 7, .completed)])
    world.isSearchedInPart = true
    #expect(world.run { $0.interval = 5 } == .finished)
    #expect(world.told.prefix(3) == ["0.0 f folder", "0.0 f unsearched", "0.0 a found"])
    #expect(world.now == 10)
    #expect(world.hasSearchFault)
  }

  /// A folder of which a search is interrupted is not said to be missing, and the watch is over.
  @Test func aSearchThatIsInterrupted() {
    let world = ScriptedWatch([("a", [(0, .running)])], named: ["f"])
    world.folders = ["/runs/f": [(0, "a")]]
    world.interruptsSearches = 0
    #expect(world.run() == .timeout)
    #expect(world.told == [])
    let later = ScriptedWatch([("a", [(0, .running)])], named: ["f"])
    later.folders = ["/runs/f": [(0, "a")]]
    later.interruptsSearches = 3
    #expect(later.run() == .timeout)
    #expect(
      later.told == ["0.0 f folder", "0.0 a found", "0.0 a running interval", "5.0 a running end"])
  }

  /// A run whose files are gone for a moment does not become a folder.
  @Test func aRunStaysARun() {
    let world = ScriptedWatch([("f", [(0, .running), (5, .missing), (10, .completed)])])
    #expect(world.run { $0.waitsForStart = true } == .finished)
    #expect(world.searches == [])
  }
}
