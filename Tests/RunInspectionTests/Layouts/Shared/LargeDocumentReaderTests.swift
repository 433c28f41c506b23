import FileFormats
import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

@Suite struct LargeDocumentReaderTests {
  /// Both readers wait for a document that is being written, as long as the environment allows, and for no
  /// other. The clock stands still, so that the file does not grow older meanwhile.
  @Test(
    arguments: [(0, 0.25, 25), (2, 0.25, 0), (1, 0, 0), (1, 0.005, 1), (1, 0.025, 3)]
      as [(Int, Double, Int)])
  func waitsForADocumentThatIsBeingWritten(_ age: Int, _ patience: Double, _ sleeps: Int) throws {
    let run = try RunFolder()
    let name = RawPath("run_info.json")
    try run.write("run_info.json", "{\"a\": ", age: age)
    let folder = try Folder(run.path)
    let frozen = [FakeClock(0), FakeClock(0)]
    let environments = frozen.map { clock in
      var environment = InspectionEnvironment(
        clock: HostClock(
          now: { Timestamp(seconds: Int64(RunFolder.now), nanoseconds: 0) }, monotonic: { 0 },
          sleep: { clock.sleep($0) }))
      environment.documentPatience = patience
      return environment
    }
    #expect(throws: InspectionError.self) {
      _ = try DocumentReader(environment: environments[0]).readRetrying(name, in: folder)
    }
    let large = LargeDocumentReader(
      environment: environments[1], deepestRule: 1, isLeftOut: { _ in false })
    #expect(throws: InspectionError.self) {
      _ = try large.readRetrying(name, in: folder, path: run.path)
    }
    #expect(frozen.map(\.sleeps.count) == [sleeps, sleeps])
  }
}
