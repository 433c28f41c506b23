import Foundation
import TestSupport
import Testing

/// What can't be read is said, and no gate passes then. `.ci/check_faults.py` lets every call fail; these are
/// the kinds of answers.
@Suite(.blocking, .enabled(if: Strace.path != nil, "strace is not installed"))
struct FailingCallTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs the tool while calls about one file fail.
  private func run(
    _ words: [String], failing calls: String, with error: String, at number: Int? = nil,
    of file: String? = nil
  ) throws -> Outcome {
    let when = number.map { ":when=\($0)" } ?? ""
    let place = file.map { ["-P", folder.path + "/" + $0] } ?? []
    return try Runspect.run(
      ["-f", "-qq", "-o", "/dev/null"] + place
        + ["-e", "trace=\(calls)", "-e", "inject=\(calls):error=\(error)\(when)", Runspect.binary]
        + words,
      in: folder, program: try #require(Strace.path))
  }

  @Test(arguments: [
    ["status", "r", "--exit-status"], ["errors", "r"], ["timing", "r"], ["outputs", "r"],
    ["list-runs", ".", "--exit-status"], ["watch", "r"],
  ])
  func anElementThatCanNotBeReadIsNamed(_ words: [String]) throws {
    try Fixtures.copy("pipefunc", "0.93.2-file_array-continue", to: folder, as: "r")
    let outcome = try run(
      words, failing: "pread64", with: "EIO", of: "r/outputs/y/__1__.pickle")
    #expect(outcome.status == 1)
    let said = outcome.stdout + outcome.stderr
    #expect(said.contains("Input/output error"), "\(outcome)")
    #expect(said.contains("__1__.pickle"), "\(outcome)")
  }

  @Test(arguments: ["summary", "snapshots", "changes"])
  func aStateBesideALogIsNotLeftOut(_ command: String) throws {
    try Fixtures.copy("petsard", "state-parts-and-log", to: folder, as: "r")
    let outcome = try run(
      [command, "r"], failing: "pread64", with: "ESTALE", of: "r/status_state.pkl")
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("status_state.pkl': Stale file handle"))
  }

  /// A folder for logs that may not be listed does not make the run vanish.
  @Test func aFolderOfLogsThatCanNotBeListedIsNotIgnored() throws {
    try Fixtures.copy("petsard", "complete-debug", to: folder, as: "runs/r")
    for words in [["list-runs", "runs", "--exit-status"], ["status", "runs/r", "--exit-status"]] {
      let outcome = try run(words, failing: "getdents64", with: "EACCES", of: "runs/r/logs")
      #expect(outcome.status == 1)
      #expect(outcome.stdout.contains("/runs/r/logs': Permission denied"), "\(outcome)")
    }
  }

  /// A run that was recognised by logs in a folder below, which then may not be listed.
  @Test func logsThatCanNoLongerBeListedAreNotMissing() throws {
    try Fixtures.copy("petsard", "two-executors", to: folder, as: "parent/r")
    for words in [["status", "parent"], ["errors", "parent"], ["timing", "parent"]] {
      let whole = try Runspect.run(words, in: folder)
      let outcome = try run(words, failing: "getdents64", with: "EACCES", at: 3, of: "parent/r")
      #expect(outcome.status == 1, "\(words)")
      #expect(outcome.stdout != whole.stdout)
      #expect(outcome.stdout.contains("/parent/r': Permission denied"), "\(outcome)")
    }
  }

  /// The runs that a watch doesn't find may have failed.
  @Test(arguments: ["getdents64", "openat,openat2"])
  func aFolderOfRunsThatCanNotBeSearchedIsNotOver(_ calls: String) throws {
    try Fixtures.copy("heartbeat", "completed", to: folder, as: "runs/r")
    let whole = try Runspect.run(["watch", "runs", "--quiet"], in: folder)
    #expect(whole.status == 0)
    let outcome = try run(
      ["watch", "runs", "--timeout", "0"], failing: calls, with: "EIO", of: "runs")
    #expect(outcome.status != 0)
    #expect(outcome.stderr.contains("/runs': Input/output error"), "\(outcome)")
  }

  /// Kernels before 5.6, and filters of some containers.
  @Test(arguments: ["ENOSYS", "EPERM"])
  func withoutTheNewCallTheAnswersAreTheSame(_ error: String) throws {
    for name in ["file_array-continue", "zarr_file_array-continue", "dict-continue"] {
      try Fixtures.copy("pipefunc", "0.93.2-" + name, to: folder, as: "runs/" + name)
    }
    for run in ["file_array-continue", "zarr_file_array-continue", "dict-continue"] {
      for command in ["status", "errors", "outputs", "timing"] {
        let words = [command, "runs/" + run]
        #expect(
          try self.run(words, failing: "openat2", with: error)
            == (try Runspect.run(words, in: folder)), "\(words)")
      }
    }
  }

  /// A signal that comes in the middle of a call changes nothing.
  @Test(arguments: ["openat", "openat2", "newfstatat", "getdents64", "pread64"])
  func anInterruptedCallIsRepeated(_ call: String) throws {
    try Fixtures.copy("pipefunc", "0.93.2-zarr_file_array-continue", to: folder, as: "r")
    let whole = try Runspect.run(["status", "r"], in: folder)
    let outcome = try run(["status", "r"], failing: call, with: "EINTR:when=3+7")
    // The loader of a program that is linked dynamically does not repeat its calls.
    guard !outcome.stderr.contains("shared librar") else { return }
    #expect(outcome == whole)
  }
}
