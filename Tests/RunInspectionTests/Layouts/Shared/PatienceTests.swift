import Foundation
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// How long a reading waits for files that somebody is writing. No test sleeps: the clock moves only while
/// the reading does.
@Suite struct PatienceTests {
  private let run: RunFolder
  private static let file = RawPath("file")
  /// How often a reading may look again within a quarter of a second.
  private static let looks = 25

  init() throws { run = try RunFolder() }

  private func folder() throws -> Folder { try Folder(run.path) }

  private func status() throws -> FileStatus {
    try #require(try folder().status(of: PatienceTests.file))
  }

  @Test(arguments: [2, 3, 3_600, -2, -3_600])
  func doesNotWaitForAFileThatWasNotChangedLately(_ age: Int) throws {
    try run.write("file", "half", age: age)
    let clock = FakeClock(RunFolder.now)
    let patience = Patience(clock.environment)
    #expect(
      try !patience.isBeingWritten(PatienceTests.file, in: folder(), since: try status()))
    #expect(clock.sleeps == [])
  }

  @Test(arguments: [0, 1, -1])
  func waitsForAFileThatWasChangedLately(_ age: Int) throws {
    try run.write("file", "half", age: age)
    let clock = FakeClock(RunFolder.now)
    let patience = Patience(clock.environment)
    #expect(
      try !patience.isBeingWritten(PatienceTests.file, in: folder(), since: try status()))
    #expect(clock.sleeps == Array(repeating: 0.01, count: PatienceTests.looks))
  }

  /// The patience is that of the whole reading, however many files take it.
  @Test func isPatientOnceInAll() throws {
    try run.write("file", "half", age: 0)
    let seen = try status()
    let run = run
    let clock = FakeClock(RunFolder.now) { sleepsBefore in
      if sleepsBefore == 2 { try? run.write("file", "more than half", age: 0) }
    }
    let patience = Patience(clock.environment)
    #expect(try patience.isBeingWritten(PatienceTests.file, in: folder(), since: seen))
    #expect(clock.sleeps.count == 3)
    let later = try status()
    #expect(try !patience.isBeingWritten(PatienceTests.file, in: folder(), since: later))
    #expect(clock.sleeps.count == PatienceTests.looks)
    // Nothing is left, but what has changed already is seen.
    #expect(try !patience.isBeingWritten(PatienceTests.file, in: folder(), since: later))
    #expect(try patience.isBeingWritten(PatienceTests.file, in: folder(), since: seen))
    #expect(clock.sleeps.count == PatienceTests.looks)
  }

  /// A change of the size, of the time, or the end of the file.
  @Test(arguments: ["longer", "touched", "removed"])
  func seesEveryChange(_ change: String) throws {
    try run.write("file", "half", age: 0)
    let seen = try status()
    switch change {
    case "longer": try run.write("file", "longer", age: 0)
    case "touched": run.setAge("file", 1)
    default: try FileManager.default.removeItem(at: run.temporary.url("file"))
    }
    let clock = FakeClock(RunFolder.now)
    let patience = Patience(clock.environment)
    #expect(try patience.isBeingWritten(PatienceTests.file, in: folder(), since: seen))
    #expect(clock.sleeps == [])
  }

  @Test func tellsWhyAFileCanNotBeLookedAt() throws {
    try run.write("file", "half", age: 0)
    let seen = try status()
    let patience = Patience(FakeClock(RunFolder.now).environment)
    let name = RawPath("a\0b")
    #expect(
      throws: InspectionError.unreadable(
        FileError(
          operation: .status, path: run.path.appending(name), reason: .system(.invalidArgument)))
    ) {
      try patience.isBeingWritten(name, in: folder(), since: seen)
    }
  }

  @Test(
    arguments: [
      (0, true), (1.999, true), (2, false), (-1.999, true), (-2, false), (1e12, false),
    ] as [(Double, Bool)])
  func aChangeIsRecentWithinTwoSeconds(_ age: Double, _ isRecent: Bool) {
    let now = Timestamp(seconds: 1_000, nanoseconds: 0)
    let whole = age.rounded(.up)
    let modified = Timestamp(
      seconds: 1_000 - Int64(whole), nanoseconds: Int32(((whole - age) * 1e9).rounded()))
    #expect(RecentChange.isRecent(modified, now: now) == isRecent)
  }
}
