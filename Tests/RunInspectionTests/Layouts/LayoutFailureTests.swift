import FileFormats
import ReadOnlyFiles
import Testing

@testable import RunInspection

/// What failed, by layouts that tell it in messages.
@Suite struct LayoutFailureTests {
  private func failures(
    _ path: RawPath, output: JSONString? = nil, limit: Int? = nil
  ) throws -> FailureAnswer {
    var request = FailureRequest()
    request.output = output
    request.limit = limit
    return try RunInspector().failures(of: path, request: request)
  }

  @Test(
    arguments: [
      ("Ex*Cannot read*parse.cpp:118", "Ex", "Cannot read", "parse.cpp:118"),
      ("Ex*one * too many*C:\\pipe.cpp:9", "Ex", "one * too many", "C:\\pipe.cpp:9"),
      ("**", "", "", ""),
      ("Connection reset", nil, "Connection reset", nil),
      ("one*star", nil, "one*star", nil),
      ("", nil, "", nil),
    ] as [(String, String?, String, String?)])
  func aMessageOfATask(_ text: String, _ type: String?, _ message: String, _ file: String?) throws {
    let bytes = JSONWriter.text(.string(JSONString(text)))
    let parts = RocketRideMessage(try JSONDocument(bytes).root)
    #expect(parts.type?.description == type)
    #expect(parts.message.description == message)
    #expect(parts.file?.description == file)
  }

  @Test func theMessagesOfATask() throws {
    let report = try failures(recordedRun("rocketride/running-errors"))
    #expect(report.total == 5)
    #expect(report.failures.map(\.type?.description) == ["Ex", "Timeout", "Ex", nil, nil])
    #expect(report.failures[4].message == "Zugriff verweigert: Übersicht.pdf\nsecond line")
    let few = try failures(recordedRun("rocketride/completed-many-errors"), limit: 3)
    #expect(few.total == 60)
    #expect(few.failures.count == 3)
  }

  @Test func anExitCodeIsAFailure() throws {
    let report = try failures(recordedRun("rocketride/completed-exit-code"))
    #expect(report.total == 2)
    #expect(report.failures[1].message == "Killed: out of memory")
    #expect(report.failures[1].output == nil)
    let objects = try failures(
      recordedRun("rocketride/completed-exit-code"), output: "objects")
    #expect(objects.total == 1)
    #expect(try failures(recordedRun("rocketride/cancelled")).total == 0)
  }

  @Test func theFailedModuleOfAProcess() throws {
    let report = try failures(recordedRun("krixik/failed"))
    #expect(report.failures.map(\.output) == ["module_2"])
    #expect(
      try failures(recordedRun("krixik/failed-no-module")).failures.map(\.output) == [nil])
    #expect(try failures(recordedRun("krixik/complete")).total == 0)
    // The process names one module only.
    #expect(
      throws: InspectionError.notFound(.values, "module_1", available: ["module_2"])
    ) {
      try failures(recordedRun("krixik/failed"), output: "module_1")
    }
    #expect(throws: InspectionError.self) {
      try failures(recordedRun("krixik/not-found"))
    }
  }

  @Test func theFailuresOfAScript() throws {
    let report = try failures(recordedRun("heartbeat/completed-with-failures"))
    #expect(report.failures.map(\.output) == ["convert"])
    let failed = try failures(recordedRun("heartbeat/failed"))
    #expect(failed.failures.map(\.message) == ["disk full: \"scratch\"\nat convert"])
  }
}
