import FileFormats
import Foundation
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// What every layout declares has to go with what the others declare.
@Suite struct LayoutTableTests {
  @Test func everyLayoutHasANameOfItsOwn() {
    let names = LayoutName.all
    #expect(names.count == LayoutTable.all.count)
    #expect(Set(names).count == names.count)
    // The names are typed after --layout.
    for name in names {
      #expect(!name.rawValue.isEmpty && name.rawValue.first != "-")
      #expect(name.rawValue.allSatisfy { $0.isLowercase || $0 == "-" }, "\(name.rawValue)")
    }
    for name in names { #expect(LayoutTable.layout(name)?.name == name) }
    #expect(LayoutTable.layout(LayoutName(rawValue: "none")) == nil)
  }

  @Test func everyLayoutIsKnownByMarkersOfItsOwn() {
    for layout in LayoutTable.all { #expect(!layout.markers.isEmpty, "\(layout.name.rawValue)") }
    let markers = LayoutTable.all.flatMap { $0.markers.map(\.displayName) }
    #expect(Set(markers).count == markers.count)
    for case .file(let name) in LayoutTable.all.flatMap(\.markers) {
      #expect(name.bytes.first != UInt8(ascii: "/"))
      #expect(!name.bytes.isEmpty)
    }
  }

  @Test func everyLayoutDocumentsItsKeysOnce() {
    let sections = LayoutTable.all.flatMap(\.keys)
    #expect(sections.count == DocumentedKeys.ofLayouts.count)
    #expect(Set(sections.map(\.title)).count == sections.count)
    for layout in LayoutTable.all {
      let names = layout.keys.flatMap { $0.keys.map(\.name) }
      #expect(!names.isEmpty, "\(layout.name.rawValue)")
      #expect(Set(names).count == names.count, "\(layout.name.rawValue)")
    }
    for section in sections {
      #expect(section.introduction.hasSuffix("."))
      for key in section.keys {
        #expect(!key.name.isEmpty)
        #expect(key.meaning.hasSuffix("."), "\(key.name)")
      }
    }
  }

  /// What a layout reports beside the keys that all runs have can't be but under a key that it declared;
  /// whether it also put that among those that the manual explains shows here.
  @Test(arguments: [
    ("pipefunc", "pipefunc", 167), ("pipefunc-verdicts", "pipefunc", 81),
    ("rocketride", "rocketride", 25), ("krixik", "krixik", 12), ("petsard", "petsard", 42),
    ("heartbeat", "heartbeat", 23),
    ("sacred", "sacred", 16),
    ("dbt", "dbt", 18), ("papermill", "papermill", 19),
    ("snakemake", "snakemake", 24),
    ("wandb", "wandb", 16), ("metaflow", "metaflow", 17),
  ])
  func everyFactOfARecordedRunIsDocumented(_ folder: String, _ name: String, _ least: Int) throws {
    let layout = try #require(LayoutTable.layout(LayoutName(rawValue: name)))
    let documented = Set(layout.keys.flatMap { $0.keys.map(\.name) })
    let runs = FixtureFile.folder.appendingPathComponent("runs/" + folder).path
    let names = try RecordedCases.checked(
      FileManager.default.contentsOfDirectory(atPath: runs), atLeast: least, from: runs)
    let inspector = RunInspector()
    var request = StatusRequest()
    request.includesRunInfo = true
    for run in names.sorted() {
      let path = try runFolder(in: runs + "/" + run)
      let status = inspector.status(of: path, request: request)
      #expect(status.layout?.rawValue == name, "\(run)")
      var keys = Set(status.facts.json.keys)
      if let answer = try? inspector.failures(of: path, request: FailureRequest()) {
        keys.formUnion(answer.failures.flatMap(\.facts.json.keys))
      }
      if case .timing(let rows, _)? = try? inspector.history(of: path, request: .timing) {
        keys.formUnion(rows.flatMap(\.facts.json.keys))
      }
      #expect(keys.subtracting(documented) == [], "\(run)")
    }
  }

  /// The folder of a recorded run; Metaflow's lie in a folder of their flow, beside their artifacts.
  private func runFolder(in path: String) throws -> RawPath {
    let flow = path + "/DemoFlow"
    guard FileManager.default.fileExists(atPath: flow) else { return RawPath(path) }
    let names = try FileManager.default.contentsOfDirectory(atPath: flow)
    return RawPath(flow).appending(try #require(names.first { $0 != "data" }))
  }

  /// A run of one layout is not taken for one of another, whichever is asked.
  @Test func aRunIsRecognisedByItsOwnLayout() throws {
    for (run, expected) in [
      ("pipefunc/0.93.2-dict-complete", "pipefunc"), ("rocketride/completed", "rocketride"),
      ("krixik/complete", "krixik"), ("petsard/complete-debug", "petsard"),
      ("heartbeat/running", "heartbeat"),
      ("sacred/completed", "sacred"),
      ("dbt/completed", "dbt"),
      ("snakemake/complete", "snakemake"),
      ("wandb/complete", "wandb"),
    ] {
      let path = try recordedRun(run)
      let parent = try Folder(path.parent)
      let known = try LayoutTable.recognise(
        path.lastName, in: parent, entries: LayoutTable.entries())
      #expect(known?.layout.name.rawValue == expected)
      let folder = try Folder(path)
      let layout = try #require(LayoutTable.layout(LayoutName(rawValue: expected)))
      #expect(LayoutTable.otherLayouts(than: layout, in: folder) == [])
    }
  }

  /// A marker that can't be examined may be there: a name that is too long for the system, here.
  @Test func aMarkerThatCannotBeExaminedIsAWarning() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("run_status.json", #"{"status": "running"}"#)
    let folder = try Folder(RawPath(temporary.path))
    let warnings = LayoutTable.otherLayouts(
      than: OneMarkerLayout(name: "x"),
      among: [OneMarkerLayout(name: String(repeating: "n", count: 300))],
      in: folder)
    let failure = FileError(
      operation: .status, path: folder.path.appending(String(repeating: "n", count: 300)),
      reason: .system(.nameTooLong))
    #expect(warnings == [.valueIgnored(.unreadable(failure))])
  }

  @Test func aFolderWithoutAMarkerIsNoRun() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("r/results.csv", "")
    let parent = try Folder(RawPath(temporary.path))
    for name in ["r", "none"] {
      let known = try LayoutTable.recognise(
        RawPath(name), in: parent, entries: LayoutTable.entries())
      #expect(known == nil)
    }
  }
}

/// A layout with a marker of its own name, and nothing else.
private struct OneMarkerLayout: RunLayout {
  let name: LayoutName
  var markers: [RunMarker] { [.file(RawPath(name.rawValue))] }

  init(name: String) { self.name = LayoutName(rawValue: name) }

  func lastActivity(
    of name: RawPath, in parent: borrowing Folder, entries: FolderEntries
  ) -> Timestamp? { nil }

  func status(
    of run: borrowing OpenedRun, request: StatusRequest, environment: InspectionEnvironment
  ) -> RunStatus {
    RunStatus(runFolder: run.path, layout: name, state: .running)
  }
}
