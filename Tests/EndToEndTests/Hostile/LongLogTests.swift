import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A log may claim any size; what can't be read whole is not judged.
@Suite(.blocking) struct LongLogTests {
  private static let petsard = "PETsARD_2026-11-21_08-00-00.log"
  private static let begun = """
    2026-11-21 08:00:00,000 - PETsARD.Executor      - run                  - INFO     - Starting PETsARD execution workflow

    """

  /// Makes a run of one log with a few lines that claims a size.
  private func makeRun(_ log: String, size: Int, in folder: TemporaryFolder) throws {
    try folder.write("runs/r/" + log, LongLogTests.begun)
    guard truncate(folder.url("runs/r/" + log).path, off_t(size)) == 0 else {
      throw POSIXError(.EIO)
    }
  }

  static let commands = [
    ["status", "runs/r", "--exit-status"], ["status", "runs/r", "--exit-status", "--verify"],
    ["errors", "runs/r"], ["timing", "runs/r"], ["watch", "runs/r"],
    ["list-runs", "runs", "--exit-status"], ["report", "runs/r", "--exit-status"],
    ["errors", "runs", "--group-by", "type"],
  ]

  /// 8 TiB, which take hours to read, and 2 GiB of which hardly anything was written.
  @Test(arguments: [(petsard, 1 << 43), (petsard, 1 << 31), ("events.log", 1 << 43)])
  func aLogThatCanNotBeReadWholeIsSaidToBe(_ log: String, _ size: Int) throws {
    let folder = try TemporaryFolder()
    try makeRun(log, size: size, in: folder)
    let path = "\(folder.path)/runs/r/\(log)"
    for words in LongLogTests.commands where words.first != "report" {
      let begun = ContinuousClock.now
      let outcome = try Runspect.run(words, in: folder)
      #expect(ContinuousClock.now - begun < .seconds(10), "\(words)")
      #expect(outcome.status == 1, "\(words)")
      let reason =
        size > 1 << 32
        ? "can't read '\(path)': it is larger than 4294967296 bytes"
        : "can't read '\(path)' whole: nothing was ever written from byte 4096 on"
      #expect((outcome.stdout + outcome.stderr).contains(reason), "\(words): \(outcome)")
    }
  }

  /// What a crash leaves of a log is read: some of it was not written.
  @Test func aSmallHoleIsNoReason() throws {
    let folder = try TemporaryFolder()
    try makeRun(LongLogTests.petsard, size: 1 << 20, in: folder)
    let outcome = try Runspect.run(["status", "runs/r", "--get", "status"], in: folder)
    #expect(outcome == Outcome(stdout: "running\n", stderr: "", status: 0))
  }
}
