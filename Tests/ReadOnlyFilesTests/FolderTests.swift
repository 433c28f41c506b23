import Foundation
import TestSupport
import Testing

@testable import ReadOnlyFiles

@Suite struct FolderTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  private var root: RawPath { RawPath(temporary.path) }

  private func opening(_ path: RawPath) -> Attempt<RawPath> {
    Attempt { () throws(FileError) in try Folder(path).path }
  }

  private func failure<Value>(
    _ operation: FileError.Operation, _ path: RawPath, _ number: ErrorNumber
  ) -> Attempt<Value> {
    .failure(FileError(operation: operation, path: path, reason: .system(number)))
  }

  @Test func opensOnlyFolders() throws {
    try temporary.write("file", "")
    try temporary.makePipe("pipe")
    try temporary.makeLink("link", to: ".")
    try temporary.makeLink("loop", to: "loop")
    #expect(opening(root) == .value(root))
    #expect(opening(RawPath("")) == .value(RawPath("")))
    #expect(opening(root.appending("link")) == .value(root.appending("link")))
    for (name, number) in [
      ("none", ErrorNumber.noSuchFile), ("file", .notAFolder), ("pipe", .notAFolder),
      ("loop", .symbolicLinkLoop), ("a\0b", .invalidArgument), ("file/x", .notAFolder),
    ] {
      let path = root.appending(name)
      #expect(opening(path) == failure(.open, path, number), "\(name)")
    }
  }

  @Test func opensAFolderBelowAndFollowsALinkOnlyWhereItMay() throws {
    try temporary.write("a/b/file", "x")
    try temporary.makeLink("link", to: "a")
    func below(_ name: String, _ links: LinkRule) -> Attempt<[UInt8]> {
      Attempt { () throws(FileError) in
        let folder = try Folder(root).folder(RawPath(name), links: links)
        return try folder.contents(of: RawPath("b/file"), limit: 9).bytes
      }
    }
    let refused = below("link", .refuse)
    #expect(below("a", .refuse) == .value([UInt8(ascii: "x")]))
    #expect(below("link", .follow) == .value([UInt8(ascii: "x")]))
    // Linux checks first that a link is no folder.
    let link = root.appending("link")
    #expect(
      refused == failure(.open, link, .notAFolder)
        || refused == failure(.open, link, .symbolicLinkLoop))
  }

  @Test func tellsTheKindOfAName() throws {
    try temporary.write("file", "12345")
    try temporary.makeFolder("folder")
    try temporary.makePipe("pipe")
    try temporary.makeLink("link", to: "file")
    try temporary.makeLink("loop", to: "loop")
    try temporary.makeLink("null", to: "/dev/null")
    func kind(_ name: String, _ links: LinkRule = .refuse) -> Attempt<FileKind?> {
      Attempt { () throws(FileError) in
        try Folder(root).status(of: RawPath(name), links: links)?.kind
      }
    }
    #expect(kind("file") == .value(.regular))
    #expect(kind("folder") == .value(.folder))
    #expect(kind(".") == .value(.folder))
    #expect(kind("pipe") == .value(.pipe))
    #expect(kind("link") == .value(.symbolicLink))
    #expect(kind("link", .follow) == .value(.regular))
    #expect(kind("null", .follow) == .value(.device))
    #expect(kind("none") == .value(nil))
    #expect(kind("file/none") == .value(nil))
    #expect(kind("loop") == .value(.symbolicLink))
    #expect(
      kind("loop", .follow) == failure(.status, root.appending("loop"), .symbolicLinkLoop))
    #expect(kind("a\0") == failure(.status, root.appending("a\0"), .invalidArgument))
    let long = String(repeating: "x", count: 256)
    #expect(kind(long) == failure(.status, root.appending(long), .nameTooLong))
  }

  @Test func tellsItsOwnTimes() throws {
    try temporary.makeFolder("folder")
    temporary.setTime("folder", .recorded)
    let expected = Timestamp(seconds: 1_767_323_045, nanoseconds: 678_901_000)
    let folder = try Folder(root).folder(RawPath("folder"))
    #expect(try folder.status().modified == expected)
    #expect(try folder.listing(of: RawPath(".")).status().modified == expected)
  }

  @Test func isNotMisledByANameThatIsReplacedMeanwhile() throws {
    try temporary.write("run/file", "old")
    let folder = try Folder(root.appending("run"))
    try FileManager.default.moveItem(at: temporary.url("run"), to: temporary.url("moved"))
    try temporary.write("run/file", "new")
    #expect(try folder.contents(of: RawPath("file"), limit: 9).bytes == Array("old".utf8))
  }
}
