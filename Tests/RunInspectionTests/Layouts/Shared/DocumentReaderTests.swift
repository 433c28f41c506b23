import FileFormats
import HostProcess
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// The clock is the test's own; the age of the file is set against it.
@Suite struct DocumentReaderTests {
  private let run: RunFolder
  private let name = RawPath("run_info.json")

  init() throws { run = try RunFolder() }

  private func read(_ clock: FakeClock) throws -> Result<String, InspectionError> {
    let reader = DocumentReader(environment: clock.environment)
    let folder = try Folder(run.path)
    do throws(InspectionError) {
      let document = try reader.readRetrying(name, in: folder)
      return .success(String(decoding: JSONWriter.text(.node(document.root)), as: UTF8.self))
    } catch {
      return .failure(error)
    }
  }

  /// The error of the half-written document of these tests.
  private func halfWritten() -> InspectionError? {
    do throws(JSONError) {
      _ = try node("{\"a\": ")
      return nil
    } catch {
      return .notJSON(run.path.appending(name), error)
    }
  }

  @Test func readsAWholeDocumentAtOnce() throws {
    try run.write("run_info.json", "{\"a\": 1}", age: 0)
    let clock = FakeClock(RunFolder.now)
    #expect(try read(clock) == .success("{\"a\": 1}"))
    #expect(clock.sleeps == [])
  }

  @Test func waitsForADocumentThatIsBeingWritten() throws {
    try run.write("run_info.json", "{\"a\": ", age: 0)
    let run = run
    let clock = FakeClock(RunFolder.now) { sleepsBefore in
      if sleepsBefore == 2 { try? run.write("run_info.json", "{\"a\": 1}", age: 0) }
    }
    #expect(try read(clock) == .success("{\"a\": 1}"))
    #expect(clock.sleeps == [0.01, 0.01, 0.01])
  }

  @Test func givesUpAfterAQuarterOfASecondOnADocumentThatStaysBroken() throws {
    try run.write("run_info.json", "{\"a\": ", age: 0)
    let clock = FakeClock(RunFolder.now)
    #expect(try read(clock) == .failure(try #require(halfWritten())))
    #expect(clock.sleeps == Array(repeating: 0.01, count: 25))
  }

  @Test(arguments: [(2, 0), (3, 0), (3_600, 0), (1, 25), (-1, 25), (-2, 0), (-3_600, 0)])
  func isPatientOnlyWithWhatWasChangedWithinTwoSeconds(_ age: Int, _ sleeps: Int) throws {
    try run.write("run_info.json", "{\"a\": ", age: age)
    // The clock stands still, so that the file does not grow older while the reader waits.
    let frozen = FakeClock(RunFolder.now)
    let environment = InspectionEnvironment(
      clock: HostClock(
        now: { Timestamp(seconds: Int64(RunFolder.now), nanoseconds: 0) }, monotonic: { 0 },
        sleep: { frozen.sleep($0) }))
    let folder = try Folder(run.path)
    let expected = try #require(halfWritten())
    #expect(throws: expected) {
      try DocumentReader(environment: environment).readRetrying(name, in: folder).modified
    }
    #expect(frozen.sleeps.count == sleeps)
  }

  @Test func hasNothingWhereThereIsNoDocument() throws {
    let reader = DocumentReader(environment: FakeClock(RunFolder.now).environment)
    let folder = try Folder(run.path)
    #expect(try reader.ifPresent(name, in: folder)?.modified == nil)
    try run.temporary.makePipe("run_info.json")
    let refused = InspectionError.unreadable(
      FileError(operation: .open, path: run.path.appending(name), reason: .notAFile(.pipe)))
    #expect(throws: refused) { try reader.ifPresent(name, in: folder)?.modified }
  }

  @Test func tellsWhenTheDocumentWasChanged() throws {
    try run.write("run_info.json", "[]", age: 77)
    let reader = DocumentReader(environment: FakeClock(RunFolder.now).environment)
    let modified = try reader.readRetrying(name, in: try Folder(run.path)).modified
    #expect(modified == Timestamp(seconds: Int64(RunFolder.now) - 77, nanoseconds: 0))
  }
}
