import Foundation
import TestSupport
import Testing

/// `watch .`: the folder in which the command was started is a run, a folder of runs, or neither.
@Suite(.blocking) struct WatchHereTests {
  private func watch(_ words: String..., in folder: TemporaryFolder) throws -> Outcome {
    try Runspect.run(["watch", "."] + words, in: folder)
  }

  @Test func aRun() throws {
    let folder = try TemporaryFolder()
    try folder.write("run_status.json", #"{"status": "completed"}"#)
    let outcome = try watch("--timeout", "10", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.stderr == "")
    #expect(try JSON(parsing: outcome.stdout)["run_folder"] == .string(folder.path))
  }

  @Test func aFolderOfRuns() throws {
    let folder = try TemporaryFolder()
    for (name, state) in [("a", "completed"), ("b", "failed")] {
      try folder.write("\(name)/run_status.json", #"{"status": "\#(state)"}"#)
    }
    let outcome = try watch("--timeout", "10", in: folder)
    #expect(outcome.status == 1)
    let lines = try outcome.stdout.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(
      Set(lines.compactMap { $0["run_folder"]?.string }) == [
        "\(folder.path)/a", "\(folder.path)/b",
      ])
    #expect(outcome.stderr == "runspect: ./b failed\n")
    let live = try watch("--timeout", "10", "--format", "live", in: folder)
    #expect(live.status == 1)
    #expect(live.stdout.contains("a  completed") && live.stdout.contains("b  failed"))
  }

  @Test func neither() throws {
    let folder = try TemporaryFolder()
    try folder.write("x.txt", "")
    let begun = ContinuousClock.now
    let outcome = try watch("--timeout", "0.2", in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("holds no run"))
    #expect(ContinuousClock.now - begun < .seconds(20))
  }
}
