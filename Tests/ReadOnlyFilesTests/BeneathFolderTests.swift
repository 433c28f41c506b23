import Foundation
import TestSupport
import Testing

@testable import ReadOnlyFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A way through several folders never leads through a link, nor out of the folder it begins in.
@Suite struct BeneathFolderTests {
  private let temporary: TemporaryFolder

  /// A folder `run` with files two folders below, links in place of each folder on the way, and files
  /// outside that the links lead to.
  init() throws {
    temporary = try TemporaryFolder()
    try temporary.write("run/outputs/y/file", "in")
    try temporary.write("outside/y/file", "out")
    try temporary.makeLink("run/link", to: "../outside")
    try temporary.makeLink("run/outputs/link", to: "../../outside/y")
    try temporary.makeLink("run/outputs/inside", to: "y")
    try temporary.write("run/text", "")
    try temporary.makeLink("runs", to: "run")
  }

  private var root: RawPath { RawPath(temporary.path).appending("run") }

  /// What becomes of a name: what there is to read, or the number of the error.
  enum Outcome: Equatable, Sendable {
    case text(String)
    case failure(ErrorNumber)
    case nothing
  }

  private func outcome(_ body: () throws(FileError) -> [UInt8]?) -> Outcome {
    do throws(FileError) {
      return try body().map { .text(String(decoding: $0, as: UTF8.self)) } ?? .nothing
    } catch {
      guard case .system(let number) = error.reason else { return .nothing }
      return .failure(number)
    }
  }

  static let ways: [(String, Outcome)] = [
    ("outputs/y/file", .text("in")), ("./outputs/y/file", .text("in")),
    ("outputs//y/./file", .text("in")), ("link/y/file", .failure(.symbolicLinkLoop)),
    ("outputs/link/file", .failure(.symbolicLinkLoop)),
    ("outputs/inside/file", .failure(.symbolicLinkLoop)), ("none/y/file", .failure(.noSuchFile)),
    ("text/y/file", .failure(.notAFolder)), ("outputs/none/file", .failure(.noSuchFile)),
  ]

