import FileFormats
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

@Suite struct RunInspectorTests {
  private let run: RunFolder

  init() throws { run = try RunFolder() }

  private func error(_ path: RawPath) -> InspectionError? {
    RunInspector(environment: FakeClock(RunFolder.now).environment).status(of: path).error
  }

  @Test func saysWhatStandsWhereARunFolderWasExpected() throws {
    try run.write("file", "")
    try run.temporary.makePipe("pipe")
    try run.temporary.makeFolder("empty")
    try run.temporary.makeLink("loop", to: "loop")
    func at(_ name: String) -> RawPath { run.path.appending(name) }
    #expect(error(at("none")) == .runFolderMissing(at("none")))
    #expect(error(at("none/below")) == .runFolderMissing(at("none/below")))
    #expect(error(at("file")) == .notAFolder(at("file"), .regular))
    #expect(error(at("pipe")) == .notAFolder(at("pipe"), .pipe))
    #expect(error(at("file/below")) == .runFolderMissing(at("file/below")))
    #expect(
      error(at("empty"))
        == .noRunRecognised(
          at("empty"), markers: LayoutTable.all.flatMap { $0.markers.map(\.displayName) }))
    #expect(
      error(at("loop"))
        == .unreadable(
          FileError(operation: .open, path: at("loop"), reason: .system(.symbolicLinkLoop))))
  }

  @Test func namesTheDescriptionOfAReleaseThatItCanNotRead() throws {
    try run.write("run_info.cloudpickle", "")
    #expect(
      error(run.path)
        == .layout(
          PipefuncFault.unsupportedDescription(
            run.path, found: RawPath("run_info.cloudpickle"), readable: RawPath("run_info.json"))))
  }

  @Test(arguments: ["..", ".", "", "a/b", "../y", "/y", "a\0b"])
  func readsNoOutputWhoseNameLeavesTheRunFolder(_ name: String) throws {
    let quoted = String(decoding: JSONWriter.text(.string(JSONString(name))), as: UTF8.self)
    try run.write("run_info.json", #"{"all_output_names": [\#(quoted)], "shapes": {}}"#)
    let status = run.status()
    #expect(status.state == .error)
    #expect(status.error == .layout(PipefuncFault.outputNameLeavesFolder(JSONString(name))))
    #expect(status.outputs?.map(\.completedCount) == [nil])
  }

  @Test func readsTheOtherOutputsWhereOneCanNotBeRead() throws {
    try run.write(
      "run_info.json",
      #"""
      {"all_output_names": ["big", "link", "odd", "y"], "storage": {"": "file_array", "odd": "floppy"},
       "shapes": {"big": [4294967296, 4294967296], "odd": [1]}}
      """#)
    try run.write("outputs/y.cloudpickle", "12345")
    try run.temporary.makeLink("outputs/link.cloudpickle", to: "y.cloudpickle")
    let outputs = try #require(run.status().outputs)
    #expect(
      outputs.map(\.error) == [
        .layout(PipefuncFault.shapeTooLarge("big")),
        .unexpectedKind(run.path.appending("outputs/link.cloudpickle"), .symbolicLink),
        .layout(PipefuncFault.unknownStorage(output: "odd", storage: "floppy")), nil,
      ])
    #expect(outputs.map(\.completedCount) == [nil, nil, nil, 1])
    #expect(outputs.map(\.size.bytes) == [nil, nil, nil, 5])
    #expect(outputs.map(\.failedCount) == [nil, nil, nil, 0])
  }

  @Test func withstandsTimesAtTheEndsOfTheRange() throws {
    try run.describe(stored: 1)
    for seconds in [Int.max, Int.min] {
      run.temporary.setTime("run_info.json", Moment(seconds: seconds, nanoseconds: 0))
      // What the file system makes of the time is its own affair.
      let status = run.status()
      #expect(status.error == nil)
      #expect(status.lastModified.map(ISO8601.text)?.hasSuffix("+00:00") == true)
    }
  }
}
