import FileFormats
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

@Suite struct RunListingTests {
  private let run: RunFolder

  init() throws { run = try RunFolder() }

  /// A listing with the runs that it showed.
  @dynamicMemberLookup struct Listed {
    let listing: RunListing
    let runs: [RunStatus]

    subscript<Value>(dynamicMember path: KeyPath<RunListing, Value>) -> Value {
      listing[keyPath: path]
    }
  }

  private func list(
    _ name: String = "runs", most: Int? = nil, isRecursive: Bool = false
  ) -> Listed {
    var runs: [RunStatus] = []
    var selection = RunSelection()
    selection.most = most
    selection.isRecursive = isRecursive
    let listing = RunLister(environment: FakeClock(RunFolder.now).environment).list(
      [run.path.appending(name)], selection: selection, request: StatusRequest(), render: { $0 },
      begin: { _ in }, show: { runs += $0 })
    #expect(listing.shownRuns == runs.count)
    return Listed(listing: listing, runs: runs)
  }

  private func makeRun(_ name: String, age: Int, heartbeatAge: Int? = nil) throws {
    try run.write(
      "runs/\(name)/run_info.json", #"{"all_output_names": [], "shapes": {}}"#, age: age)
    if let heartbeatAge {
      try run.write(
        "runs/\(name)/pipefunc_status.json", #"{"status": "running"}"#, age: heartbeatAge)
    }
  }

  struct Row: Equatable {
    var name: String
    var state: RunState
  }

  private func rows(_ listing: Listed) -> [Row] {
    listing.runs.map { Row(name: $0.runFolder.lastName.description, state: $0.state) }
  }

  @Test func listsTheNewestActivityFirst() throws {
    try makeRun("old", age: 300)
    try makeRun("new", age: 100)
    try makeRun("beating", age: 400, heartbeatAge: 50)
    try makeRun("silent", age: 200, heartbeatAge: 350)
    try run.write("runs/broken/run_info.json", "[]", age: 150)
    try run.write("runs/older/run_info.cloudpickle", "", age: 500)
    try run.temporary.makeFolder("runs/no-run")
    try run.write("runs/file", "")
    let listing = list()
    let expected = [
      Row(name: "beating", state: .running), Row(name: "new", state: .completed),
      Row(name: "broken", state: .error), Row(name: "silent", state: .running),
      Row(name: "old", state: .completed), Row(name: "older", state: .error),
    ]
    #expect(rows(listing) == expected)
    #expect(listing.scannedFolders == 7)
    #expect(listing.error == nil)
    #expect(listing.folders.map(\.path) == [run.path.appending("runs")])
    #expect(rows(list(most: 2)) == Array(expected.prefix(2)))
    #expect(rows(list(most: 99)) == expected)
  }

  @Test func followsLinksToRunsButNotToNothing() throws {
    try makeRun("a", age: 10)
    try run.temporary.makeFolder("elsewhere")
    try run.write("elsewhere/run_info.json", #"{"all_output_names": [], "shapes": {}}"#, age: 5)
    try run.temporary.makeLink("runs/link", to: "../elsewhere")
    try run.temporary.makeLink("runs/dangling", to: "none")
    try run.temporary.makeLink("runs/loop", to: "loop")
    let listing = list()
    #expect(
      rows(listing) == [
        Row(name: "link", state: .completed), Row(name: "a", state: .completed),
      ])
    #expect(listing.scannedFolders == 2)
  }

  /// Farther down, a link could lead back to a folder above it.
  @Test func followsNoLinksBelowTheFirstLevel() throws {
    try makeRun("group/a", age: 10)
    try run.temporary.makeLink("runs/group/link", to: "../../runs/group/a")
    try run.temporary.makeLink("runs/group/above", to: "..")
    let listing = list(isRecursive: true)
    #expect(rows(listing) == [Row(name: "a", state: .completed)])
    #expect(listing.scannedFolders == 2)
  }

  @Test func showsARowForARunWhoseDescriptionIsNoFile() throws {
    try run.temporary.makeFolder("runs/pipe")
    try run.temporary.makePipe("runs/pipe/run_info.json")
    let path = run.path.appending("runs/pipe")
    #expect(
      list().runs.map(\.error) == [
        .unreadable(
          FileError(
            operation: .open, path: path.appending("run_info.json"), reason: .notAFile(.pipe)))
      ])
  }

  @Test func saysWhyTheParentCanNotBeListed() throws {
    try run.write("file", "")
    #expect(list("none").error == .runFolderMissing(run.path.appending("none")))
    #expect(list("file").error == .notAFolder(run.path.appending("file"), .regular))
    #expect(list("file/below").error == .runFolderMissing(run.path.appending("file/below")))
    try run.temporary.makePipe("pipe")
    #expect(list("pipe").error == .notAFolder(run.path.appending("pipe"), .pipe))
    #expect(rows(list("none")) == [])
  }
}
