import Foundation
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

@Suite struct FileTreeTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  private func listing(_ name: String = "tree") throws -> FolderListing {
    let folder = try Folder(RawPath(temporary.path))
    return try folder.listing(of: RawPath(name))
  }

  /// The names of the files that a walk finds.
  private func files(_ name: String = "tree") throws -> [String] {
    var names: [String] = []
    try FileTree.forEachFile(below: try listing(name)) { entry, _ in
      names.append(entry.name.description)
      return true
    }
    return names.sorted()
  }

  @Test func findsEveryFileAndNothingElse() throws {
    try temporary.write("tree/a", "1")
    try temporary.write("tree/b/c", "22")
    try temporary.write("tree/b/d/e", "333")
    try temporary.makeFolder("tree/empty/below")
    try temporary.makePipe("tree/b/pipe")
    #expect(try files() == ["a", "c", "e"])
    #expect(try FileTree.bytes(below: try listing()) == 6)
    try temporary.makeFolder("none")
    #expect(try files("none") == [])
    #expect(try FileTree.bytes(below: try listing("none")) == 0)
  }

  @Test func followsNoLink() throws {
    try temporary.write("tree/a", "1")
    try temporary.write("outside/b", "22")
    try temporary.makeLink("tree/file", to: "../outside/b")
    try temporary.makeLink("tree/folder", to: "../outside")
    try temporary.makeLink("tree/self", to: ".")
    try temporary.makeLink("tree/loop", to: "loop")
    try temporary.makeLink("tree/dangling", to: "none")
    #expect(try files() == ["a"])
    #expect(try FileTree.bytes(below: try listing()) == 1)
  }

  /// What lies deeper is not left out in silence: the tree then counts as one that can't be read.
  @Test func entersNoMoreThanThirtyTwoFoldersBelowEachOther() throws {
    var path = "tree"
    for depth in 0...32 {
      try temporary.write("\(path)/f\(depth)", "x")
      path += "/d"
    }
    #expect(try files() == (0...32).map { "f\($0)" }.sorted())
    #expect(try FileTree.bytes(below: try listing()) == 33)
    try temporary.write("\(path)/f33", "x")
    let fault = FileError(
      operation: .list, path: RawPath("\(temporary.path)/\(path)"), reason: .tooDeep(limit: 32))
    #expect(throws: fault) { try files() }
    #expect(throws: fault) { try FileTree.bytes(below: try listing()) }
  }

  @Test func endsWhenItIsTold() throws {
    for number in 0..<9 { try temporary.write("tree/d\(number)/f", "x") }
    for most in 1...9 {
      var seen = 0
      try FileTree.forEachFile(below: try listing()) { _, _ in
        seen += 1
        return seen < most
      }
      #expect(seen == most)
    }
  }

  /// What the walk has listed already and then finds gone, with what is below it.
  @Test func passesOverWhatVanishes() throws {
    for number in 0..<40 { try temporary.write("tree/d\(number)/f", "x") }
    let tree = temporary.url("tree")
    var seen = 0
    try FileTree.forEachFile(below: try listing()) { _, _ in
      seen += 1
      try? FileManager.default.removeItem(at: tree)
      return true
    }
    #expect(seen == 1)
  }

  @Test(arguments: ["nothing", "a link", "a file", "a pipe"])
  func aFolderWhosePlaceIsTakenIsNotEntered(_ taker: String) throws {
    try temporary.write("tree/d/f", "x")
    var folder = try listing()
    guard let entry = try folder.next() else {
      Issue.record("nothing is listed")
      return
    }
    #expect(entry.kind == .folder)
    try FileManager.default.moveItem(at: temporary.url("tree/d"), to: temporary.url("moved"))
    switch taker {
    case "a link": try temporary.makeLink("tree/d", to: "../moved")
    case "a file": try temporary.write("tree/d", "x")
    case "a pipe": try temporary.makePipe("tree/d")
    default: break
    }
    if try folder.folderIfPresent(entry) != nil { Issue.record("entered") }
  }
}
