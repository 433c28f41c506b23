import Foundation
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

@Suite struct FolderEntriesTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  /// What is kept of an entry.
  private struct Row: Hashable {
    let name: String
    let kind: String
  }

  private func rows(_ entries: [FolderEntries.Entry]) -> Set<Row> {
    Set(entries.map { Row(name: $0.name.description, kind: $0.kind.description) })
  }

  private func parent() throws -> Folder { try Folder(RawPath(temporary.path)) }

  private func everything() -> FolderEntries { FolderEntries { _, _ in true } }

  @Test func keepsWhatSomeLayoutCaresFor() throws {
    try temporary.write("r/task.log", "")
    try temporary.write("r/other.txt", "")
    try temporary.makeFolder("r/logs")
    try temporary.makeLink("r/link.log", to: "task.log")
    try temporary.makePipe("r/pipe.log")
    let all: Set<Row> = [
      Row(name: "task.log", kind: "a file"), Row(name: "other.txt", kind: "a file"),
      Row(name: "logs", kind: "a folder"), Row(name: "link.log", kind: "a symbolic link"),
      Row(name: "pipe.log", kind: "a named pipe"),
    ]
    #expect(rows(try everything().of(RawPath("r"), in: parent())) == all)
    let logs = FolderEntries { name, kind in name.last == UInt8(ascii: "g") && kind == .regular }
    #expect(
      rows(try logs.of(RawPath("r"), in: parent())) == [Row(name: "task.log", kind: "a file")])
    let none = FolderEntries { _, _ in false }
    #expect(try none.of(RawPath("r"), in: parent()).isEmpty)
  }

  /// Entries that matter to no layout don't count; one that matters is never left out in silence.
  @Test func refusesAFolderWithMoreThanItKeeps() throws {
    for name in ["a.log", "b.log", "c.log", "d.txt", "e.txt"] {
      try temporary.write("r/\(name)", "")
    }
    func logs(most: Int) throws -> Int {
      let entries = FolderEntries(most: most) { name, _ in name.last == UInt8(ascii: "g") }
      return try entries.of(RawPath("r"), in: parent()).count
    }
    #expect(try logs(most: 3) == 3)
    #expect(
      throws: FileError(
        operation: .list, path: RawPath("\(temporary.path)/r"), reason: .tooMany(limit: 2))
    ) { try logs(most: 2) }
  }

  @Test func listsTheFolderOnceHoweverManyAsk() throws {
    try temporary.write("r/a", "")
    var asked = 0
    let entries = FolderEntries { _, _ in
      asked += 1
      return true
    }
    #expect(asked == 0)
    let first = try entries.of(RawPath("r"), in: parent())
    try temporary.write("r/b", "")
    for _ in 0..<3 {
      #expect(rows(try entries.of(RawPath("r"), in: parent())) == rows(first))
    }
    #expect(rows(first) == [Row(name: "a", kind: "a file")])
    #expect(asked == 1)
  }

  @Test func whatCouldNotBeListedOnceIsNotListedAgain() throws {
    try temporary.write("file", "")
    for (name, number) in [("none", ErrorNumber.noSuchFile), ("file", .notAFolder)] {
      let entries = everything()
      let expected = FileError(
        operation: .open, path: RawPath(temporary.path).appending(name), reason: .system(number))
      #expect(throws: expected) { try entries.of(RawPath(name), in: parent()) }
      try? FileManager.default.removeItem(at: temporary.url(name))
      try temporary.makeFolder(name)
      #expect(throws: expected) { try entries.of(RawPath(name), in: parent()) }
      #expect(try everything().of(RawPath(name), in: parent()).isEmpty)
    }
  }

  /// A run folder may itself be a link.
  @Test func followsALinkToTheFolder() throws {
    try temporary.write("r/a", "")
    try temporary.makeLink("link", to: "r")
    #expect(
      rows(try everything().of(RawPath("link"), in: parent()))
        == [Row(name: "a", kind: "a file")])
  }
}
