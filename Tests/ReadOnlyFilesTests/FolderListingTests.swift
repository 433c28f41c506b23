import Foundation
import TestSupport
import Testing

@testable import ReadOnlyFiles

@Suite struct FolderListingTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  private var root: RawPath { RawPath(temporary.path) }

  private func names(_ name: String) throws(FileError) -> [String] {
    var listing = try Folder(root).listing(of: RawPath(name))
    var names: [String] = []
    while let entry = try listing.next() { names.append(entry.name.description) }
    return names
  }

  @Test func leavesOutNothingButItselfAndItsParent() throws {
    for name in ["a", "...", ".hidden", "..x", " "] { try temporary.write("folder/\(name)", "") }
    #expect(Set(try names("folder")) == ["a", "...", ".hidden", "..x", " "])
    try temporary.makeFolder("empty")
    #expect(try names("empty") == [])
  }

  @Test func listsFiveThousandEntriesOnce() throws {
    let expected = Set((0..<5_000).map { "__\($0)__.pickle" })
    try temporary.makeFolder("many")
    for name in expected {
      try temporary.makeEmptyFile(Array("many/\(name)".utf8))
    }
    let listed = try names("many")
    #expect(listed.count == 5_000)
    #expect(Set(listed) == expected)
  }

  /// Entries come in batches of which none is larger than it may be, each entry in one of them. With `.` and
  /// `..`, which are left out, there are 2,002.
  @Test(arguments: [
    (share: 1, most: .max, leastBatches: 1, mostOfABatch: 2_002), (1, 32, 63, 32), (1, 1, 2_002, 1),
    (4, .max, 4, 501), (4, 100, 21, 100), (.max, .max, 2_002, 1), (0, 0, 2_002, 1),
    (-1, -1, 2_002, 1),
  ])
  func handsOutEveryEntryInOneBatch(
    share: Int, most: Int, leastBatches: Int, mostOfABatch: Int
  ) throws {
    let expected = Set((0..<2_000).map { "__\($0)__.pickle" })
    try temporary.makeFolder("many")
    for name in expected { try temporary.makeEmptyFile(Array("many/\(name)".utf8)) }
    let listing = try Folder(root).listing(of: RawPath("many"))
    var entries = listing.entries
    var listed: [String] = []
    var batches = 0
    while let batch = try listing.batch(of: &entries, share: share, most: most) {
      var size = 0
      batch.forEach { entry in
        listed.append(entry.name.description)
        size += 1
      }
      batches += 1
      #expect(size <= mostOfABatch)
    }
    #expect(listed.count == 2_000)
    #expect(Set(listed) == expected)
    #expect(batches >= leastBatches)
  }

  struct Seen: Equatable {
    var kind: FileKind
    var statusKind: FileKind?
    var followedKind: FileKind?
    var size: Int?
  }

  @Test func tellsTheKindsOfItsEntries() throws {
    try temporary.write("all/file", "12345")
    try temporary.makeFolder("all/folder")
    try temporary.makePipe("all/pipe")
    try temporary.makeLink("all/link", to: "file")
    try temporary.makeLink("all/dangling", to: "none")
    var listing = try Folder(root).listing(of: RawPath("all"))
    var seen: [String: Seen] = [:]
    while let entry = try listing.next() {
      let status = try listing.status(of: entry)
      seen[entry.name.description] = Seen(
        kind: entry.kind, statusKind: status?.kind,
        followedKind: try listing.status(of: entry, links: .follow)?.kind,
        size: status?.kind == .regular ? status?.size : nil)
    }
    #expect(
      seen == [
        "file": Seen(kind: .regular, statusKind: .regular, followedKind: .regular, size: 5),
        "folder": Seen(kind: .folder, statusKind: .folder, followedKind: .folder),
        "pipe": Seen(kind: .pipe, statusKind: .pipe, followedKind: .pipe),
        "link": Seen(kind: .symbolicLink, statusKind: .symbolicLink, followedKind: .regular),
        "dangling": Seen(kind: .symbolicLink, statusKind: .symbolicLink),
      ])
  }

  @Test func goesIntoAFolderAndReadsTheStartOfAFile() throws {
    try temporary.write("a/b/c", "0123456789")
    var outer = try Folder(root).listing(of: RawPath("a"))
    let folder = try #require(try inner(&outer))
    #expect(folder == root.appending("a/b"))
    var listing = try Folder(root).listing(of: RawPath("a/b"))
    if let entry = try listing.next() {
      #expect(try listing.prefix(of: entry, count: 4) == Array("0123".utf8))
      #expect(entry.withNameBytes { Array($0) } == [UInt8(ascii: "c")])
    } else {
      Issue.record("the folder is empty")
    }
  }

  private func inner(_ listing: inout FolderListing) throws(FileError) -> RawPath? {
    guard let entry = try listing.next() else { return nil }
    return try listing.listing(of: entry).path
  }

  @Test func hasNoStatusOfAnEntryThatHasGone() throws {
    try temporary.write("folder/file", "")
    var listing = try Folder(root).listing(of: RawPath("folder"))
    let entry = try listing.next()
    try FileManager.default.removeItem(at: temporary.url("folder/file"))
    switch entry {
    case .some(let entry): #expect(try listing.status(of: entry) == nil)
    case nil: Issue.record("the folder is empty")
    }
  }

  @Test func refusesAFileALinkAndANameThatIsMissing() throws {
    try temporary.write("file", "")
    try temporary.makeFolder("folder")
    try temporary.makeLink("link", to: "folder")
    for (name, number) in [
      ("file", ErrorNumber.notAFolder), ("none", .noSuchFile), ("link", .notAFolder),
    ] {
      let attempt = Attempt { () throws(FileError) in try names(name) }
      #expect(
        attempt
          == .failure(
            FileError(
              operation: .open, path: root.appending(name), reason: .system(number))),
        "\(name)")
    }
  }

  #if os(Linux)
    /// Which files below the temporary folder the process holds open.
    private func openFiles() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { number in
        let target = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/self/fd/\(number)")
        return target.flatMap { $0.hasPrefix(temporary.path) ? $0 : nil }
      }
    }

    @Test func closesEverythingThatWasOpenedWhetherItWorkedOrNot() throws {
      try temporary.write("folder/file", "0123456789")
      try temporary.makePipe("folder/pipe")
      do {
        let folder = try Folder(root).folder(RawPath("folder"))
        #expect(try openFiles() == [temporary.path + "/folder"])
        _ = try folder.contents(of: RawPath("file"), limit: 10)
        _ = try? folder.contents(of: RawPath("file"), limit: 9)
        _ = try? folder.contents(of: RawPath("pipe"), limit: 9)
        _ = try folder.prefix(of: RawPath("file"), count: 1)
        _ = try? folder.prefix(of: RawPath("pipe"), count: 1)
        _ = try folder.status(of: RawPath("file"))
        #expect(throws: FileError.self) {
          try Folder(root).stream(of: RawPath("folder/pipe")).status
        }
        var stream = try folder.stream(of: RawPath("file"))
        #expect(try openFiles().count == 2)
        _ = try stream.next(count: 1)
        var listing = try folder.listing(of: RawPath("."))
        while let entry = try listing.next() { _ = try? listing.prefix(of: entry, count: 1) }
        #expect(try openFiles().count == 3)
      }
      #expect(try openFiles() == [])
    }
  #endif
}
