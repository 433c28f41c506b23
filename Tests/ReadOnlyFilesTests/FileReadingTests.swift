import Foundation
import TestSupport
import Testing

@testable import ReadOnlyFiles

/// What one call leaves behind: what it gave, or why it did not.
enum Attempt<Value: Equatable & Sendable>: Equatable, Sendable {
  case value(Value)
  case failure(FileError)

  init(_ body: () throws(FileError) -> Value) {
    do throws(FileError) { self = .value(try body()) } catch { self = .failure(error) }
  }
}

/// Something that one thread tells another.
private final class Flag: @unchecked Sendable {
  private let lock = NSLock()
  private var value = false

  var isSet: Bool { lock.withLock { value } }

  func set() { lock.withLock { value = true } }
}

@Suite struct FileReadingTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  private var root: RawPath { RawPath(temporary.path) }

  private func contents(
    _ name: RawPath, limit: Int = 1_000, links: LinkRule = .refuse
  ) -> Attempt<[UInt8]> {
    Attempt { () throws(FileError) in
      try Folder(root).contents(of: name, limit: limit, links: links).bytes
    }
  }

  private func failure(
    _ operation: FileError.Operation, _ name: RawPath, _ reason: FileError.Reason
  ) -> Attempt<[UInt8]> {
    .failure(FileError(operation: operation, path: root.appending(name), reason: reason))
  }

  @Test func readsARegularFileWithItsSizeAndTime() throws {
    try temporary.write("a/b", "contents")
    temporary.setTime("a/b", Moment(seconds: 1_234, nanoseconds: 567_890_123))
    let read = try Folder(root).contents(of: RawPath("a/b"), limit: 100)
    #expect(read.bytes == Array("contents".utf8))
    #expect(read.status.kind == .regular)
    #expect(read.status.size == 8)
    #expect(read.status.modified == Timestamp(seconds: 1_234, nanoseconds: 567_890_123))
    #expect(try Folder(root).folder(RawPath("a")).status(of: RawPath("b")) == read.status)
  }

  @Test func readsAnEmptyFile() throws {
    try temporary.write("empty", "")
    #expect(contents(RawPath("empty")) == .value([]))
    #expect(contents(RawPath("empty"), limit: 0) == .value([]))
  }

  @Test func readsAsManyBytesAsTheLimitAndNotOneMore() throws {
    let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    try temporary.write("file", Data(bytes))
    let name = RawPath("file")
    #expect(contents(name, limit: 70_001) == .value(bytes))
    #expect(contents(name, limit: 70_000) == .value(bytes))
    #expect(contents(name, limit: 69_999) == failure(.read, name, .tooLarge(limit: 69_999)))
    #expect(contents(name, limit: 0) == failure(.read, name, .tooLarge(limit: 0)))
  }

  @Test func refusesAHugeSparseFileWithoutReadingIt() throws {
    try temporary.write("huge", "")
    let file = try FileHandle(forWritingTo: temporary.url("huge"))
    try file.truncate(atOffset: 1 << 40)
    try file.close()
    let name = RawPath("huge")
    #expect(contents(name) == failure(.read, name, .tooLarge(limit: 1_000)))
  }

  #if os(Linux)
    @Test func readsAFileThatDoesNotTellItsSize() throws {
      let proc = try Folder(RawPath("/proc/self"))
      let read = try proc.contents(of: RawPath("cmdline"), limit: 1 << 20)
      #expect(read.status.size == 0)
      #expect(read.bytes.last == 0)
      let most = read.bytes.count
      #expect(try proc.contents(of: RawPath("cmdline"), limit: most).bytes == read.bytes)
      let attempt = Attempt { () throws(FileError) in
        try Folder(RawPath("/proc/self")).contents(of: RawPath("cmdline"), limit: most - 1).bytes
      }
      #expect(
        attempt
          == .failure(
            FileError(
              operation: .read, path: RawPath("/proc/self/cmdline"),
              reason: .tooLarge(limit: most - 1))))
    }
  #endif

  @Test func refusesANamedPipeWithoutWaitingForAWriter() throws {
    try temporary.makePipe("pipe")
    let name = RawPath("pipe")
    #expect(contents(name) == failure(.open, name, .notAFile(.pipe)))
  }

  @Test func refusesAFolderAndADevice() throws {
    try temporary.makeFolder("folder")
    try temporary.makeLink("device", to: "/dev/null")
    #expect(contents(RawPath("folder")) == failure(.open, RawPath("folder"), .notAFile(.folder)))
    #expect(
      contents(RawPath("device"), links: .follow)
        == failure(.open, RawPath("device"), .notAFile(.device)))
  }

  @Test func followsALinkOnlyWhereItMay() throws {
    try temporary.write("target", "x")
    try temporary.makeLink("link", to: "target")
    try temporary.makeLink("dangling", to: "none")
    try temporary.makeLink("loop", to: "loop")
    let loop = FileError.Reason.system(.symbolicLinkLoop)
    #expect(contents(RawPath("link"), links: .follow) == .value([UInt8(ascii: "x")]))
    #expect(contents(RawPath("link")) == failure(.open, RawPath("link"), loop))
    #expect(
      contents(RawPath("dangling"), links: .follow)
        == failure(.open, RawPath("dangling"), .system(.noSuchFile)))
    #expect(contents(RawPath("loop"), links: .follow) == failure(.open, RawPath("loop"), loop))
  }

  @Test func saysWhichNameCanNotBeOpenedAndWhy() throws {
    try temporary.write("file", "")
    let long = RawPath(String(repeating: "x", count: 256))
    let noText = RawPath(bytes: [0xFF, 0xFE])
    for (name, number) in [
      (RawPath("none"), ErrorNumber.noSuchFile), (RawPath("file/below"), .notAFolder),
      (RawPath("file\0"), .invalidArgument), (long, .nameTooLong), (noText, .noSuchFile),
      (RawPath(""), .noSuchFile),
    ] {
      #expect(contents(name) == failure(.open, name, .system(number)), "\(name)")
    }
    for (number, isMissing) in [
      (ErrorNumber.noSuchFile, true), (.notAFolder, true), (.nameTooLong, false),
      (.permissionDenied, false), (.symbolicLinkLoop, false),
    ] {
      let error = FileError(operation: .open, path: root, reason: .system(number))
      #expect(error.isMissing == isMissing, "\(number)")
    }
  }

  @Test func readsAFileWhoseNameIsNoText() throws {
    let name: [UInt8] = [0x61, 0xFF, 0x62]
    try temporary.makeEmptyFile(name)
    #expect(contents(RawPath(bytes: name)) == .value([]))
  }

  @Test func readsAPrefix() throws {
    try temporary.write("file", "0123456789")
    try temporary.makePipe("pipe")
    let folder = try Folder(root)
    for (count, expected) in [(0, ""), (4, "0123"), (10, "0123456789"), (11, "0123456789")] {
      #expect(try folder.prefix(of: RawPath("file"), count: count) == Array(expected.utf8))
    }
    let pipe = Attempt { () throws(FileError) in
      try Folder(root).prefix(of: RawPath("pipe"), count: 4)
    }
    #expect(pipe == failure(.open, RawPath("pipe"), .notAFile(.pipe)))
  }

  /// Whoever writes a file anew truncates it first; what is read until then is the beginning of it.
  @Test func readsAFileThatShrinksMeanwhile() throws {
    let whole = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    try temporary.write("file", Data(whole))
    let path = temporary.url("file").path
    let isDone = Flag()
    let writer = Thread {
      while !isDone.isSet {
        truncate(path, 70_000)
        truncate(path, 0)
        _ = whole.withUnsafeBytes { bytes in
          FileManager.default.createFile(atPath: path, contents: Data(bytes))
        }
      }
    }
    writer.start()
    defer { isDone.set() }
    for _ in 0..<300 {
      let folder = try Folder(root)
      let name = RawPath("file")
      let read = Attempt { () throws(FileError) in
        try Folder(root).contents(of: name, limit: 1 << 20).bytes
      }
      guard case .value(let bytes) = read else {
        // For a moment there may be no file.
        #expect(read == failure(.open, name, .system(.noSuchFile)))
        continue
      }
      // A file that grows again while it is read may hold zeros, which no reader can avoid; it is never
      // longer than it ever was.
      #expect(bytes.count <= whole.count)
      if let ends = try? folder.ends(of: name, count: 4) { #expect(ends.end.count <= 4) }
    }
  }

  /// A stream ends where the file ends by then, not where it ended when it was opened.
  @Test func readsAStreamThatShrinksMeanwhile() throws {
    for (size, rest) in [(0, ""), (3, ""), (4, ""), (6, "45"), (10, "456789")] {
      try temporary.write("file", "0123456789")
      var stream = try Folder(root).stream(of: RawPath("file"))
      #expect(try stream.next(count: 4) == Array("0123".utf8))
      #expect(truncate(temporary.url("file").path, off_t(size)) == 0)
      #expect(stream.status.size == 10)
      #expect(try stream.next(count: 100) == Array(rest.utf8))
      #expect(try stream.next(count: 100) == [])
    }
  }

  @Test func readsAStreamPieceByPieceToItsEnd() throws {
    try temporary.write("file", "0123456789")
    try temporary.makePipe("pipe")
    var stream = try Folder(root).stream(of: RawPath("file"))
    #expect(stream.status.size == 10)
    var pieces: [String] = []
    while case let piece = try stream.next(count: 4), !piece.isEmpty {
      pieces.append(String(decoding: piece, as: UTF8.self))
    }
    #expect(pieces == ["0123", "4567", "89"])
    #expect(try stream.next(count: 4) == [])
    let pipe = Attempt { () throws(FileError) in
      try Folder(root).stream(of: RawPath("pipe")).status.size
    }
    #expect(
      pipe
        == .failure(
          FileError(
            operation: .open, path: root.appending("pipe"), reason: .notAFile(.pipe))))
  }
}