  @Test(arguments: ways)
  func everyReadingRefusesLinksOnTheWay(_ way: String, _ expected: Outcome) throws {
    let folder = try Folder(root)
    let name = RawPath(way)
    #expect(
      outcome { () throws(FileError) in try folder.contents(of: name, limit: 9).bytes } == expected)
    #expect(
      outcome { () throws(FileError) in try folder.prefix(of: name, count: 9) } == expected)
    #expect(
      outcome { () throws(FileError) in try folder.ends(of: name, count: 9).start } == expected)
    #expect(
      outcome { () throws(FileError) in
        var stream = try folder.stream(of: name)
        return try stream.next(count: 9)
      } == expected)
    #expect(
      outcome { () throws(FileError) in
        var listing = try folder.listing(of: name.parent)
        while let entry = try listing.next() {
          if entry.name == RawPath("file") { return try listing.prefix(of: entry, count: 9) }
        }
        return nil
      }
        == (way.hasPrefix("outputs/link") || way.hasPrefix("outputs/inside")
          // Linux checks first that a link at the end is no folder.
          ? .failure(.notAFolder) : expected))
  }

  @Test(arguments: ways)
  func lookingAtANameRefusesThemToo(_ way: String, _ expected: Outcome) throws {
    let folder = try Folder(root)
    // The second look finds the folder on the way open.
    for _ in 0..<2 {
      let found = outcome { () throws(FileError) in
        try folder.status(of: RawPath(way)).map { Array("\($0.size)".utf8) }
      }
      switch expected {
      case .text: #expect(found == .text("2"))
      case .failure(.symbolicLinkLoop): #expect(found == expected)
      default: #expect(found == .nothing)
      }
    }
  }

  /// Once the folder on the way is open, what lies in it is opened from there, with the same answer.
  @Test(arguments: ways)
  func openingFromTheFolderThatIsOpenGivesTheSameAnswer(_ way: String, _ expected: Outcome) throws {
    let folder = try Folder(root)
    _ = try? folder.status(of: RawPath(way))
    let found = outcome { () throws(FileError) in
      try folder.contents(of: RawPath(way), limit: 9).bytes
    }
    #expect(found == expected)
    // A link at the end is refused, too, and so is a way out.
    for name in ["outputs/link", "outputs/../../outside/y/file"] {
      _ = try? folder.status(of: RawPath("outputs/y"))
      let found = outcome { () throws(FileError) in
        try folder.prefix(of: RawPath(name), count: 9)
      }
      guard case .failure = found else {
        Issue.record("\(name) was read")
        continue
      }
    }
  }

  /// A folder that was replaced after it was opened is the one that is read, and not what replaced it.
  @Test func whatIsOpenIsNotReplaced() throws {
    let folder = try Folder(root)
    #expect(try folder.status(of: RawPath("outputs/y"))?.kind == .folder)
    let outputs = root.description + "/outputs"
    try #require(rename(outputs, outputs + ".old") == 0)
    try temporary.makeLink("run/outputs", to: "../outside")
    #expect(try folder.status(of: RawPath("outputs/y"))?.kind == .folder)
    var listing = try folder.listing(of: RawPath("outputs/y"))
    let entry = try listing.next()
    guard let entry else {
      Issue.record("there is no entry")
      return
    }
    #expect(try listing.prefix(of: entry, count: 9) == Array("in".utf8))
  }

  /// As kernels before 5.6 and some containers need it.
  @Test(arguments: ways)
  func openingOneByOneGivesTheSameAnswer(_ way: String, _ expected: Outcome) throws {
    let opened = open(root.description, O_RDONLY | O_DIRECTORY)
    try #require(opened >= 0)
    defer { close(opened) }
    let outcomes = [
      BeneathFolder.openOneByOne(opened, RawPath(way), O_RDONLY),
      BeneathFolder.open(opened, RawPath(way), flags: O_RDONLY),
    ].map { result -> Outcome in
      switch result {
      case .failure(let failure): return .failure(failure.number)
      case .success(let file):
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 9)
        let count = read(file, &bytes, 9)
        return .text(String(decoding: bytes[..<max(0, count)], as: UTF8.self))
      }
    }
    #expect(outcomes == [expected, expected])
  }

  @Test(arguments: ["../outside/y/file", "outputs/../../outside/y/file", "/etc/hostname"])
  func noWayLeadsOut(_ way: String) throws {
    let opened = open(root.description, O_RDONLY | O_DIRECTORY)
    try #require(opened >= 0)
    defer { close(opened) }
    for result in [
      BeneathFolder.openOneByOne(opened, RawPath(way), O_RDONLY),
      BeneathFolder.open(opened, RawPath(way), flags: O_RDONLY),
    ] {
      guard case .failure = result else {
        Issue.record("\(way) was opened")
        continue
      }
    }
  }

  /// A run may be a link; its folders may not, however it is named: as a run below a folder, as a link to
  /// one, or as the folder itself.
  @Test(arguments: ["run", "runs", "."])
  func whatBelongsToARunIsLookedAtWithoutLinks(_ run: String) throws {
    let folder = try Folder(run == "." ? root : RawPath(temporary.path))
    let run = RawPath(run)
    #expect(try folder.status(of: RawPath("text"), ofRun: run)?.kind == .regular)
    #expect(try folder.status(of: RawPath("none"), ofRun: run) == nil)
    #expect(try folder.status(of: RawPath("link"), ofRun: run)?.kind == .symbolicLink)
    for (way, expected) in BeneathFolderTests.ways {
      let isThere = outcome { () throws(FileError) in
        try folder.status(of: RawPath(way), ofRun: run).map { _ in Array("in".utf8) }
      }
      let isMissing = [.failure(.noSuchFile), .failure(.notAFolder)].contains(expected)
      #expect(isThere == (isMissing ? .nothing : expected), "\(way)")
      let read = outcome { () throws(FileError) in
        try folder.prefix(of: RawPath(way), count: 9, ofRun: run)
      }
      #expect(read == expected, "\(way)")
    }
    var listing = try folder.listing(of: RawPath("outputs"), ofRun: run)
    #expect(try listing.next() != nil)
    #expect(throws: FileError.self) { _ = try folder.listing(of: RawPath("link"), ofRun: run) }
  }

  /// A run that has gone has no files, and is no error.
  @Test func aRunThatHasGone() throws {
    let folder = try Folder(RawPath(temporary.path))
    for name in ["text", "outputs/y/file"] {
      #expect(try folder.status(of: RawPath(name), ofRun: RawPath("gone")) == nil)
    }
  }

  @Test func noFolderStaysOpen() throws {
    func open() -> Int { (0..<64).count { fcntl(Int32($0), F_GETFD) >= 0 } }
    let before = open()
    for _ in 0..<20 {
      let folder = try Folder(root)
      for (way, _) in BeneathFolderTests.ways { _ = try? folder.status(of: RawPath(way)) }
    }
    // Other tests run at the same time.
    #expect(open() < before + 20)
  }
}
