import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

@Suite struct PetsardLayoutTests {
  /// The folder of the log is where a run shows that it goes on; a log that is named itself has none.
  @Test func namesTheFoldersToWatch() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "r/PETsARD_20260102_030405.log",
      "2026-01-02 03:04:05,678 - Executor - run - INFO - Starting PETsARD execution workflow\n")
    let inspector = RunInspector(environment: FakeClock(RunFolder.now).environment)
    let path = RawPath(folder.path).appending("r")
    let run = inspector.status(of: path)
    #expect(run.layout?.rawValue == "petsard")
    #expect(run.foldersToWatch == [RawPath(".")])
    let file = inspector.status(of: path.appending("PETsARD_20260102_030405.log"))
    #expect(file.layout?.rawValue == "petsard")
    #expect(file.foldersToWatch == [])
  }
}
