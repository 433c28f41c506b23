import Foundation
import TestSupport
import Testing

/// Runs of all layouts in one folder.
@Suite(.blocking) struct MixedLayoutTests {
  private func makeRuns() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fixtures.copy("rocketride", "running", to: folder, as: "runs/rocketride-file")
    try Fixtures.copy("rocketride", "events-completed", to: folder, as: "runs/rocketride-log")
    try Fixtures.copy("rocketride", "saved-logs", to: folder, as: "runs/rocketride-saved")
    try Fixtures.copy("krixik", "failed", to: folder, as: "runs/krixik")
    try Fixtures.copy("heartbeat", "completed", to: folder, as: "runs/heartbeat")
    try folder.write("runs/pipefunc/run_info.json", BadInputTests.runInfo)
    try folder.write("runs/none/train.log", "text")
    folder.setTimes(below: "runs") { _ in .recorded }
    return folder
  }

  private func rows(_ outcome: Outcome) throws -> [String: JSON] {
    var rows: [String: JSON] = [:]
    for run in try JSON(parsing: outcome.stdout)["runs"]?.array ?? [] {
      let path = run["run_folder"]?.string ?? ""
      rows[URL(fileURLWithPath: path).lastPathComponent] = run
    }
    return rows
  }

  @Test func eachRowTellsItsLayout() throws {
    let folder = try makeRuns()
    let outcome = try Runspect.run(["list-runs"], in: folder)
    let rows = try rows(outcome)
    #expect(
      rows.mapValues { $0["layout"]?.string } == [
        "pipefunc": "pipefunc", "rocketride-file": "rocketride", "rocketride-log": "rocketride",
        "rocketride-saved": "rocketride", "krixik": "krixik", "heartbeat": "heartbeat",
      ])
    #expect(
      rows.mapValues { $0["status"]?.string } == [
        "pipefunc": "pending", "rocketride-file": "running", "rocketride-log": "completed",
        "rocketride-saved": "failed", "krixik": "failed", "heartbeat": "completed",
      ])
    #expect(rows.values.allSatisfy { $0["outputs"] == nil && $0["task"] == nil })
    #expect(try JSON(parsing: outcome.stdout)["scanned_directories"] == .number(7))
    #expect(outcome.status == 0)
    #expect(outcome.stderr == "")
  }

  @Test(arguments: [
    ("pipefunc", 1), ("rocketride", 3), ("krixik", 1), ("heartbeat", 1),
  ])
  func theRunsOfOneLayout(_ layout: String, _ count: Int) throws {
    let folder = try makeRuns()
    let rows = try rows(try Runspect.run(["list-runs", "--layout", layout], in: folder))
    #expect(rows.count == count)
    #expect(rows.values.allSatisfy { $0["layout"] == .string(layout) })
    let few = try Runspect.run(["list-runs", "--layout", layout, "-n", "1"], in: folder)
    #expect(try self.rows(few).count == 1)
  }

  @Test func aLayoutThatThereIsNot() throws {
    let outcome = try Runspect.run(["list-runs", "--layout", "excel"], in: try TemporaryFolder())
    #expect(outcome.stderr.hasPrefix("runspect: option '--layout' takes one of pipefunc, "))
    #expect(outcome.status == 64)
  }

  @Test func aFolderWithTheMarksOfTwo() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_status.json", "{\"status\": \"failed\"}")
    try folder.write("r/process_status.json", "{\"overall_status\": \"complete\"}")
    let answer = try JSON(parsing: try Runspect.run(["status", "r"], in: folder).stdout)
    #expect(answer["layout"] == .string("krixik"))
    #expect(
      answer["warnings"]?.array == [
        .string("the folder also has markers of the layout heartbeat")
      ])
  }

  /// As an ordinary user, whom permissions stop.
  @Test func marksThatCantBeSeenDontHideTheRun() throws {
    let folder = try TemporaryFolder()
    try folder.write("r/run_info.json", BadInputTests.runInfo)
    chmod(folder.url("r/run_info.json").path, 0o644)
    try folder.makeFolder("r/.logs")
    chmod(folder.url("r/.logs").path, 0)
    chmod(folder.url("r").path, 0o755)
    chmod(folder.path, 0o755)
    let script = """
      if [ "$(id -u)" = 0 ]; then
        command -v setpriv >/dev/null || exit 0
        set -- setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
      fi
      "$@"
      """
    let words = ["-c", script, "sh", Runspect.binary, "status", "r"]
    let outcome = try Runspect.run(words, in: folder, program: "/bin/sh")
    // Where the binary lies out of the other user's reach, nothing can be shown.
    if outcome.stdout.isEmpty { return }
    #expect(try JSON(parsing: outcome.stdout)["status"] == .string("pending"))
  }

  @Test func whatIsNoFileIsAnError() throws {
    let folder = try TemporaryFolder()
    for name in ["task_status.json", "process_status.json", "run_status.json", "events.log"] {
      try folder.makeFolder("runs/folder-\(name)/\(name)")
      try folder.makeFolder("runs/link-\(name)")
      try folder.makeLink("runs/link-\(name)/\(name)", to: "../secret")
      try folder.makeFolder("runs/pipe-\(name)")
      mkfifo(folder.url("runs/pipe-\(name)/\(name)").path, 0o600)
    }
    try folder.write("runs/secret", "{\"status\": \"completed\", \"state\": 5}")
    let outcome = try Runspect.run(["list-runs"], in: folder)
    let rows = try rows(outcome)
    #expect(rows.count == 12)
    #expect(rows.values.allSatisfy { $0["status"] == .string("error") })
    #expect(
      rows["pipe-events.log"]?["error"]?.string?.hasSuffix("it is a named pipe, not a file") == true
    )
    #expect(rows["link-events.log"]?["error"]?.string?.contains("symbolic links") == true)
  }
}
