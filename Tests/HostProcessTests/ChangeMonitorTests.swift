import Foundation
import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What wakes a wait and what doesn't. The kernel keeps what happened before the wait, so that hardly any
/// test has to let time pass.
///
/// One test after the other: the signals are those of the process, and every monitor hears them.
@Suite(.serialized) final class ChangeMonitorTests {
  /// Longer than any change takes to be told.
  private static let ample = 20.0
  /// Long enough for a change that was made before to be told, if it were.
  private static let brief = 0.02

  private let folder: TemporaryFolder
  private let monitor = ChangeMonitor()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("watched/there", "1")
    try folder.write("watched/below/there", "1")
    try folder.write("elsewhere/there", "1")
  }

  deinit {
    // The process of the tests ends by these signals, as any other.
    for number in [SIGINT, SIGTERM, SIGWINCH] { signal(number, SIG_DFL) }
  }

  private func path(_ name: String) -> RawPath { RawPath(folder.url(name).path) }

  private func wait(_ seconds: Double, heedsChanges: Bool = true) -> Wake {
    monitor.wait(seconds: seconds, heedsChanges: heedsChanges)
  }

  /// What may happen in a folder.
  enum Change: String, CaseIterable, Sendable {
    case aFileIsMade, aFolderIsMade, aLinkIsMade, aFileIsMovedIn, aFileIsMovedOut, aFileIsRenamed
    case aFileIsReplaced, aFileIsAppendedTo, aFileIsCut, aFileIsRemoved, theFolderIsMoved
    case theFolderIsRemoved
  }

  private func make(_ change: Change) throws {
    try ProcessStarts.excluded { try makeAlone(change) }
  }

  private func makeAlone(_ change: Change) throws {
    func move(_ from: String, _ to: String) throws {
      guard rename(folder.url(from).path, folder.url(to).path) == 0 else { throw POSIXError(.EIO) }
    }
    func remove(_ name: String) throws {
      try FileManager.default.removeItem(at: folder.url(name))
    }
    switch change {
    case .aFileIsMade: try folder.makeEmptyFile(Array("watched/new".utf8))
    case .aFolderIsMade: try folder.makeFolder("watched/new")
    case .aLinkIsMade: try folder.makeLink("watched/new", to: "there")
    case .aFileIsMovedIn: try move("elsewhere/there", "watched/new")
    case .aFileIsMovedOut: try move("watched/there", "elsewhere/new")
    case .aFileIsRenamed: try move("watched/there", "watched/new")
    case .aFileIsReplaced: try move("elsewhere/there", "watched/there")
    case .aFileIsAppendedTo:
      let file = try FileHandle(forWritingTo: folder.url("watched/there"))
      try file.seekToEnd()
      try file.write(contentsOf: Data("2".utf8))
      try file.close()
    case .aFileIsCut:
      guard truncate(folder.url("watched/there").path, 0) == 0 else { throw POSIXError(.EIO) }
    case .aFileIsRemoved: try remove("watched/there")
    case .theFolderIsMoved: try move("watched", "moved")
    case .theFolderIsRemoved: try remove("watched")
    }
  }

  @Test(arguments: Change.allCases)
  func aChangeInAWatchedFolderWakesOnce(_ change: Change) throws {
    #expect(monitor.watch(path("watched")))
    try make(change)
    #expect(wait(ChangeMonitorTests.ample) == .changed)
    #expect(wait(0) == .elapsed)
  }

  /// Which folder it was is told once, by all names by which it is watched.
  @Test(arguments: Change.allCases)
  func theFolderOfAChangeIsTold(_ change: Change) throws {
    try folder.makeFolder("other")
    for name in ["watched", "other", "./watched"] { #expect(monitor.watch(path(name))) }
    #expect(monitor.takeChangedFolders() == [])
    try make(change)
    #expect(wait(ChangeMonitorTests.ample) == .changed)
    #expect(monitor.takeChangedFolders() == [path("watched"), path("./watched")])
    #expect(monitor.takeChangedFolders() == [])
  }

  @Test(arguments: Change.allCases)
  func aChangeInAFolderThatIsNotWatchedDoesNotWake(_ change: Change) throws {
    try folder.makeFolder("other")
    #expect(monitor.watch(path("other")))
    try make(change)
    #expect(wait(ChangeMonitorTests.brief) == .elapsed)
  }

  @Test func onlyTheEntriesOfTheFolderItselfAreWatched() throws {
    #expect(monitor.watch(path("watched")))
    try folder.write("watched/below/there", "2")
    try folder.write("watched/below/new", "2")
    _ = try folder.read("watched/there")
    _ = try FileManager.default.contentsOfDirectory(atPath: folder.url("watched").path)
    #expect(wait(ChangeMonitorTests.brief) == .elapsed)
  }

  @Test func aChangeDuringTheWaitWakes() throws {
    #expect(monitor.watch(path("watched")))
    let target = folder.url("watched/late")
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.02) {
      try? Data().write(to: target)
    }
    let start = ContinuousClock.now
    #expect(wait(ChangeMonitorTests.ample) == .changed)
    #expect(ContinuousClock.now - start < .seconds(ChangeMonitorTests.ample))
  }

  @Test func changesThatAreNotHeededAreKeptForTheNextWait() throws {
    #expect(monitor.watch(path("watched")))
    for number in 0..<3 {
      try make(number == 0 ? .aFileIsMade : .aFileIsAppendedTo)
      #expect(wait(ChangeMonitorTests.brief, heedsChanges: false) == .elapsed)
    }
    #expect(wait(ChangeMonitorTests.ample) == .changed)
    #expect(wait(0) == .elapsed)
  }

  @Test func manyChangesWakeOnce() throws {
    #expect(monitor.watch(path("watched")))
    for number in 0..<2_000 { try folder.writeAtOnce("watched/\(number)", [1]) }
    #expect(wait(ChangeMonitorTests.ample) == .changed)
    #expect(wait(0) == .elapsed)
  }

  @Test func watchingTwiceIsWatchingOnce() throws {
    for _ in 0..<3 { #expect(monitor.watch(path("watched"))) }
    try make(.aFileIsMade)
    #expect(wait(ChangeMonitorTests.ample) == .changed)
    #expect(wait(ChangeMonitorTests.brief) == .elapsed)
  }

  @Test func severalFoldersAreWatched() throws {
    #expect(monitor.watch(path("watched")))
    #expect(monitor.watch(path("elsewhere")))
    for name in ["watched/new", "elsewhere/new"] {
      try folder.write(name, "")
      #expect(wait(ChangeMonitorTests.ample) == .changed)
    }
    #expect(wait(0) == .elapsed)
  }

  @Test(arguments: ["none", "none/below", "elsewhere/there", "watched\0", "loop"])
  func whatIsNoFolderIsNotWatched(_ name: String) throws {
    try folder.makeLink("loop", to: "loop")
    #expect(!monitor.watch(RawPath(folder.path).appending(name)))
    try folder.write("elsewhere/there", "2")
    try folder.makeFolder("none")
    #expect(wait(0) == .elapsed)
  }

  @Test func theEmptyPathIsNotWatched() {
    #expect(!monitor.watch(RawPath("")))
  }

  @Test(arguments: [-1, 0, 0.001, 0.05])
  func waitsForTheTimeThatItIsGiven(_ seconds: Double) {
    for heedsChanges in [true, false] {
      let start = ContinuousClock.now
      #expect(wait(seconds, heedsChanges: heedsChanges) == .elapsed)
      let waited = ContinuousClock.now - start
      #expect(waited >= .seconds(max(0, seconds)))
      #expect(waited < .seconds(ChangeMonitorTests.ample))
    }
  }

  /// In a process of its own: one that was asked to stop begins no more work.
  @Test(arguments: [SIGINT, SIGTERM, SIGWINCH])
  func aSignalWakesWhetherChangesAreHeededOrNot(_ number: Int32) async {
    await #expect(processExitsWith: .success) { [number] in
      let folder = try TemporaryFolder()
      try folder.write("watched/there", "1")
      let monitor = ChangeMonitor()
      let wake: Wake =
        switch number {
        case SIGINT: .signal(.interrupt)
        case SIGTERM: .signal(.terminate)
        default: .signal(.resized)
        }
      #expect(monitor.watch(RawPath(folder.url("watched").path)))
      for heedsChanges in [true, false] {
        try folder.write("watched/new", "")
        ChangeMonitorTests.deliver(number)
        // Signals come first; the change is still there.
        #expect(
          monitor.wait(seconds: ChangeMonitorTests.ample, heedsChanges: heedsChanges) == wake)
        #expect(monitor.wait(seconds: ChangeMonitorTests.ample, heedsChanges: true) == .changed)
        #expect(monitor.wait(seconds: 0, heedsChanges: true) == .elapsed)
      }
    }
  }

  /// Sends this thread a signal, which has arrived when the call returns. The threads of the tests block
  /// signals.
  private static func deliver(_ number: Int32) {
    var (signals, before) = (sigset_t(), sigset_t())
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, &before)
    raise(number)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  @Test func aWaiterWaitsAndWatchesWithTheMonitor() throws {
    let waiter = Waiter(monitor)
    waiter.watch(path("watched"), .follow)
    waiter.watch(path("none"), .follow)
    #expect(waiter.wait(0, true) == .elapsed)
    try make(.aFileIsMade)
    #expect(waiter.wait(ChangeMonitorTests.brief, false) == .elapsed)
    #expect(waiter.wait(ChangeMonitorTests.ample, true) == .changed)
  }
}
