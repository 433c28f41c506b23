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

/// A watch ends when its time is over or a signal asks it to, even in the middle of a reading: here of a
/// document that takes several seconds in a debug build. The release build reads the largest one in less than
/// the second that every watch has.
@Suite(.blocking) struct InterruptionTests {
  private let folder: TemporaryFolder
  /// Before a reading of the document would have come to its end.
  private static let soon = Duration.seconds(2.5)

  init() throws {
    folder = try TemporaryFolder()
    let errors = String(repeating: "[],", count: 2_700_000)
    try folder.write(
      "long/task_status.json", #"{"state": 3, "startTime": 1, "errors": [\#(errors)[]]}"#)
    try folder.write("r/run_status.json", #"{"status": "running"}"#)
  }

  private func start(_ words: String...) throws -> RunningTool {
    try Runspect.start((["watch"] + words).map { Array($0.utf8) }, in: folder)
  }

  /// Whether the tool that is tested is a debug build.
  #if DEBUG
    private static let isDebug = ProcessInfo.processInfo.environment["RUNSPECT_BINARY"] == nil
  #else
    private static let isDebug = false
  #endif

  @Test(.enabled(if: isDebug)) func theTimeEndsAReading() throws {
    let begun = ContinuousClock.now
    let outcome = try start("long", "--timeout", "0.1").wait()
    #expect(ContinuousClock.now - begun < InterruptionTests.soon)
    // Nothing is known of the run, and nothing is claimed.
    #expect(
      outcome
        == Outcome(
          stdout: "", stderr: "runspect: 'long' could not be read before the time was over\n",
          status: 2))
  }

  /// Nothing of a later reading is told, but what was known before.
  @Test(.enabled(if: isDebug)) func theTimeEndsALaterReading() throws {
    let tool = try start("r", "long", "--timeout", "0.1")
    let outcome = tool.wait()
    #expect(outcome.status == 2)
    for line in outcome.stdout.split(separator: "\n") {
      #expect(try JSON(parsing: String(line))["layout"] == .string("heartbeat"))
    }
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func aSignalEndsAReading(_ number: Int32, _ status: Int32) throws {
    let tool = try start("r", "long")
    // The first run is told before the second one is read.
    for _ in 0..<1_000 where tool.stdout.isEmpty { pause(0.005) }
    let begun = ContinuousClock.now
    tool.signal(number)
    let outcome = tool.wait()
    #expect(ContinuousClock.now - begun < InterruptionTests.soon)
    #expect(outcome.status == status)
    #expect(!outcome.stdout.contains("rocketride"))
  }

  /// So are searches for the run that is meant, which read all others.
  @Test(.enabled(if: isDebug)) func theTimeEndsASearch() throws {
    let begun = ContinuousClock.now
    let outcome = try start("@latest:failed", "--runs-folder", ".", "--timeout", "0.1").wait()
    #expect(ContinuousClock.now - begun < InterruptionTests.soon)
    #expect(
      outcome
        == Outcome(
          stdout: "", stderr: "runspect: no run was found before the time was over\n", status: 2))
  }

  @Test(.enabled(if: isDebug), arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func aSignalEndsASearch(_ number: Int32, _ status: Int32) throws {
    let tool = try start("@latest:failed", "--runs-folder", ".")
    // It searches on a thread of its own.
    for _ in 0..<1_000 where tool.threadCount < 2 { pause(0.005) }
    let begun = ContinuousClock.now
    tool.signal(number)
    #expect(tool.wait() == Outcome(stdout: "", stderr: "", status: status))
    #expect(ContinuousClock.now - begun < InterruptionTests.soon)
  }

  /// A shell ignores SIGINT for what it starts in the background, and `nohup` SIGHUP.
  @Test(arguments: ["INT", "HUP", "TERM"])
  func aSignalThatIsIgnoredEndsNothing(_ name: String) throws {
    let script = """
      : >lines
      trap '' \(name)
      '\(Runspect.binary)' watch r --timeout 0.6 >lines 2>/dev/null &
      n=0
      until grep -q running lines || [ $n -gt 500 ]; do sleep 0.02; n=$((n + 1)); done
      kill -\(name) $!
      wait $!
      echo $?
      """
    let outcome = try Runspect.run(["-c", script], in: folder, program: "/bin/sh")
    #expect(outcome == Outcome(stdout: "2\n", stderr: "", status: 0))
  }
}

extension RunningTool {
  /// How many threads the process has.
  fileprivate var threadCount: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task").count) ?? 0
  }
}
