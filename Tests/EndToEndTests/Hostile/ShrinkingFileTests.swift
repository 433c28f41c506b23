import Foundation
import TestSupport
import Testing

/// Files that are truncated and written anew again and again while the tool reads them.
@Suite(.blocking) struct ShrinkingFileTests {
  /// A run, and the file of it that shrinks.
  static let runs: [(layout: String, name: String, file: String)] = [
    ("pipefunc", "0.93.2-file_array-complete", "outputs/y/__1__.pickle"),
    ("pipefunc", "0.93.2-dict-complete", "outputs/y/dict_array.cloudpickle"),
    ("pipefunc", "0.93.2-zarr_file_array-complete", "outputs/y/array/c/1"),
    ("pipefunc", "0.93.2-file_array-heartbeat_completed", "pipefunc_status.json"),
    ("petsard", "complete-info", "PETsARD_2026-11-21_08-00-06.log"),
    ("petsard", "state-parts", "status_state.pkl"),
    ("rocketride", "events-completed", "events.log"),
    ("krixik", "waited", "process.json"), ("heartbeat", "completed", "run_status.json"),
  ]

  /// The answer is that of the whole file, or says that something is not as it should be.
  @Test(arguments: runs.indices)
  func theAnswerIsWholeOrSaysWhyNot(_ index: Int) throws {
    let (layout, name, file) = ShrinkingFileTests.runs[index]
    let folder = try TemporaryFolder()
    try Fixtures.copy(layout, name, to: folder, as: "r")
    let whole = try Runspect.run(["status", "r", "--verify"], in: folder)
    let expected = try JSON(parsing: whole.stdout)
    let contents = try folder.read("r/" + file)
    let path = folder.url("r/" + file).path
    try whileShrinking(path, contents) {
      for _ in 0..<6 {
        let outcome = try Runspect.run(["status", "r", "--verify"], in: folder)
        #expect((0...1).contains(outcome.status))
        let answer = try JSON(parsing: outcome.stdout)
        guard answer["status"] == expected["status"], answer["error"] == nil else { continue }
        #expect(answer["n_failed"] == expected["n_failed"])
        #expect(answer["n_outputs"] == expected["n_outputs"])
      }
      for command in ["errors", "outputs", "timing"] {
        let outcome = try Runspect.run([command, "r"], in: folder)
        #expect((0...1).contains(outcome.status))
        _ = try JSON(parsing: outcome.stdout)
      }
    }
  }

  /// Truncates a file to its half and to nothing, and writes it anew, until `body` has ended.
  private func whileShrinking(_ path: String, _ contents: Data, _ body: () throws -> Void) throws {
    let script = """
      while :; do
        head -c "$1" "$2" > "$0"; : > "$0"; cat "$2" > "$0"
      done
      """
    let aside = try TemporaryFolder()
    try aside.write("whole", contents)
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = ["-c", script, path, "\(contents.count / 2)", aside.path + "/whole"]
    try ProcessStarts.excluded { try writer.run() }
    defer {
      writer.terminate()
      writer.waitUntilExit()
    }
    try body()
  }
}
